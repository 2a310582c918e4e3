import { expect, test } from 'vitest';
import { emptyContent } from '@karez/contract/catalog/empty-content';
import { blanksOf } from './draft.ts';

test('91-1.2.1: a new entry is shared without conditions until its registrar says otherwise', () => {
  const draft = emptyContent('企业登记信息');

  expect(draft.shareType).toBe('unconditional');
  expect(blanksOf(draft)).not.toContain('shareType');
});
