import type { MailPace, NoticeGroup } from '@karez/contract/desk/mail';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';

import { articlesOf, kindsOf } from '../notice-kind.ts';
import type { MailTables } from './mail-tables.ts';

/** How people take each group of their notices: what the law lets nobody put off comes at once, whatever stands in a row. */
export async function pacesOf(reader: Reader, personIds: readonly string[]): Promise<(personId: string, group: NoticeGroup) => MailPace> {
  const rows =
    personIds.length === 0
      ? []
      : await reader.withTables<MailTables>().selectFrom('desk.mail_choice').selectAll().where('person_id', 'in', personIds).execute();
  const chosen = new Map(rows.map((row) => [`${row.person_id} ${row.notice_group}`, row.pace]));
  return (personId, group) => (articlesOf(group).length > 0 ? 'at-once' : (chosen.get(`${personId} ${group}`) ?? 'at-once'));
}

/** Stores a choice; whoever takes nothing of a group any more is not told of what waits of it either. */
export async function savePace(
  tx: Transaction,
  { personId, group, pace, at }: { readonly personId: string; readonly group: NoticeGroup; readonly pace: MailPace; readonly at: Date },
): Promise<void> {
  const tables = tx.withTables<MailTables>();
  await tables
    .insertInto('desk.mail_choice')
    .values({ person_id: personId, notice_group: group, pace, chosen_at: at })
    .onConflict((conflict) => conflict.columns(['person_id', 'notice_group']).doUpdateSet({ pace, chosen_at: at }))
    .execute();
  if (pace !== 'never') return;
  await sql`DELETE FROM desk.digest_line AS line USING desk.notice AS notice
    WHERE line.notice_id = notice.id AND line.person_id = ${personId} AND notice.title_key = ANY (${kindsOf(group)}::text[])`.execute(tx);
}
