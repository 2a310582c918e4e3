import * as contract from '@karez/contract/catalog/change-feed';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { listChanges } from './read-changes.ts';

/** The change feed's HTTP door; part of the catalogue's. */
export function changeFeedRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listChanges, ({ actor, origin, query, database }) => listChanges({ ...needs, database }, { actor, origin, ...query })),
  ];
}
