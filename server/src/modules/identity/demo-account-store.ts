import type { Reader, Transaction } from '#platform/database';
import { tables } from './tables.ts';

/** A demo person's password, sealed. */
export type DemoAccount = { readonly personId: string; readonly password: Buffer };

export async function demoAccounts(reader: Reader): Promise<DemoAccount[]> {
  const rows = await tables(reader)
    .selectFrom('identity.demo_account as d')
    .innerJoin('identity.person as p', 'p.id', 'd.person_id')
    .select(['d.person_id', 'd.password'])
    .orderBy('p.created_at')
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({ personId: row.person_id, password: row.password }));
}

export async function addDemoAccount(tx: Transaction, account: DemoAccount): Promise<void> {
  await tables(tx).insertInto('identity.demo_account').values({ person_id: account.personId, password: account.password }).execute();
}
