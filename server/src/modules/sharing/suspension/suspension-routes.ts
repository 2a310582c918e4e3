import * as contract from '@karez/contract/sharing/suspension';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownGrant } from '../shown-grant.ts';
import { recheckSuspension } from './recheck-suspension.ts';
import { reportRectification } from './report-rectification.ts';
import { suspendGrant } from './suspend-grant.ts';

/** The HTTP door of suspensions. */
export function suspensionRoutes(needs: Needs): Served[] {
  return [
    serve(contract.suspendGrant, async ({ actor, params, body, origin }) =>
      shownGrant(needs, actor, await suspendGrant(needs, { actor, ...params, ...body, origin })),
    ),
    serve(contract.reportRectification, async ({ actor, params, body, origin }) =>
      shownGrant(needs, actor, await reportRectification(needs, { actor, ...params, ...body, origin })),
    ),
    serve(contract.recheckSuspension, async ({ actor, params, body, origin }) =>
      shownGrant(needs, actor, await recheckSuspension(needs, { actor, ...params, decision: body, origin })),
    ),
  ];
}
