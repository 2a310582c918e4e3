import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { ActorSession } from './actor.ts';
import { credentialOfPerson, formerPasswords, savePassword, type Credential } from './credential-store.ts';
import { recordAct } from './evidence.ts';
import { moveOn } from './give-second-factor.ts';
import { checkPassword, PASSWORD_HISTORY } from './password.ts';
import { claimAttempt, settleAttempt } from './second-factor.ts';
import { hashPassword, passwordMatches } from './secret.ts';
import { endSessionsOf } from './session-store.ts';
import type { OpenedSession } from './sign-in.ts';

type ChangeNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;
type ChangePassword = { readonly session: ActorSession; readonly current: string; readonly next: string; readonly origin: string };

/** Replaces a person's password after the present one was given again; every other session of the person ends. */
export async function changePassword(needs: ChangeNeeds, command: ChangePassword): Promise<OpenedSession | Refusal> {
  const { session } = command;
  if (session.stage !== 'done' && session.stage !== 'change-password') return refuse('request.second-factor-missing');
  const claimed = await claimAttempt(needs, session.account, 'identity.sign-in.locked');
  if (isRefusal(claimed)) return claimed;
  const credential = await credentialOfPerson(needs.database.reader, session.personId);
  if (!credential || !(await passwordMatches(command.current, credential.passwordHash))) return refuse('identity.password.wrong');
  const fit = await isFit(needs.database.reader, credential, command.next);
  const hash = isRefusal(fit) ? '' : await hashPassword(command.next);
  const outcome = await needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    await settleAttempt(tx, session.account, at);
    if (isRefusal(fit)) return { fit };
    await savePassword(tx, session.personId, { hash, at, mustChange: false });
    await endSessionsOf(tx, session.personId, { at, except: session.id });
    const actor = { kind: 'person' as const, id: session.personId, orgId: null, regionCode: null, powers: [] };
    await recordAct(tx, {
      actor,
      at,
      action: 'identity.change-password',
      object: { kind: 'person', id: session.personId },
      origin: command.origin,
    });
    return moveOn(tx, needs, { session, credential: { personId: session.personId, mustChange: false, passwordChangedAt: at } });
  });
  return 'fit' in outcome ? outcome.fit : outcome;
}

/** Strong enough, and none of the last ones (GB/T 22239 8.1.4.1 a). */
async function isFit(reader: Reader, credential: Credential, next: string): Promise<true | Refusal> {
  const strong = checkPassword(next, credential.account);
  if (isRefusal(strong)) return strong;
  const former = [credential.passwordHash, ...(await formerPasswords(reader, credential.personId, PASSWORD_HISTORY))];
  for (const hash of former) {
    if (await passwordMatches(next, hash)) return refuse('identity.password.reused', { count: PASSWORD_HISTORY });
  }
  return true;
}
