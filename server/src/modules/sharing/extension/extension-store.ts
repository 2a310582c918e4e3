import type { Selectable } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { SharingTables } from '../tables.ts';
import type { ReplyExtension } from './extension.ts';

function extensionFrom(row: Selectable<SharingTables['sharing.reply_extension']>): ReplyExtension {
  const asked = {
    id: row.id,
    applicationId: row.application_id,
    workingDays: row.working_days,
    reason: row.reason,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
  };
  const { state, decided_by: decidedBy, opinion, decided_at: decidedAt } = row;
  if (state === 'asked') return { ...asked, state, decidedBy: null, opinion: null, decidedAt: null };
  if (state === 'lapsed' && decidedAt !== null) return { ...asked, state, decidedBy: null, opinion: null, decidedAt };
  if ((state === 'granted' || state === 'refused') && decidedBy !== null && opinion !== null && decidedAt !== null)
    return { ...asked, state, decidedBy, opinion, decidedAt };
  throw new Error(`extension ${row.id} is stored in a state that it cannot have`);
}

/** The latest request for an extension of an application's reply; undefined where there was none. */
export async function extensionOf(reader: Reader, applicationId: string): Promise<ReplyExtension | undefined> {
  const row = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.reply_extension')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && extensionFrom(row);
}

/** The caller holds the application's lock. */
export async function insertExtension(tx: Transaction, extension: ReplyExtension): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.reply_extension')
    .values({
      id: extension.id,
      application_id: extension.applicationId,
      working_days: extension.workingDays,
      reason: extension.reason,
      state: extension.state,
      asked_by: extension.askedBy,
      asked_at: extension.askedAt,
      decided_by: extension.decidedBy,
      opinion: extension.opinion,
      decided_at: extension.decidedAt,
    })
    .execute();
}

/** Writes how a request ended; the caller holds the application's lock. */
export async function saveExtension(tx: Transaction, { id, state, decidedBy, opinion, decidedAt }: ReplyExtension): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .updateTable('sharing.reply_extension')
    .set({ state, decided_by: decidedBy, opinion, decided_at: decidedAt })
    .where('id', '=', id)
    .execute();
}
