import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

import { addresseeFrom } from '../addressee-store.ts';
import type { MailTables } from './mail-tables.ts';

/** Says that a notice is told of in a person's letter of the day. */
export async function insertDigestLine(tx: Transaction, line: { readonly noticeId: string; readonly personId: string }): Promise<void> {
  await tx
    .withTables<MailTables>()
    .insertInto('desk.digest_line')
    .values({ notice_id: line.noticeId, person_id: line.personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whose letter of a day has not been thought of: something was given to them since `since`, and before the hour at which it leaves. */
export async function peopleAwaitingDigest(
  reader: Reader,
  { day, since, before }: { readonly day: string; readonly since: Date; readonly before: Date },
): Promise<string[]> {
  const found = await sql<{ personId: string }>`
    SELECT DISTINCT line.person_id AS "personId" FROM desk.digest_line AS line
      JOIN desk.notice AS notice ON notice.id = line.notice_id
      JOIN desk.mailbox AS mailbox ON mailbox.person_id = line.person_id AND mailbox.sealed_address IS NOT NULL
    WHERE notice.given_at >= ${since} AND notice.given_at < ${before}
      AND NOT EXISTS (SELECT FROM desk.digest AS sent WHERE sent.person_id = line.person_id AND sent.on_day = ${day}::date)
    ORDER BY line.person_id`.execute(reader);
  return found.rows.map(({ personId }) => personId);
}

/** Takes a person's letter of a day on; false where another worker has. */
export async function takeDigest(
  tx: Transaction,
  { personId, day }: { readonly personId: string; readonly day: string },
): Promise<boolean> {
  const taken = await tx
    .withTables<MailTables>()
    .insertInto('desk.digest')
    .values({ person_id: personId, on_day: day, mail_id: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return taken.numInsertedOrUpdatedRows === 1n;
}

export async function nameDigestMail(tx: Transaction, sent: { personId: string; day: string; mailId: string }): Promise<void> {
  await tx
    .withTables<MailTables>()
    .updateTable('desk.digest')
    .set({ mail_id: sent.mailId })
    .where('person_id', '=', sent.personId)
    .where('on_day', '=', sent.day)
    .execute();
}

/** The notices of a person's letter of the day that were given since an instant, the newest first, and which of them are read. */
export async function digestNotices(reader: Reader, { personId, since }: { readonly personId: string; readonly since: Date }) {
  const rows = await reader
    .withTables<MailTables>()
    .selectFrom('desk.digest_line as line')
    .innerJoin('desk.notice as notice', 'notice.id', 'line.notice_id')
    .leftJoin('desk.notice_read as seen', (join) =>
      join.onRef('seen.notice_id', '=', 'notice.id').onRef('seen.person_id', '=', 'line.person_id'),
    )
    .selectAll('notice')
    .select('seen.read_at')
    .where('line.person_id', '=', personId)
    .where('notice.given_at', '>=', since)
    .orderBy('notice.given_at', 'desc')
    .orderBy('notice.id', 'desc')
    .execute();
  return rows.map((row) => ({
    for: addresseeFrom(row),
    subject: { module: row.subject_module, kind: row.subject_kind, id: row.subject_id },
    title: { key: row.title_key, params: row.title_params },
    about: row.about_key === null ? null : { key: row.about_key, params: row.about_params ?? {} },
    link: row.link,
    givenAt: row.given_at,
    isRead: row.read_at !== null,
  }));
}

/** Forgets what no letter of the day tells of any more. */
export async function forgetDigestLinesBefore(tx: Transaction, before: Date): Promise<void> {
  await sql`DELETE FROM desk.digest_line AS line USING desk.notice AS notice WHERE line.notice_id = notice.id AND notice.given_at < ${before}`.execute(
    tx,
  );
}

/** Forgets of which days letters were thought of. */
export async function forgetDigestsBefore(tx: Transaction, day: string): Promise<void> {
  await tx.withTables<MailTables>().deleteFrom('desk.digest').where('on_day', '<', day).execute();
}
