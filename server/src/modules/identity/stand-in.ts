import type { HeldPower, StandsFor } from '#platform/caller';
import type { Reader } from '#platform/database';
import type { Actor } from './actor.ts';
import { actorIn } from './actor-store.ts';
import { peopleByIds, peopleOf } from './person-store.ts';

/** A delegation in force, as the desk knows it: who acts for whom, in which organisation, with which of the other's powers. */
export type Delegated = Omit<StandsFor, 'byTitle' | 'forTitle'> & {
  readonly delegateId: string;
  readonly orgId: string;
  readonly powers: readonly string[];
};

/**
 * For whom a session acts; `ended` where the delegation has been revoked or its days are over, undefined where the session acts for itself.
 * The desk's answer, lent by the process.
 */
export type ActingUnder = (reader: Reader, sessionId: string, today: string) => Promise<Delegated | 'ended' | undefined>;

/**
 * Whoever acts for another (代): their own account, with those powers of the other that pass and that the other holds today, and none of their own.
 * Undefined where one of both has left the organisation or is disabled: a delegation ends with the account.
 */
export async function standInActor(reader: Reader, given: Delegated, today: string): Promise<Actor | undefined> {
  const { delegateId, personId, orgId, powers, ...delegation } = given;
  const own = await actorIn(reader, { personId: delegateId, orgId }, today);
  const other = await actorIn(reader, { personId, orgId }, today);
  if (!own || !other) return undefined;
  const people = await peopleByIds(reader, [delegateId, personId]);
  const [byTitle, forTitle] = [people.get(delegateId)?.title ?? '', people.get(personId)?.title ?? ''];
  return {
    ...own,
    powers: other.powers.filter((held) => held.orgId === orgId && powers.includes(held.power)),
    standsFor: { ...delegation, personId, byTitle, forTitle },
  };
}

/** Somebody with a post in force in an organisation. */
export type Colleague = { readonly id: string; readonly title: string; readonly powers: readonly HeldPower[] };

/** The active people with a post in force in an organisation, by account. */
export async function colleaguesIn(reader: Reader, orgId: string, today: string): Promise<Colleague[]> {
  const colleagues: Colleague[] = [];
  for (const { id, title } of await peopleOf(reader, orgId)) {
    const actor = await actorIn(reader, { personId: id, orgId }, today);
    if (actor) colleagues.push({ id, title, powers: actor.powers });
  }
  return colleagues;
}
