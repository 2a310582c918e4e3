import * as contract from '@karez/contract/sharing/demand';
import type { Demand } from '@karez/contract/sharing/demand';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { CatalogueIndex } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { answerDemand, signDemandAnswer } from './answer-demand.ts';
import type { DemandDone } from './demand-step.ts';
import { applyFromDemand, fulfilDemand, withdrawDemand } from './end-demand.ts';
import { exportDemands } from './export-demands.ts';
import { assignDemand, confirmDemandRefusal, mergeDemand, returnDemand } from './place-demand.ts';
import { listDemands, readDemand, readMatches } from './read-demands.ts';
import { recallDemand } from './recall-demand.ts';
import { sendDemand } from './send-demand.ts';
import { raiseDemand, saveDemand, submitDemand } from './write-demand.ts';

type Asked = { readonly actor: Actor; readonly database: Needs['database']; setEtag(value: number): void };
type DemandRouteNeeds = Needs & { readonly index: CatalogueIndex };

/** HTTP door of demands; part of sharing's. */
export function demandRoutes(needs: DemandRouteNeeds): Served[] {
  return [...readingRoutes(needs), ...requesterRoutes(needs), ...authorityRoutes(needs), ...providerRoutes(needs)];
}

/** Answers a step with the demand as it stands after it, for who did it. */
async function shown(needs: Needs, call: Asked, done: DemandDone | Refusal): Promise<Demand | Refusal> {
  if (isRefusal(done)) return done;
  const demand = await readDemand({ ...needs, reader: call.database.reader }, { actor: call.actor, demandId: done.demandId });
  if (!isRefusal(demand)) call.setEtag(demand.revision);
  return demand;
}

function readingRoutes(needs: DemandRouteNeeds): Served[] {
  return [
    serve(contract.listDemands, ({ actor, query, database }) => listDemands({ ...needs, reader: database.reader }, { ...query, actor })),
    serve(contract.exportDemands, ({ actor, query, origin, language, database }) =>
      exportDemands({ ...needs, database }, { ...query, actor, origin, language }),
    ),
    serve(contract.getDemand, (call) => shown(needs, call, call.params)),
    serve(contract.listDemandMatches, ({ actor, params, language, database }) =>
      readMatches({ ...needs, reader: database.reader }, { actor, ...params, language }),
    ),
  ];
}

function requesterRoutes(needs: Needs): Served[] {
  return [
    serve(contract.raiseDemand, async (call) => {
      const { actor, body, origin, database } = call;
      return shown(needs, call, await raiseDemand({ ...needs, database }, { actor, ...body, origin }));
    }),
    serve(contract.saveDemand, async (call) => {
      const { actor, params, body, ifMatch } = call;
      return shown(needs, call, await saveDemand(needs, { actor, ...params, ...body, ifMatch }));
    }),
    serve(contract.submitDemand, async (call) => {
      const { actor, params, origin } = call;
      return shown(needs, call, await submitDemand(needs, { actor, ...params, origin }));
    }),
    serve(contract.sendDemand, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await sendDemand(needs, { actor, ...params, decision: body, origin }));
    }),
    serve(contract.applyFromDemand, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await applyFromDemand(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.withdrawDemand, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await withdrawDemand(needs, { actor, ...params, ...body, origin }));
    }),
  ];
}

function authorityRoutes(needs: Needs): Served[] {
  return [
    serve(contract.assignDemand, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await assignDemand(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.mergeDemand, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await mergeDemand(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.returnDemand, async (call) => {
      const { actor, params, body, origin } = call;
      const done = await returnDemand(needs, { actor, ...params, ...body, origin });
      return isRefusal(done) ? done : { id: done.demandId, state: 'draft' as const };
    }),
    serve(contract.recallDemand, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await recallDemand(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.confirmDemandRefusal, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await confirmDemandRefusal(needs, { actor, ...params, ...body, origin }));
    }),
  ];
}

function providerRoutes(needs: Needs): Served[] {
  return [
    serve(contract.answerDemand, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await answerDemand(needs, { actor, ...params, answer: body, origin }));
    }),
    serve(contract.signDemandAnswer, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await signDemandAnswer(needs, { actor, ...params, decision: body, origin }));
    }),
    serve(contract.fulfilDemand, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await fulfilDemand(needs, { actor, ...params, ...body, origin }));
    }),
  ];
}
