import * as contract from '@karez/contract/sharing/handling';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import * as assigned from './act-on-assignment.ts';
import { assignDivisions } from './assign-divisions.ts';
import { openProposal, recallProposal } from './proposal-opening.ts';
import { receiveApplication } from './receive-application.ts';
import { takeOver } from './take-over.ts';

/** The HTTP door of the work inside the provider. */
export function handlingRoutes(needs: Needs): Served[] {
  return [...receiptRoutes(needs), ...assignmentRoutes(needs)];
}

function receiptRoutes(needs: Needs): Served[] {
  return [
    serve(contract.receiveApplication, async (call) => {
      const { actor, params, origin } = call;
      return shownApplication(needs, call, await receiveApplication(needs, { actor, ...params, origin }));
    }),
    serve(contract.takeOver, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await takeOver(needs, { actor, ...params, ...body, origin }));
    }),
  ];
}

function assignmentRoutes(needs: Needs): Served[] {
  return [
    serve(contract.assignDivisions, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await assignDivisions(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.openAssignment, async (call) => {
      const { actor, params, origin } = call;
      return shownApplication(needs, call, await assigned.openAssignment(needs, { actor, ...params, origin }));
    }),
    serve(contract.giveDivisionOpinion, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await assigned.giveDivisionOpinion(needs, { actor, ...params, answer: body, origin }));
    }),
    serve(contract.returnAssignment, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await assigned.returnAssignment(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.recallAssignment, async (call) => {
      const { actor, params, origin } = call;
      return shownApplication(needs, call, await assigned.recallAssignment(needs, { actor, ...params, origin }));
    }),
    serve(contract.openProposal, async (call) => {
      const { actor, params, origin } = call;
      return shownApplication(needs, call, await openProposal(needs, { actor, ...params, origin }));
    }),
    serve(contract.recallProposal, async (call) => {
      const { actor, params, origin } = call;
      return shownApplication(needs, call, await recallProposal(needs, { actor, ...params, origin }));
    }),
  ];
}
