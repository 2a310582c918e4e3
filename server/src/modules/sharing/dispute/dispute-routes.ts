import * as contract from '@karez/contract/sharing/dispute';
import type { Dispute } from '@karez/contract/sharing/dispute';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { confirmDecision, decideDispute, enterDecision } from './decide-dispute.ts';
import { attachDecisionScan, downloadDecisionScan } from './decision-scan.ts';
import type { DisputeDone } from './dispute-step.ts';
import { executeOrder } from './execute-order.ts';
import { exportDisputes } from './export-disputes.ts';
import { answerSettlement, offerSettlement, referDispute, sayInDispute, withdrawDispute } from './negotiate-dispute.ts';
import { raiseDispute } from './raise-dispute.ts';
import { listDisputes, readDispute } from './read-disputes.ts';

/** The HTTP door of disputes. */
export function disputeRoutes(needs: Needs): Served[] {
  return [...readingRoutes(needs), ...sideRoutes(needs), ...authorityRoutes(needs)];
}

type Asked = { readonly actor: Actor; readonly database: Needs['database'] };

/** Answers a step with the dispute as it stands after it, for who did it. */
async function shown(needs: Needs, { actor, database }: Asked, done: DisputeDone | Refusal): Promise<Dispute | Refusal> {
  return isRefusal(done) ? done : readDispute({ ...needs, reader: database.reader }, { actor, ...done });
}

function readingRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listDisputes, ({ actor, query, database }) => listDisputes({ ...needs, reader: database.reader }, { ...query, actor })),
    serve(contract.exportDisputes, ({ actor, query, origin, language, database }) =>
      exportDisputes({ ...needs, database }, { ...query, actor, origin, language }),
    ),
    serve(contract.getDispute, ({ actor, params, database }) => readDispute({ ...needs, reader: database.reader }, { actor, ...params })),
    serve(contract.downloadDecisionScan, ({ actor, params, origin }) => downloadDecisionScan(needs, { actor, ...params, origin })),
  ];
}

function sideRoutes(needs: Needs): Served[] {
  return [
    serve(contract.raiseDispute, async (call) => {
      const { actor, body, origin, database } = call;
      const { matter, ...about } = body;
      return shown(needs, call, await raiseDispute({ ...needs, database }, { actor, about, matter, origin }));
    }),
    serve(contract.sayInDispute, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await sayInDispute(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.offerSettlement, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await offerSettlement(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.answerSettlement, async (call) => {
      const { actor, params, body, ifMatch, origin } = call;
      return shown(needs, call, await answerSettlement(needs, { actor, ...params, decision: body, ifMatch, origin }));
    }),
    serve(contract.referDispute, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await referDispute(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.withdrawDispute, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await withdrawDispute(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.executeOrder, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await executeOrder(needs, { actor, ...params, ...body, origin }));
    }),
  ];
}

function authorityRoutes(needs: Needs): Served[] {
  return [
    serve(contract.decideDispute, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await decideDispute(needs, { actor, ...params, decision: body, origin }));
    }),
    serve(contract.attachDecisionScan, async (call) => {
      const { actor, params, body, files, origin } = call;
      return shown(needs, call, await attachDecisionScan(needs, { actor, ...params, ...body, file: files[0], origin }));
    }),
    serve(contract.enterDecision, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await enterDecision(needs, { actor, ...params, document: body, origin }));
    }),
    serve(contract.confirmDecision, async (call) => {
      const { actor, params, body, ifMatch, origin } = call;
      return shown(needs, call, await confirmDecision(needs, { actor, ...params, decision: body, ifMatch, origin }));
    }),
  ];
}
