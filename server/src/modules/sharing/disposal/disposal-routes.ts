import * as contract from '@karez/contract/sharing/disposal';
import type { Disposal } from '@karez/contract/sharing/disposal';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownGrant } from '../shown-grant.ts';
import { signDisposal } from './certify-disposal.ts';
import { orderDisposalCheck, recordDisposalCheck } from './check-disposal.ts';
import { declarePurposeDone } from './declare-purpose-done.ts';
import { instructDisposal, reportDisposal } from './dispose.ts';
import type { DisposalDone } from './disposal-step.ts';
import { exportDisposals } from './export-disposals.ts';
import { printDisposalCertificate } from './print-certificate.ts';
import { listDisposals, readDisposal } from './read-disposals.ts';

/** The HTTP door of disposals. */
export function disposalRoutes(needs: Needs): Served[] {
  return [...readingRoutes(needs), ...sideRoutes(needs), ...checkRoutes(needs)];
}

/** Answers a step with the disposal as it stands after it, for who did it. */
async function shown(needs: Needs, actor: Actor, done: DisposalDone | Refusal): Promise<Disposal | Refusal> {
  return isRefusal(done) ? done : readDisposal({ ...needs, reader: needs.database.reader }, { actor, ...done });
}

function readingRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listDisposals, ({ actor, query, database }) =>
      listDisposals({ ...needs, reader: database.reader }, { ...query, actor }),
    ),
    serve(contract.exportDisposals, ({ actor, query, origin, language, database }) =>
      exportDisposals({ ...needs, database }, { ...query, actor, origin, language }),
    ),
    serve(contract.getDisposal, ({ actor, params, database }) => readDisposal({ ...needs, reader: database.reader }, { actor, ...params })),
    serve(contract.printDisposalCertificate, ({ actor, params, origin, database }) =>
      printDisposalCertificate({ ...needs, database }, { actor, ...params, origin }),
    ),
  ];
}

function sideRoutes(needs: Needs): Served[] {
  return [
    serve(contract.declarePurposeDone, async ({ actor, params, body, origin }) =>
      shownGrant(needs, actor, await declarePurposeDone(needs, { actor, ...params, ...body, origin })),
    ),
    serve(contract.instructDisposal, async ({ actor, params, body, origin }) =>
      shown(needs, actor, await instructDisposal(needs, { actor, ...params, instruction: body, origin })),
    ),
    serve(contract.reportDisposal, async ({ actor, params, body, origin }) =>
      shown(needs, actor, await reportDisposal(needs, { actor, ...params, report: body, origin })),
    ),
    serve(contract.signDisposal, async ({ actor, params, body, ifMatch, origin }) =>
      shown(needs, actor, await signDisposal(needs, { actor, ...params, decision: body, ifMatch, origin })),
    ),
  ];
}

function checkRoutes(needs: Needs): Served[] {
  return [
    serve(contract.orderDisposalCheck, async ({ actor, params, body, origin }) =>
      shown(needs, actor, await orderDisposalCheck(needs, { actor, ...params, ...body, origin })),
    ),
    serve(contract.recordDisposalCheck, async ({ actor, params, body, origin }) =>
      shown(needs, actor, await recordDisposalCheck(needs, { actor, ...params, ...body, origin })),
    ),
  ];
}
