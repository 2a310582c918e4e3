import { describe, expect, test } from 'vitest';
import { emptyContent } from '../application.ts';
import { changesOf, renewalContent, type Former } from './renewal.ts';

const item = (no: number) => ({ no, nameZh: `数据项${no}`, fieldName: `f${no}`, mask: 'none' as const });
const former: Former = {
  content: { ...emptyContent(), itemNos: [1, 2, 3], validFrom: '2026-01-01', validTo: '2026-12-31', callsPerDay: 500, commitment: true },
  document: { items: [item(1), item(2)], systemId: 'system', quota: { perSecond: 1, perDay: 500 } },
  lastDay: '2026-12-31',
};
const drafted = renewalContent(former, { sharedNos: [1, 2, 3], wonNos: [], today: '2026-12-01' });
const wanted = (changes: Partial<typeof drafted>) => changesOf(former, { ...drafted, validTo: '2026-12-31', ...changes });

describe('a renewal', () => {
  test('begins with what was agreed and is still shared, for the same system, from today; how long and the commitment are said anew', () => {
    expect(renewalContent(former, { sharedNos: [2, 3], wonNos: [], today: '2026-12-01' })).toMatchObject({
      itemNos: [2],
      systemId: 'system',
      callsPerDay: 500,
      validFrom: '2026-12-01',
      validTo: null,
      commitment: false,
    });
  });

  test('809-25: asks for nothing else where it says what runs, in whatever order', () => {
    expect(wanted({})).toEqual([]);
    expect(wanted({ itemNos: [2, 1] })).toEqual([]);
  });

  test.each([
    ['more items', { itemNos: [1, 2, 3] }, 'itemNos', 'wider'],
    ['fewer items', { itemNos: [1] }, 'itemNos', 'narrower'],
    ['other items, as many', { itemNos: [1, 3] }, 'itemNos', 'wider'],
    ['a later end', { validTo: '2027-06-30' }, 'validTo', 'wider'],
    ['an earlier end', { validTo: '2026-12-15' }, 'validTo', 'narrower'],
    ['more calls', { callsPerDay: 501 }, 'callsPerDay', 'wider'],
    ['fewer calls', { callsPerDay: 1 }, 'callsPerDay', 'narrower'],
    ['keeping it', { storage: { persist: true, location: '库', retentionDays: 1 } }, 'storage', 'wider'],
    ['more people in fewer regions', { useScope: { users: '', userCount: 9, regionCodes: [] } }, 'useScope', 'wider'],
    ['another purpose', { usePurpose: 'work-reference' }, 'usePurpose', 'other'],
  ] as const)('809-25: %s is shown as such', (_what, changes, place, kind) => {
    expect(wanted(changes as Partial<typeof drafted>)).toEqual([{ place, kind }]);
  });
});
