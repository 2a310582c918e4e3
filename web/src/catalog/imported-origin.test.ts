import { expect, test } from 'vitest';
import { importedOrigin } from './imported-origin.ts';

test('of an imported entry a reader sees whose list it was in and its number there, and no key of the platform', () => {
  const source = 'organisation:01a209ba-fd69-7cfc-88ea-3c878b9cab64';

  expect(importedOrigin({ source, sourceId: '["name","机动车驾驶培训机构名录"]' })).toMatchObject({ kind: 'organisation', code: null });
  expect(importedOrigin({ source, sourceId: '["code","330100/0007"]' })).toMatchObject({ code: '330100/0007' });
  expect(importedOrigin({ source: 'place:330100', sourceId: '["name","市水利局","水库"]' })).toEqual({
    kind: 'place',
    name: '330100',
    code: null,
  });
  expect(importedOrigin({ source: '旧平台', sourceId: 'A-17' })).toEqual({ kind: 'named', name: '旧平台', code: 'A-17' });
  expect(importedOrigin({ source: '旧平台', sourceId: '[不是编号' })).toMatchObject({ code: null });
});
