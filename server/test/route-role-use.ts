import type { City } from './city.ts';
import { openUseRecord } from '../src/modules/sharing/use-record/open-use-record.ts';
import { insertMonth, insertSample } from '../src/modules/sharing/use-record/use-month-store.ts';

export const useStatement = {
  kind: 'stated',
  quarter: '2026Q4',
  scenario: '办理取水许可。',
  outcome: '不再提交执照。',
  storage: '不落库。',
  figures: { papersSaved: 1, daysSaved: 1, mattersHandled: 1, problemsFound: 0 },
};

/** A call of a grant's sample that waits for its case: as the job draws it at the end of a month. */
export async function drawnCall({ needs }: City, grantId: string): Promise<string> {
  const at = needs.clock.now();
  const recordId = needs.newId();
  await needs.database.transaction(async (tx) => {
    const { id, keptUntil } = await openUseRecord(tx, needs, { grantId, quarter: '2026Q4', at });
    const counts = { calls: 1, refused: 0, failed: 0, records: 1, unreadable: 0, firstOn: null, lastOn: null };
    const month = { id: needs.newId(), recordId: id, grantId, month: '2026-10', counts, seed: '0'.repeat(32), filledAt: at, keptUntil };
    await insertMonth(tx, month);
    await insertSample(tx, month, [{ recordId, at }]);
  });
  return recordId;
}
