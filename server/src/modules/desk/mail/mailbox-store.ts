import type { Reader, Transaction } from '#platform/database';

import type { MailTables } from './mail-tables.ts';
import type { Mailbox } from './mailbox.ts';

type Row = MailTables['desk.mailbox'];

const mailboxOf = (row: Row): Mailbox => ({
  personId: row.person_id,
  state: row.state,
  language: row.language,
  sealedAddress: row.sealed_address,
  sealedPending: row.sealed_pending,
  sealedCode: row.sealed_code,
  codeExpiresAt: row.code_expires_at,
  codeTries: row.code_tries,
  codesOn: row.codes_on,
  codesCount: row.codes_count,
  changedAt: row.changed_at,
});

export async function findMailbox(reader: Reader, personId: string): Promise<Mailbox | undefined> {
  const row = await reader
    .withTables<MailTables>()
    .selectFrom('desk.mailbox')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row && mailboxOf(row);
}

/** The mailbox, the row locked; one that never was is made as it is given, so that two first addresses meet at one row. */
export async function lockMailbox(tx: Transaction, empty: Mailbox): Promise<Mailbox> {
  const table = tx.withTables<MailTables>();
  await table
    .insertInto('desk.mailbox')
    .values(rowOf(empty))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await table
    .selectFrom('desk.mailbox')
    .selectAll()
    .where('person_id', '=', empty.personId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return mailboxOf(row);
}

export async function saveMailbox(tx: Transaction, mailbox: Mailbox): Promise<void> {
  const { person_id: personId, ...row } = rowOf(mailbox);
  await tx.withTables<MailTables>().updateTable('desk.mailbox').set(row).where('person_id', '=', personId).execute();
}

/** Whose mailbox has a confirmed address. */
export async function peopleWithAddress(reader: Reader): Promise<string[]> {
  const rows = await reader
    .withTables<MailTables>()
    .selectFrom('desk.mailbox')
    .select('person_id')
    .where('sealed_address', 'is not', null)
    .execute();
  return rows.map((row) => row.person_id);
}

function rowOf(mailbox: Mailbox): Row {
  return {
    person_id: mailbox.personId,
    state: mailbox.state,
    language: mailbox.language,
    sealed_address: mailbox.sealedAddress,
    sealed_pending: mailbox.sealedPending,
    sealed_code: mailbox.sealedCode,
    code_expires_at: mailbox.codeExpiresAt,
    code_tries: mailbox.codeTries,
    codes_on: mailbox.codesOn,
    codes_count: mailbox.codesCount,
    changed_at: mailbox.changedAt,
  };
}
