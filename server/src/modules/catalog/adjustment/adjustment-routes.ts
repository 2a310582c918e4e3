import * as contract from '@karez/contract/catalog/adjustment';
import type { Route } from '@karez/contract/route';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { serve, type Call, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import type { ImpactNeeds } from '../acknowledgement/impact.ts';
import type { LiveIndex } from '../search/live-index.ts';
import { compareAdjustment } from './adjusted-likeness.ts';
import { agreeAdjustment, objectAdjustment } from './answer-adjustment.ts';
import { decideAdjustment, withdrawAdjustment } from './decide-adjustment.ts';
import { proposeAdjustment } from './propose-adjustment.ts';
import { readAdjustment, readAdjustments } from './read-adjustments.ts';
import type { AdjustmentCommand } from './seen-adjustment.ts';

type AdjustmentCall = Pick<Call<Route>, 'actor' | 'ifMatch' | 'origin'> & { readonly params: { readonly adjustmentId: string } };

function commandOf({ actor, params, ifMatch, origin }: AdjustmentCall): AdjustmentCommand {
  return { actor, adjustmentId: params.adjustmentId, ifMatch, origin };
}

/** The answer with the number of its entry as `ETag`. */
function tagged<T extends contract.Adjustment | Refusal>(call: Pick<Call<Route>, 'setEtag'>, answer: T): T {
  if (!isRefusal(answer)) call.setEtag(answer.entryRevision);
  return answer;
}

/** HTTP door of adjustments; part of the catalogue's. */
export function adjustmentRoutes(needs: Needs & ImpactNeeds & { readonly index: LiveIndex }): Served[] {
  return [
    serve(contract.listAdjustments, ({ actor, query, database }) =>
      readAdjustments({ ...needs, reader: database.reader }, { actor, query }),
    ),
    serve(contract.getAdjustment, async (call) =>
      tagged(call, await readAdjustment({ ...needs, reader: call.database.reader }, { actor: call.actor, ...call.params })),
    ),
    serve(contract.compareAdjustment, ({ actor, origin, ifMatch, params, body, database }) =>
      compareAdjustment({ ...needs, database }, { actor, origin, ifMatch, ...params, ...body }),
    ),
    serve(contract.proposeAdjustment, async (call) => {
      const { actor, origin, ifMatch, params, body } = call;
      return tagged(call, await proposeAdjustment({ ...needs, database: call.database }, { actor, origin, ifMatch, ...params, ...body }));
    }),
    serve(contract.agreeAdjustment, async (call) =>
      tagged(call, await agreeAdjustment({ ...needs, database: call.database }, { ...commandOf(call), ...call.body })),
    ),
    serve(contract.objectAdjustment, async (call) =>
      tagged(call, await objectAdjustment({ ...needs, database: call.database }, { ...commandOf(call), ...call.body })),
    ),
    serve(contract.decideAdjustment, async (call) =>
      tagged(call, await decideAdjustment({ ...needs, database: call.database }, { ...commandOf(call), ...call.body })),
    ),
    serve(contract.withdrawAdjustment, async (call) =>
      tagged(call, await withdrawAdjustment({ ...needs, database: call.database }, { ...commandOf(call), ...call.body })),
    ),
  ];
}
