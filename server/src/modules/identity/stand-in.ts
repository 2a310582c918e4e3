import type { StandsFor } from '#platform/caller';
import type { Reader, Transaction } from '#platform/database';
import type { Actor } from './actor.ts';
import { peopleByIds, peopleOf } from './person-store.ts';
import { saveDelegation } from './session-store.ts';

/**
 * What a delegation makes of the person whose session acts under it: the actor that stands in, or what has ended meanwhile; undefined where it is not
 * theirs. The desk's answer, lent by the process.
 */
export type ActingUnder = (
  reader: Reader,
  session: { readonly delegationId: string; readonly personId: string },
) => Promise<{ readonly actor: Actor } | { readonly lapsed: Omit<StandsFor, 'deeds'> } | undefined>;

/** Titles of the posts of some people, by their id. */
export async function titlesOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await peopleByIds(reader, [...new Set(ids)]))].map(([id, { title }]) => [id, title]));
}

/** The accounts of everybody with a post in an organisation. */
export async function peopleIn(reader: Reader, orgId: string): Promise<readonly string[]> {
  return (await peopleOf(reader, orgId)).map(({ id }) => id);
}

/** Lets a session act under a delegation from now on; null for itself again. */
export async function saveActingUnder(tx: Transaction, sessionId: string, delegationId: string | null): Promise<void> {
  await saveDelegation(tx, sessionId, delegationId);
}
