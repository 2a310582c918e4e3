import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { clearAttempts, credentialOfPerson, lockAttempts, saveAttempts, useStep, type Credential } from './credential-store.ts';
import { countAttempt, forgiveAttempt, isLocked } from './lock-out.ts';
import { stepOf } from './one-time-code.ts';
import type { Actor } from './actor.ts';

type FactorNeeds = Pick<Needs, 'database' | 'clock' | 'keys'>;

/** What the seed of a second factor is sealed for. */
export function factorPurpose(personId: string): string {
  return `second-factor/${personId}`;
}

/**
 * Counts an attempt of an account in a transaction of its own, before it is checked, so that a refusal that rolls back does not undo
 * the counting and attempts side by side cannot exceed the limit. Refuses with `whenLocked` while the account is locked.
 */
export async function claimAttempt(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  account: string,
  whenLocked: string,
): Promise<true | Refusal> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const attempts = await lockAttempts(tx, account, now);
    if (isLocked(attempts, now)) return refuse(whenLocked, { until: attempts.lockedUntil.toISOString() });
    await saveAttempts(tx, account, countAttempt(attempts, now));
    return true;
  });
}

/** Takes back an attempt that was right. */
export async function settleAttempt(tx: Transaction, account: string, now: Date): Promise<void> {
  await saveAttempts(tx, account, forgiveAttempt(await lockAttempts(tx, account, now)));
}

/** Checks a code against the person's seed and takes its time step as used; the seed counts as confirmed from then on. */
async function takeCode(
  tx: Transaction,
  { keys, clock }: Pick<Needs, 'keys' | 'clock'>,
  { credential, code }: { credential: Credential; code: string },
): Promise<true | Refusal> {
  const now = clock.now();
  if (!credential.secondFactor) return refuse('identity.second-factor.not-begun');
  const seed = keys.decrypt(factorPurpose(credential.personId), credential.secondFactor);
  const step = stepOf(seed, code, now);
  if (step === undefined) return refuse('identity.second-factor.wrong');
  if (!(await useStep(tx, credential.personId, step))) return refuse('identity.second-factor.used');
  await clearAttempts(tx, credential.account);
  return true;
}

/** Counts, checks and uses up a code of a person, and then does `next` in the same transaction. */
export async function withCode<T>(
  needs: FactorNeeds,
  { personId, code }: { personId: string; code: string },
  next: (tx: Transaction, credential: Credential) => Promise<T>,
): Promise<T | Refusal> {
  const known = await credentialOfPerson(needs.database.reader, personId);
  if (!known?.active) return refuse('identity.second-factor.wrong');
  const claimed = await claimAttempt(needs, known.account, 'identity.second-factor.locked');
  if (isRefusal(claimed)) return claimed;
  return needs.database.transaction(async (tx) => {
    const credential = (await credentialOfPerson(tx, personId)) ?? known;
    const taken = await takeCode(tx, needs, { credential, code });
    return isRefusal(taken) ? taken : next(tx, credential);
  });
}

/**
 * Asks a signing person for the second factor again: `true`, or a refusal. A code counts once, and wrong ones count towards the lock-out;
 * therefore it commits by itself, and a verb calls it before its own transaction, never inside one.
 */
export async function confirmSecondFactor(needs: FactorNeeds, actor: Actor, code: string): Promise<true | Refusal> {
  if (actor.kind !== 'person') return refuse('identity.second-factor.wrong');
  // Inside of another transaction a wrong code would be uncounted and a right one unused when that one rolls back.
  const database = needs.database.apart ?? needs.database;
  return withCode({ ...needs, database }, { personId: actor.id, code }, async (_tx, credential) =>
    credential.secondFactorConfirmed ? (true as const) : refuse('identity.second-factor.wrong'),
  );
}
