import { useRecordStateSchema, useWordsSchema, type UseWords } from '@karez/contract/sharing/use-record';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { SharingTables } from '../tables.ts';
import type { Month } from './quarter.ts';
import type { UseRecord } from './use-record.ts';

export function useRecordFrom(row: Selectable<SharingTables['sharing.use_record']>): UseRecord {
  return {
    id: row.id,
    grantId: row.grant_id,
    quarter: row.quarter,
    state: useRecordStateSchema.parse(row.state),
    statements: row.statements,
    late: row.late,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    keptUntil: row.kept_until,
  };
}

/** The use records of a grant, the newest quarter first. */
export async function useRecordsOf(reader: Reader, grantId: string): Promise<UseRecord[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.use_record')
    .selectAll()
    .where('grant_id', '=', grantId)
    .orderBy('quarter', 'desc')
    .execute();
  return rows.map(useRecordFrom);
}

export async function findUseRecord(reader: Reader, id: string): Promise<UseRecord | undefined> {
  const row = await reader.withTables<SharingTables>().selectFrom('sharing.use_record').selectAll().where('id', '=', id).executeTakeFirst();
  return row && useRecordFrom(row);
}

export async function insertUseRecord(tx: Transaction, record: UseRecord): Promise<void> {
  const { id, grantId: grant_id, quarter, openedAt: opened_at, keptUntil: kept_until } = record;
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.use_record')
    .values({ id, grant_id, quarter, opened_at, kept_until, ...moved(record) })
    .execute();
}

/** Writes what has become of it; the caller holds the grant's lock. */
export async function saveUseRecord(tx: Transaction, record: UseRecord): Promise<void> {
  await tx.withTables<SharingTables>().updateTable('sharing.use_record').set(moved(record)).where('id', '=', record.id).execute();
}

const moved = ({ state, statements, late, closedAt: closed_at }: UseRecord) => ({ state, statements, late, closed_at });

/** What a holder has said, in the words that stand in the list of its grant's statements. */
export type Statement = {
  readonly id: string;
  readonly recordId: string;
  readonly grantId: string;
  /** Counted within the grant, from 1. */
  readonly no: number;
  readonly kind: 'stated' | 'unchanged';
  readonly words: UseWords;
  readonly statedBy: string;
  readonly statedAt: Date;
  readonly keptUntil: string;
};

/** Every statement about a grant's use, the newest first. */
export async function statementsOf(reader: Reader, grantId: string): Promise<Statement[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.use_statement')
    .selectAll()
    .where('grant_id', '=', grantId)
    .orderBy('no', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    recordId: row.record_id,
    grantId: row.grant_id,
    no: row.no,
    kind: row.kind === 'unchanged' ? 'unchanged' : 'stated',
    words: useWordsSchema.parse(row.words),
    statedBy: row.stated_by,
    statedAt: row.stated_at,
    keptUntil: row.kept_until,
  }));
}

export async function insertStatement(tx: Transaction, statement: Statement): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.use_statement')
    .values({
      id: statement.id,
      record_id: statement.recordId,
      grant_id: statement.grantId,
      no: statement.no,
      kind: statement.kind,
      words: JSON.stringify(statement.words),
      stated_by: statement.statedBy,
      stated_at: statement.statedAt,
      kept_until: statement.keptUntil,
    })
    .execute();
}

/** How far the months of a grant are filled; empty where none was looked at. */
export type FilledThrough = { readonly grantId: string; readonly month: Month };

/** Locks one grant of which the months to `last` are not all filled, the longest waiting first; one that another process fills is left to it. */
export async function lockUnfilled(tx: Transaction, last: Month): Promise<FilledThrough | undefined> {
  const found = await sql<FilledThrough>`
    SELECT id AS "grantId", use_filled_through AS month FROM sharing.share_grant WHERE use_filled_through < ${last}
    ORDER BY use_filled_through, id LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows[0];
}

/** Remembers the last month that was filled; the caller holds the grant's lock. */
export async function saveFilledThrough(tx: Transaction, { grantId, month }: FilledThrough): Promise<void> {
  await sql`UPDATE sharing.share_grant SET use_filled_through = ${month} WHERE id = ${grantId}`.execute(tx);
}
