import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import type { ActorSession } from './actor.ts';
import { credentialOfPerson, saveSecondFactor } from './credential-store.ts';
import { enrolmentOf, newSeed } from './one-time-code.ts';
import { factorPurpose } from './second-factor.ts';

/** Makes a seed for a person who has no second factor yet. It counts from the first code that is given of it. */
export async function beginSecondFactor(
  { database, keys }: Pick<Needs, 'database' | 'keys'>,
  session: ActorSession,
): Promise<{ secret: string; uri: string } | Refusal> {
  if (session.stage !== 'enrol-second-factor') return refuse('identity.second-factor.enrolled');
  return database.transaction(async (tx) => {
    const credential = await credentialOfPerson(tx, session.personId);
    if (!credential || credential.secondFactorConfirmed) return refuse('identity.second-factor.enrolled');
    const seed = newSeed();
    await saveSecondFactor(tx, session.personId, keys.encrypt(factorPurpose(session.personId), seed));
    return enrolmentOf(seed, credential.account);
  });
}
