import { savedSearchesMax, type SavedQuery, type SavedSearch } from '@karez/contract/catalog/subscription';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { deleteSearch, forgetHits, insertSearch, lockKeeping, saveSubscribed, searchesOf, searchOf } from './subscription-store.ts';

type KeepNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;
type OwnSearch = { readonly actor: Actor; readonly searchId: string };

type SaveSearch = { readonly actor: Actor; readonly name: string; readonly query: SavedQuery; readonly isSubscribed: boolean };

/** Keeps a question about entries under a name that its owner has not used; at most {@link savedSearchesMax} of them. */
export function saveSearch(
  { database, clock, newId }: KeepNeeds,
  { actor, name, query, isSubscribed }: SaveSearch,
): Promise<SavedSearch | Refusal> {
  return database.transaction(async (tx) => {
    await lockKeeping(tx, actor.id);
    const kept = await searchesOf(tx, actor.id);
    if (kept.some((known) => known.name === name)) return refuse('catalog.subscription.name-taken', { name });
    if (kept.length >= savedSearchesMax) return refuse('catalog.subscription.too-many', { max: savedSearchesMax });
    const saved = { id: newId(), name, query, isSubscribed, savedAt: clock.now() };
    await insertSearch(tx, actor.id, saved);
    return { ...saved, newCount: 0, savedAt: saved.savedAt.toISOString() };
  });
}

/** Does something to one of the actor's own searches; another person's is not found. */
async function withOwn(
  { database }: Pick<Needs, 'database'>,
  { actor, searchId }: OwnSearch,
  deed: (tx: Transaction) => Promise<void>,
): Promise<SavedSearch | Refusal> {
  return database.transaction(async (tx) => {
    await lockKeeping(tx, actor.id);
    const own = { personId: actor.id, searchId };
    const known = await searchOf(tx, own);
    if (!known) return refuse('catalog.subscription.not-found');
    await deed(tx);
    return (await searchOf(tx, own)) ?? known;
  });
}

/** Tells the owner of new entries from now on, or no longer. */
export function subscribeToSearch(
  needs: Pick<Needs, 'database'>,
  { isSubscribed, ...own }: OwnSearch & { readonly isSubscribed: boolean },
): Promise<SavedSearch | Refusal> {
  return withOwn(needs, own, (tx) => saveSubscribed(tx, own.searchId, isSubscribed));
}

/** The owner has looked: what was found until now is no longer new. */
export function lookAtSearch(needs: Pick<Needs, 'database'>, own: OwnSearch): Promise<SavedSearch | Refusal> {
  return withOwn(needs, own, (tx) => forgetHits(tx, own.searchId));
}

/** Forgets a search with what it found; answers what it was. */
export function removeSearch(needs: Pick<Needs, 'database'>, own: OwnSearch): Promise<SavedSearch | Refusal> {
  return withOwn(needs, own, (tx) => deleteSearch(tx, own.searchId));
}
