import * as contract from '@karez/contract/catalog/returned';
import { serve, type Served } from '#platform/http/serve';
import { readLastReturn } from './read-last-return.ts';

/** The HTTP door of what was sent back; part of the catalogue's. */
export function returnedRoutes(): Served[] {
  return [
    serve(contract.getLastReturn, ({ actor, params, database }) => readLastReturn(database.reader, { actor, entryId: params.entryId })),
  ];
}
