import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { clearAttempts, savePassword, saveSecondFactor } from './credential-store.ts';
import { recordAct } from './evidence.ts';
import { findOrganisation } from './organisation-store.ts';
import { findPerson, type Person } from './person-store.ts';
import { mayUse } from './powers.ts';
import { hashPassword, newInitialPassword } from './secret.ts';
import { endSessionsOf } from './session-store.ts';

type Command = { readonly actor: Actor; readonly personId: string; readonly origin?: string | null };

/** Lifts a person's lock-out before it ends by itself. */
export async function unlockPerson(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  command: Command,
): Promise<{ done: true } | Refusal> {
  return database.transaction(async (tx) => {
    const person = await personInReach(tx, command);
    if (isRefusal(person)) return person;
    await clearAttempts(tx, person.account);
    await recordAct(tx, {
      actor: command.actor,
      at: clock.now(),
      action: 'identity.unlock-person',
      object: { kind: 'person', id: person.id },
      origin: command.origin ?? null,
    });
    return { done: true as const };
  });
}

/** Gives a person a new first password and forgets the second factor; whoever was signed in as that person no longer is. */
export async function resetCredentials(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  command: Command,
): Promise<{ initialPassword: string } | Refusal> {
  const initialPassword = newInitialPassword();
  const hash = await hashPassword(initialPassword);
  return database.transaction(async (tx) => {
    const person = await personInReach(tx, command);
    if (isRefusal(person)) return person;
    const at = clock.now();
    await savePassword(tx, person.id, { hash, at, mustChange: true });
    await saveSecondFactor(tx, person.id, null);
    await clearAttempts(tx, person.account);
    await endSessionsOf(tx, person.id, { at });
    await recordAct(tx, {
      actor: command.actor,
      at,
      action: 'identity.reset-credentials',
      object: { kind: 'person', id: person.id },
      origin: command.origin ?? null,
    });
    return { initialPassword };
  });
}

async function personInReach(reader: Reader, { actor, personId }: Command): Promise<Person | Refusal> {
  const person = await findPerson(reader, personId);
  const organisation = person && (await findOrganisation(reader, person.homeOrgId));
  if (!person || !organisation) return refuse('identity.person.not-found');
  const permitted = mayUse(actor, 'identity.unlock', { regionCode: organisation.regionCode });
  if (isRefusal(permitted)) return permitted;
  return person.id === actor.id ? refuse('identity.person.self') : person;
}
