import { sampledCallSchema, type UseCounts } from '@karez/contract/sharing/use-record';
import type { Selectable } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { SharingTables } from '../tables.ts';
import type { Month } from './quarter.ts';
import type { Sampled } from './use-record.ts';

/** What the evidence says of a grant's calls in one month, and what its sample was drawn with. */
export type FilledMonth = {
  readonly id: string;
  readonly recordId: string;
  readonly grantId: string;
  readonly month: Month;
  readonly counts: UseCounts;
  readonly seed: string;
  readonly filledAt: Date;
  readonly keptUntil: string;
};

function monthFrom(row: Selectable<SharingTables['sharing.use_month']>): FilledMonth {
  const { calls, refused, failed, records, unreadable, first_on: firstOn, last_on: lastOn } = row;
  return {
    id: row.id,
    recordId: row.record_id,
    grantId: row.grant_id,
    month: row.month,
    counts: { calls, refused, failed, records, unreadable, firstOn, lastOn },
    seed: row.seed,
    filledAt: row.filled_at,
    keptUntil: row.kept_until,
  };
}

/** The months of a grant, the newest first. */
export async function monthsOf(reader: Reader, grantId: string): Promise<FilledMonth[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.use_month')
    .selectAll()
    .where('grant_id', '=', grantId)
    .orderBy('month', 'desc')
    .execute();
  return rows.map(monthFrom);
}

export async function insertMonth(tx: Transaction, month: FilledMonth): Promise<void> {
  const { calls, refused, failed, records, unreadable, firstOn: first_on, lastOn: last_on } = month.counts;
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.use_month')
    .values({
      id: month.id,
      record_id: month.recordId,
      grant_id: month.grantId,
      month: month.month,
      calls,
      refused,
      failed,
      records,
      unreadable,
      first_on,
      last_on,
      seed: month.seed,
      filled_at: month.filledAt,
      kept_until: month.keptUntil,
    })
    .execute();
}

export async function insertSample(
  tx: Transaction,
  month: FilledMonth,
  calls: readonly { readonly recordId: string; readonly at: Date }[],
): Promise<void> {
  if (calls.length === 0) return;
  const fresh = { case_no: null, agrees: null, reason: null, answered_by: null, answered_at: null };
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.use_sample')
    .values(
      calls.map(({ recordId, at }) => ({
        record_id: recordId,
        month_id: month.id,
        called_at: at,
        state: 'drawn',
        ...fresh,
        kept_until: month.keptUntil,
      })),
    )
    .execute();
}

/** Every sampled call of a grant, in the order in which they were made. */
export async function sampledCallsOf(reader: Reader, grantId: string): Promise<Sampled[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.use_sample as drawn')
    .innerJoin('sharing.use_month as month', 'month.id', 'drawn.month_id')
    .selectAll('drawn')
    .select('month.month')
    .where('month.grant_id', '=', grantId)
    .orderBy('drawn.called_at')
    .orderBy('drawn.record_id')
    .execute();
  return rows.map((row) => ({
    recordId: row.record_id,
    monthId: row.month_id,
    month: row.month,
    at: row.called_at,
    state: sampledCallSchema.shape.state.parse(row.state),
    caseNo: row.case_no,
    agrees: row.agrees,
    reason: row.reason,
    answeredAt: row.answered_at,
  }));
}

/** Writes what was said of a sampled call; the caller holds the grant's lock. */
export async function saveSampled(tx: Transaction, call: Sampled, by: string): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .updateTable('sharing.use_sample')
    .set({
      state: call.state,
      case_no: call.caseNo,
      agrees: call.agrees,
      reason: call.reason,
      answered_by: by,
      answered_at: call.answeredAt,
    })
    .where('record_id', '=', call.recordId)
    .execute();
}
