import type { MailAttemptAnswer } from '@karez/contract/desk/mail';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

import type { Addressee } from '../addressee.ts';
import { addresseeFrom } from '../addressee-store.ts';
import type { MailTables } from './mail-tables.ts';
import type { Mail, MailState, Outcome } from './mail.ts';

type Row = MailTables['desk.mail'];

const mailOf = (row: Row): Mail => ({
  id: row.id,
  kind: row.kind,
  personId: row.person_id,
  state: row.state,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at,
  placedAt: row.placed_at,
  endedAt: row.ended_at,
});

const rowOf = (mail: Mail): Omit<Row, 'held_until'> => ({
  id: mail.id,
  kind: mail.kind,
  person_id: mail.personId,
  state: mail.state,
  attempts: mail.attempts,
  next_attempt_at: mail.nextAttemptAt,
  placed_at: mail.placedAt,
  ended_at: mail.endedAt,
});

/** Notices that nobody has looked at for mail yet, the oldest first, their rows locked; what another worker looks at is passed over. */
export async function lockUnplaced(
  tx: Transaction,
  limit: number,
): Promise<{ readonly id: string; readonly for: Addressee; readonly titleKey: string }[]> {
  const rows = await tx
    .withTables<MailTables>()
    .selectFrom('desk.notice')
    .select(['id', 'title_key', 'for_kind', 'person_id', 'org_id', 'division_id', 'region_code', 'power', 'except_org_ids'])
    .where('mail_placed', '=', false)
    .orderBy('given_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => ({ id: row.id, titleKey: row.title_key, for: addresseeFrom(row) }));
}

export async function markPlaced(tx: Transaction, noticeIds: readonly string[]): Promise<void> {
  await tx.withTables<MailTables>().updateTable('desk.notice').set({ mail_placed: true }).where('id', 'in', noticeIds).execute();
}

export async function insertMail(tx: Transaction, mail: Mail): Promise<void> {
  await tx
    .withTables<MailTables>()
    .insertInto('desk.mail')
    .values({ ...rowOf(mail), held_until: null })
    .execute();
}

/** Says that a notice goes to a person by a mail. */
export async function insertLine(tx: Transaction, line: { noticeId: string; personId: string; mailId: string }): Promise<void> {
  await tx
    .withTables<MailTables>()
    .insertInto('desk.mail_line')
    .values({ notice_id: line.noticeId, person_id: line.personId, mail_id: line.mailId })
    .execute();
}

/** Takes the next due mail in hand until an instant; undefined where none is due or other workers have them all. */
export async function holdNextDue(tx: Transaction, { now, until }: { now: Date; until: Date }): Promise<Mail | undefined> {
  const found = await sql<Row>`
    UPDATE desk.mail SET held_until = ${until} WHERE id = (
      SELECT id FROM desk.mail WHERE state = 'waiting' AND next_attempt_at <= ${now} AND (held_until IS NULL OR held_until <= ${now})
      ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING *`.execute(tx);
  const [row] = found.rows;
  return row && mailOf(row);
}

export async function lockMail(tx: Transaction, id: string): Promise<Mail | undefined> {
  const row = await tx.withTables<MailTables>().selectFrom('desk.mail').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && mailOf(row);
}

/** Stores a mail and lets it out of hand. */
export async function saveMail(tx: Transaction, mail: Mail): Promise<void> {
  const { id, ...row } = rowOf(mail);
  await tx
    .withTables<MailTables>()
    .updateTable('desk.mail')
    .set({ ...row, held_until: null })
    .where('id', '=', id)
    .execute();
}

/** Ends the waiting mails of one kind to a person: an address that is no longer used gets nothing. */
export async function dropWaiting(tx: Transaction, which: { personId: string; kind: Mail['kind']; at: Date }): Promise<void> {
  await tx
    .withTables<MailTables>()
    .updateTable('desk.mail')
    .set({ state: 'dropped', next_attempt_at: null, held_until: null, ended_at: which.at })
    .where('person_id', '=', which.personId)
    .where('kind', '=', which.kind)
    .where('state', '=', 'waiting')
    .execute();
}

/** The notices that a mail tells of, as they were given. */
export async function noticesIn(reader: Reader, mailId: string) {
  const rows = await reader
    .withTables<MailTables>()
    .selectFrom('desk.mail_line as line')
    .innerJoin('desk.notice as notice', 'notice.id', 'line.notice_id')
    .selectAll('notice')
    .where('line.mail_id', '=', mailId)
    .orderBy('notice.given_at')
    .orderBy('notice.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    for: addresseeFrom(row),
    subject: { module: row.subject_module, kind: row.subject_kind, id: row.subject_id },
    title: { key: row.title_key, params: row.title_params },
    about: row.about_key === null ? null : { key: row.about_key, params: row.about_params ?? {} },
    link: row.link,
    givenAt: row.given_at,
  }));
}

export type Attempt = {
  readonly id: string;
  readonly mailId: string;
  readonly at: Date;
  readonly outcome: Outcome;
  readonly replyCode: number | null;
  readonly trouble: string | null;
  readonly durationMs: number;
};

export async function insertAttempt(tx: Transaction, attempt: Attempt): Promise<void> {
  await tx
    .withTables<MailTables>()
    .insertInto('desk.mail_attempt')
    .values({
      id: attempt.id,
      mail_id: attempt.mailId,
      at: attempt.at,
      outcome: attempt.outcome,
      reply_code: attempt.replyCode,
      trouble: attempt.trouble,
      duration_ms: attempt.durationMs,
    })
    .execute();
}

/** The last attempts, newest first, with what has become of their mails. */
export async function lastAttempts(reader: Reader, limit: number): Promise<MailAttemptAnswer[]> {
  const rows = await reader
    .withTables<MailTables>()
    .selectFrom('desk.mail_attempt as attempt')
    .innerJoin('desk.mail as mail', 'mail.id', 'attempt.mail_id')
    .select(['attempt.id', 'attempt.at', 'attempt.outcome', 'attempt.reply_code', 'attempt.trouble', 'attempt.duration_ms'])
    .select(['mail.kind', 'mail.attempts', 'mail.state'])
    .orderBy('attempt.at', 'desc')
    .orderBy('attempt.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    outcome: row.outcome,
    replyCode: row.reply_code,
    trouble: row.trouble,
    durationMs: row.duration_ms,
    attempts: row.attempts,
    state: row.state,
  }));
}

/** How many mails are in each state. */
export async function countMails(reader: Reader): Promise<Map<MailState, number>> {
  const rows = await reader
    .withTables<MailTables>()
    .selectFrom('desk.mail')
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map((row) => [row.state, row.count]));
}

/** Forgets mails that ended before an instant, with their attempts. */
export async function forgetMailsBefore(tx: Transaction, before: Date): Promise<void> {
  await tx.withTables<MailTables>().deleteFrom('desk.mail').where('state', '<>', 'waiting').where('ended_at', '<', before).execute();
}
