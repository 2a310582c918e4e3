import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { anonymous } from '#platform/caller';
import type { Needs } from '#platform/needs';
import type { SignInStage } from './actor.ts';
import { credentialOfAccount, type Credential } from './credential-store.ts';
import { recordAct } from './evidence.ts';
import { claimAttempt, settleAttempt } from './second-factor.ts';
import { newSessionToken, passwordMatches } from './secret.ts';
import { addSession, endOldestSessions } from './session-store.ts';

/** Sessions that one person may have open at once (GB/T 22239 8.1.4.1 b); a further one ends the oldest. */
const SESSIONS_MAX = 3;

/** A session with its new token, which the browser gets once, as a cookie. */
export type OpenedSession = { readonly stage: SignInStage; readonly token: string };

/**
 * First step of signing in (91-6.2: 统一的身份认证机制): account and password. Opens a session that allows nothing yet but the next step.
 * An unknown account, a disabled one and a wrong password are the same refusal after the same work.
 */
export async function signIn(
  needs: Pick<Needs, 'database' | 'clock' | 'newId'>,
  command: { account: string; password: string; origin: string },
): Promise<OpenedSession | Refusal> {
  const account = command.account.trim().toLowerCase();
  const claimed = await claimAttempt(needs, account, 'identity.sign-in.locked');
  if (isRefusal(claimed)) return claimed;
  const credential = await credentialOfAccount(needs.database.reader, account);
  const matches = await passwordMatches(command.password, credential?.passwordHash);
  if (!credential || !credential.active || !matches) {
    if (credential) await recordWrong(needs, credential, command.origin);
    return refuse('identity.sign-in.wrong');
  }
  return openSession(needs, credential, command.origin);
}

/** Names the account's owner in the evidence of a wrong password; unknown accounts leave the door's own record only. */
async function recordWrong({ database, clock }: Pick<Needs, 'database' | 'clock'>, credential: Credential, origin: string): Promise<void> {
  const object = { kind: 'person', id: credential.personId };
  await database.transaction((tx) =>
    recordAct(tx, { actor: anonymous, at: clock.now(), action: 'identity.sign-in', object, origin, refusedWith: 'identity.sign-in.wrong' }),
  );
}

async function openSession(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  credential: Credential,
  origin: string,
): Promise<OpenedSession> {
  const { token, tokenHash } = newSessionToken();
  const stage = credential.secondFactorConfirmed ? 'second-factor' : 'enrol-second-factor';
  const id = newId();
  return database.transaction(async (tx) => {
    const at = clock.now();
    await settleAttempt(tx, credential.account, at);
    await addSession(tx, { id, tokenHash, personId: credential.personId, stage, at });
    await endOldestSessions(tx, credential.personId, { at, keep: SESSIONS_MAX });
    await recordAct(tx, {
      actor: anonymous,
      at,
      action: 'identity.sign-in',
      object: { kind: 'person', id: credential.personId },
      origin,
      facts: { stage },
    });
    return { stage, token };
  });
}
