import type { Reader, Transaction } from '#platform/database';
import type { Attempts } from './lock-out.ts';
import { tables, type PersonRow } from './tables.ts';

/** What proves who a person is; never leaves this module. */
export type Credential = {
  readonly personId: string;
  readonly account: string;
  readonly active: boolean;
  readonly passwordHash: string;
  readonly passwordChangedAt: Date;
  readonly mustChange: boolean;
  /** Sealed seed of the second factor; confirmed once a code of it was given. */
  readonly secondFactor: Buffer | null;
  readonly secondFactorConfirmed: boolean;
  readonly lastStep: number | null;
};

function credentialOf(row: PersonRow): Credential {
  return {
    personId: row.id,
    account: row.account,
    active: row.state === 'active',
    passwordHash: row.password_hash,
    passwordChangedAt: row.password_changed_at,
    mustChange: row.password_must_change,
    secondFactor: row.second_factor,
    secondFactorConfirmed: row.second_factor_confirmed,
    lastStep: row.second_factor_step,
  };
}

export async function credentialOfAccount(reader: Reader, account: string): Promise<Credential | undefined> {
  const row = await tables(reader).selectFrom('identity.person').selectAll().where('account', '=', account).executeTakeFirst();
  return row && credentialOf(row);
}

export async function credentialOfPerson(reader: Reader, personId: string): Promise<Credential | undefined> {
  const row = await tables(reader).selectFrom('identity.person').selectAll().where('id', '=', personId).executeTakeFirst();
  return row && credentialOf(row);
}

/** Takes a code's time step as used; false where it, or a later one, was used before: a code counts once. */
export async function useStep(tx: Transaction, personId: string, step: number): Promise<boolean> {
  const used = await tables(tx)
    .updateTable('identity.person')
    .set({ second_factor_step: step, second_factor_confirmed: true })
    .where('id', '=', personId)
    .where((where) => where.or([where('second_factor_step', 'is', null), where('second_factor_step', '<', step)]))
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** Gives a person a new, not yet confirmed second factor. */
export async function saveSecondFactor(tx: Transaction, personId: string, sealed: Buffer | null): Promise<void> {
  await tables(tx)
    .updateTable('identity.person')
    .set({ second_factor: sealed, second_factor_confirmed: false, second_factor_step: null })
    .where('id', '=', personId)
    .execute();
}

export async function formerPasswords(reader: Reader, personId: string, limit: number): Promise<string[]> {
  const rows = await tables(reader)
    .selectFrom('identity.former_password')
    .select('hash')
    .where('person_id', '=', personId)
    .orderBy('replaced_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.hash);
}

/** Replaces the password, keeping the old one's hash among the former ones. */
export async function savePassword(
  tx: Transaction,
  personId: string,
  password: { hash: string; at: Date; mustChange: boolean },
): Promise<void> {
  const db = tables(tx);
  const old = await db
    .selectFrom('identity.person')
    .select('password_hash')
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await db
    .insertInto('identity.former_password')
    .values({ person_id: personId, hash: old.password_hash, replaced_at: password.at })
    .execute();
  await db
    .updateTable('identity.person')
    .set({ password_hash: password.hash, password_changed_at: password.at, password_must_change: password.mustChange })
    .where('id', '=', personId)
    .execute();
}

/** Attempts of an account name, locked until the transaction ends; the row is made when there is none. */
export async function lockAttempts(tx: Transaction, account: string, now: Date): Promise<Attempts> {
  const db = tables(tx);
  await db
    .insertInto('identity.sign_in_attempt')
    .values({ account, failures: 0, window_began_at: now, locked_until: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom('identity.sign_in_attempt')
    .selectAll()
    .where('account', '=', account)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { failures: row.failures, windowBeganAt: row.window_began_at, lockedUntil: row.locked_until };
}

export async function saveAttempts(tx: Transaction, account: string, attempts: Attempts): Promise<void> {
  await tables(tx)
    .updateTable('identity.sign_in_attempt')
    .set({ failures: attempts.failures, window_began_at: attempts.windowBeganAt, locked_until: attempts.lockedUntil })
    .where('account', '=', account)
    .execute();
}

export async function clearAttempts(tx: Transaction, account: string): Promise<void> {
  await tables(tx).deleteFrom('identity.sign_in_attempt').where('account', '=', account).execute();
}

/** Until when each of these accounts is locked, where it is. */
export async function locksOf(reader: Reader, accounts: readonly string[], now: Date): Promise<Map<string, Date>> {
  if (accounts.length === 0) return new Map();
  const rows = await tables(reader)
    .selectFrom('identity.sign_in_attempt')
    .selectAll()
    .where('account', 'in', accounts)
    .where('locked_until', '>', now)
    .execute();
  return new Map(rows.flatMap((row) => (row.locked_until === null ? [] : [[row.account, row.locked_until] as const])));
}

/** Forgets attempts that no longer count. */
export async function sweepAttempts(tx: Transaction, before: Date): Promise<void> {
  await tables(tx)
    .deleteFrom('identity.sign_in_attempt')
    .where('window_began_at', '<', before)
    .where((where) => where.or([where('locked_until', 'is', null), where('locked_until', '<', before)]))
    .execute();
}
