import * as contract from '@karez/contract/catalog/source';
import { serve, type Served } from '#platform/http/serve';
import { readSources } from './read-sources.ts';

/** The HTTP door of cited sources; part of the catalogue's. */
export function sourceRoutes(): Served[] {
  return [serve(contract.listSources, ({ actor, params, database }) => readSources(database.reader, { actor, entryId: params.entryId }))];
}
