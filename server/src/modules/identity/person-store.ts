import type { Reader, Transaction } from '#platform/database';
import { tables, type PersonRow } from './tables.ts';

export type Person = {
  readonly id: string;
  readonly account: string;
  readonly title: string;
  readonly homeOrgId: string;
  readonly state: 'active' | 'disabled';
  readonly secondFactorEnrolled: boolean;
};

function personOf(row: PersonRow): Person {
  return {
    id: row.id,
    account: row.account,
    title: row.title,
    homeOrgId: row.home_org_id,
    state: row.state,
    secondFactorEnrolled: row.second_factor_confirmed,
  };
}

export async function findPerson(reader: Reader, id: string): Promise<Person | undefined> {
  const row = await tables(reader).selectFrom('identity.person').selectAll().where('id', '=', id).executeTakeFirst();
  return row && personOf(row);
}

/** The title under which a person acts; empty for who is no person of this platform. */
export async function personTitle(reader: Reader, id: string): Promise<string> {
  return (await findPerson(reader, id))?.title ?? '';
}

/** The person with the row locked: what is decided about a person's posts is decided one after the other. */
export async function lockPerson(tx: Transaction, id: string): Promise<Person | undefined> {
  const row = await tables(tx).selectFrom('identity.person').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && personOf(row);
}

/** People at home in an organisation or with a post in it that is not over. */
export async function peopleOf(reader: Reader, orgId: string): Promise<Person[]> {
  const rows = await tables(reader)
    .selectFrom('identity.person as p')
    .selectAll('p')
    .where((where) =>
      where.or([
        where('p.home_org_id', '=', orgId),
        where.exists(
          where
            .selectFrom('identity.post as o')
            .select('o.id')
            .whereRef('o.person_id', '=', 'p.id')
            .where('o.org_id', '=', orgId)
            .where('o.state', 'in', ['proposed', 'confirmed']),
        ),
      ]),
    )
    .orderBy('p.account')
    .execute();
  return rows.map(personOf);
}

export async function peopleByIds(reader: Reader, ids: readonly string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(reader).selectFrom('identity.person').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, personOf(row)]));
}

type NewPerson = {
  readonly id: string;
  readonly account: string;
  readonly title: string;
  readonly homeOrgId: string;
  readonly passwordHash: string;
  readonly at: Date;
};

/** Adds a person whose first password has to be changed; false where somebody has the account. */
export async function addPerson(tx: Transaction, person: NewPerson): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('identity.person')
    .values({
      id: person.id,
      account: person.account,
      title: person.title,
      home_org_id: person.homeOrgId,
      state: 'active',
      password_hash: person.passwordHash,
      password_changed_at: person.at,
      password_must_change: true,
      second_factor: null,
      second_factor_step: null,
      created_at: person.at,
      second_factor_confirmed: false,
    })
    .onConflict((conflict) => conflict.column('account').doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}
