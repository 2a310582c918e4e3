import * as contract from '@karez/contract/catalog/subscription';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { lookAtSearch, removeSearch, saveSearch, subscribeToSearch } from './keep-search.ts';
import { entriesWatchedBy, searchesOf } from './subscription-store.ts';
import { watchEntry } from './watch-entry.ts';

/** The HTTP door of what one person keeps for themselves. */
export function subscriptionRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listSubscriptions, async ({ actor, database: { reader } }) => ({
      searches: await searchesOf(reader, actor.id),
      entries: await entriesWatchedBy(reader, actor.id),
    })),
    serve(contract.saveSearch, ({ actor, body, database }) => saveSearch({ ...needs, database }, { actor, ...body })),
    serve(contract.subscribeToSearch, ({ actor, params, body, database }) =>
      subscribeToSearch({ database }, { actor, searchId: params.searchId, ...body }),
    ),
    serve(contract.lookAtSearch, ({ actor, params, database }) => lookAtSearch({ database }, { actor, searchId: params.searchId })),
    serve(contract.removeSearch, async ({ actor, params, database }) => {
      const removed = await removeSearch({ database }, { actor, searchId: params.searchId });
      return isRefusal(removed) ? removed : {};
    }),
    serve(contract.watchEntry, ({ actor, params, body, database }) =>
      watchEntry({ ...needs, database }, { actor, entryId: params.entryId, ...body }),
    ),
  ];
}
