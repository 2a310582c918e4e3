import type { Needs } from '#platform/needs';
import type { SessionActor } from './actor.ts';
import { recordAct } from './evidence.ts';
import { endSession } from './session-store.ts';

/** Ends the session that the request came with; without one there is nothing to end. */
export async function signOut(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, origin }: { actor: SessionActor; origin: string },
): Promise<{ done: true }> {
  const { session } = actor;
  if (!session) return { done: true };
  await database.transaction(async (tx) => {
    const at = clock.now();
    await endSession(tx, session.id, at);
    await recordAct(tx, { actor, at, action: 'identity.sign-out', object: { kind: 'session', id: session.id }, origin });
  });
  return { done: true };
}
