import * as contract from '@karez/contract/correction';
import type { Correction } from '@karez/contract/correction/schemas';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { acceptCorrection, answerCorrection, signCorrectionAnswer } from './answer-correction.ts';
import type { CorrectionCommand, CorrectionDone } from './correction-step.ts';
import { assignCorrection, confirmAnswer, decideDispute, disputeAnswer, withdrawCorrection } from './end-correction.ts';
import { disputeDecision } from './dispute-decision.ts';
import { attachEvidence, downloadEvidence, removeEvidence } from './evidence-files.ts';
import { exportCorrections } from './export-corrections.ts';
import type { SourcesOf } from './fit-department.ts';
import { readFlags } from './flags.ts';
import { readParticulars } from './particulars.ts';
import { listCorrections, readCorrection } from './read-corrections.ts';
import { fileCorrection, raiseCorrection, saveCorrection } from './write-correction.ts';

type RouteNeeds = Needs & { readonly sourcesOf: SourcesOf };
type Asked = { readonly actor: Actor; readonly database: Needs['database']; setEtag(value: number): void };

type Stepping = Omit<CorrectionCommand, 'correctionId'> & { readonly params: { readonly correctionId: string } };

/** The HTTP door of the module. */
export function correctionRoutes(needs: RouteNeeds): Served[] {
  return [...readingRoutes(needs), ...sealedRoutes(needs), ...draftRoutes(needs), ...requesterRoutes(needs), ...answeringRoutes(needs)];
}

/** What a call says of the report that it is about. */
function commandOf({ actor, params, ifMatch, origin }: Stepping): CorrectionCommand {
  return { actor, correctionId: params.correctionId, ifMatch, origin };
}

/** Answers a step with the report as it stands after it, for who did it. */
async function shown(needs: RouteNeeds, call: Asked, done: CorrectionDone | Refusal): Promise<Correction | Refusal> {
  if (isRefusal(done)) return done;
  const request = await readCorrection({ ...needs, reader: call.database.reader }, { actor: call.actor, ...done });
  if (!isRefusal(request)) call.setEtag(request.revision);
  return request;
}

function readingRoutes(needs: RouteNeeds): Served[] {
  return [
    serve(contract.listCorrections, ({ actor, query, database }) =>
      listCorrections({ ...needs, reader: database.reader }, { ...query, actor }),
    ),
    serve(contract.exportCorrections, ({ actor, query, origin, language, database }) =>
      exportCorrections({ ...needs, database }, { ...query, actor, origin, language }),
    ),
    serve(contract.listFlags, ({ actor, params, database }) => readFlags({ ...needs, reader: database.reader }, { actor, ...params })),
    serve(contract.getCorrection, (call) => shown(needs, call, call.params)),
  ];
}

function sealedRoutes(needs: RouteNeeds): Served[] {
  return [
    serve(contract.readParticulars, ({ actor, params, origin }) => readParticulars(needs, { actor, ...params, origin })),
    serve(contract.downloadEvidence, ({ actor, params, origin }) => downloadEvidence(needs, { actor, ...params, origin })),
  ];
}

function draftRoutes(needs: RouteNeeds): Served[] {
  return [
    serve(contract.raiseCorrection, async (call) => {
      const { actor, body, origin, database } = call;
      return shown(needs, call, await raiseCorrection({ ...needs, database }, { actor, ...body, origin }));
    }),
    serve(contract.saveCorrection, async (call) => shown(needs, call, await saveCorrection(needs, { ...commandOf(call), ...call.body }))),
    serve(contract.attachEvidence, async (call) =>
      shown(needs, call, await attachEvidence(needs, { ...commandOf(call), ...call.body, file: call.files[0] })),
    ),
    serve(contract.removeEvidence, async (call) =>
      shown(needs, call, await removeEvidence(needs, { ...commandOf(call), fileId: call.params.fileId })),
    ),
  ];
}

function requesterRoutes(needs: RouteNeeds): Served[] {
  return [
    serve(contract.fileCorrection, async (call) => shown(needs, call, await fileCorrection(needs, commandOf(call)))),
    serve(contract.withdrawCorrection, async (call) =>
      shown(needs, call, await withdrawCorrection(needs, { ...commandOf(call), ...call.body })),
    ),
    serve(contract.confirmCorrection, async (call) => shown(needs, call, await confirmAnswer(needs, commandOf(call)))),
    serve(contract.disputeDecision, (call) => disputeDecision(needs, { ...commandOf(call), ...call.body })),
    serve(contract.disputeCorrection, async (call) => shown(needs, call, await disputeAnswer(needs, { ...commandOf(call), ...call.body }))),
  ];
}

function answeringRoutes(needs: RouteNeeds): Served[] {
  return [
    serve(contract.acceptCorrection, async (call) => shown(needs, call, await acceptCorrection(needs, commandOf(call)))),
    serve(contract.answerCorrection, async (call) =>
      shown(needs, call, await answerCorrection(needs, { ...commandOf(call), answer: call.body })),
    ),
    serve(contract.signCorrectionAnswer, async (call) =>
      shown(needs, call, await signCorrectionAnswer(needs, { ...commandOf(call), decision: call.body })),
    ),
    serve(contract.decideCorrection, async (call) =>
      shown(needs, call, await decideDispute(needs, { ...commandOf(call), decision: call.body })),
    ),
    serve(contract.assignCorrection, async (call) =>
      shown(needs, call, await assignCorrection(needs, { ...commandOf(call), ...call.body })),
    ),
  ];
}
