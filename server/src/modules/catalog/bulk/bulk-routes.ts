import * as contract from '@karez/contract/catalog/bulk';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import type { ListingNeeds } from '../listing/list-entry.ts';
import type { ComparingNeeds } from '../finding/compare-draft.ts';
import type { ForceNeeds } from '../revision/bring-into-force.ts';
import { assignEntries, listTogether, publishEntries, returnEntries, submitEntries, withdrawEntries } from './do-together.ts';
import { listCandidates } from './read-candidates.ts';

/** HTTP door of deeds that are done for several entries at once; part of the catalogue's. */
export function bulkRoutes(needs: ListingNeeds & ForceNeeds & ComparingNeeds & Pick<Needs, 'keys'>): Served[] {
  return [
    serve(contract.listBulkCandidates, ({ actor, params, query, database }) =>
      listCandidates(database.reader, { actor, ...params, ...query }),
    ),
    serve(contract.submitEntries, ({ actor, body, origin, database }) => submitEntries({ ...needs, database }, { ...body, actor, origin })),
    serve(contract.withdrawEntries, ({ actor, body, origin, database }) =>
      withdrawEntries({ ...needs, database }, { ...body, actor, origin }),
    ),
    serve(contract.publishEntries, ({ actor, body, origin, database }) =>
      publishEntries({ ...needs, database }, { ...body, actor, origin }),
    ),
    serve(contract.returnEntries, ({ actor, body, origin, database }) => returnEntries({ ...needs, database }, { ...body, actor, origin })),
    serve(contract.assignEntries, ({ actor, body, origin, database }) => assignEntries({ ...needs, database }, { ...body, actor, origin })),
    serve(contract.listEntriesTogether, ({ actor, body, origin, database }) =>
      listTogether({ ...needs, database }, { ...body, actor, origin }),
    ),
  ];
}
