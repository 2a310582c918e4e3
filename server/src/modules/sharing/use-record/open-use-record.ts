import { dayIn } from '@karez/kit/clock';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Quarter } from './quarter.ts';
import { keptUntil } from './use-record-rules.ts';
import { insertUseRecord, useRecordsOf } from './use-record-store.ts';
import type { UseRecord } from './use-record.ts';

type Opening = { readonly grantId: string; readonly quarter: Quarter; readonly at: Date };

/** The use record of a grant in a quarter, opened where there is none yet. The caller holds the grant's lock. */
export async function openUseRecord(
  tx: Transaction,
  { newId, config }: Pick<Needs, 'newId' | 'config'>,
  { grantId, quarter, at }: Opening,
): Promise<UseRecord> {
  const known = (await useRecordsOf(tx, grantId)).find((record) => record.quarter === quarter);
  if (known) return known;
  const record: UseRecord = {
    id: newId(),
    grantId,
    quarter,
    state: 'running',
    statements: 0,
    late: false,
    openedAt: at,
    closedAt: null,
    keptUntil: await keptUntil(tx, { today: dayIn(config.KAREZ_TIME_ZONE, at), at }),
  };
  await insertUseRecord(tx, record);
  return record;
}
