import * as contract from '@karez/contract/catalog/listing';
import { isRefusal } from '@karez/kit/refusal';
import { serve } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import type { ServicesOf } from '../dcat/export-dcat.ts';
import { countListings } from './count-listings.ts';
import { reportData } from './report-data.ts';
import { listEntry } from './list-entry.ts';

/** The HTTP door of the shared catalogue (共享目录). */
export function listingRoutes(needs: Needs & { readonly servicesOf: ServicesOf }) {
  return [
    serve(contract.listEntry, async (call) => {
      const { actor, params, ifMatch, origin, body, database } = call;
      const answer = await listEntry({ ...needs, database }, { actor, entryId: params.entryId, ifMatch, origin, ...body });
      if (!isRefusal(answer)) call.setEtag(answer.revision);
      return answer;
    }),
    serve(contract.reportData, async ({ actor, params, ifMatch, origin, body, database }) =>
      reportData({ ...needs, database }, { actor, entryId: params.entryId, ifMatch, origin, ...body }),
    ),
    serve(contract.countListings, ({ actor, database }) => countListings(database.reader, actor)),
  ];
}
