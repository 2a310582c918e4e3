import * as contract from '@karez/contract/catalog/claim';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { assignClaim } from './assign-claim.ts';
import { claimEntry } from './claim-entry.ts';
import { declineClaim, withdrawAssignment } from './end-assignment.ts';
import { releaseClaim } from './release-claim.ts';

/** HTTP door of claiming; part of the catalogue's. */
export function claimRoutes(needs: Needs): Served[] {
  return [
    serve(contract.claimEntry, async (call) => {
      const { actor, params, ifMatch, origin, database } = call;
      const answer = await claimEntry({ ...needs, database }, { actor, ifMatch, origin, ...params });
      if (!isRefusal(answer)) call.setEtag(answer.revision);
      return answer;
    }),
    serve(contract.releaseClaim, ({ actor, params, body, ifMatch, origin, database }) =>
      releaseClaim({ ...needs, database }, { actor, ifMatch, origin, ...params, ...body }),
    ),
    serve(contract.assignClaim, ({ actor, params, body, origin, database }) =>
      assignClaim({ ...needs, database }, { actor, origin, ...params, ...body }),
    ),
    serve(contract.declineClaim, ({ actor, params, body, origin, database }) =>
      declineClaim({ ...needs, database }, { actor, origin, ...params, ...body }),
    ),
    serve(contract.withdrawAssignment, ({ actor, params, body, origin, database }) =>
      withdrawAssignment({ ...needs, database }, { actor, origin, ...params, ...body }),
    ),
  ];
}
