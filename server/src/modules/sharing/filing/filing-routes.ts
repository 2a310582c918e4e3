import * as contract from '@karez/contract/sharing/filing';
import type { Filing } from '@karez/contract/sharing/filing';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import type { CascadeNeeds } from '../renewal/read-cascade.ts';
import { answerFiling } from './answer-filing.ts';
import { decideFiling, submitFiling, withdrawFiling } from './decide-filing.ts';
import { exportFilings } from './export-filings.ts';
import { fileServiceChange } from './file-service-change.ts';
import type { FilingDone } from './filing-step.ts';
import { listFilings, readFiling, readFilingGround } from './read-filings.ts';

/** The HTTP door of filings of changes and stops of services. */
export function filingRoutes(needs: Needs & CascadeNeeds): Served[] {
  return [...readingRoutes(needs), ...movingRoutes(needs)];
}

type Asked = { readonly actor: Actor; readonly database: Needs['database'] };

/** Answers a step with the filing as it stands after it, for who did it. */
async function shown(needs: Needs, { actor, database }: Asked, done: FilingDone | Refusal): Promise<Filing | Refusal> {
  return isRefusal(done) ? done : readFiling({ ...needs, reader: database.reader }, { actor, ...done });
}

function readingRoutes(needs: Needs & CascadeNeeds): Served[] {
  return [
    serve(contract.listFilings, ({ actor, query, database }) => listFilings({ ...needs, reader: database.reader }, { ...query, actor })),
    serve(contract.exportFilings, ({ actor, query, origin, language, database }) =>
      exportFilings({ ...needs, database }, { ...query, actor, origin, language }),
    ),
    serve(contract.getFiling, ({ actor, params, database }) => readFiling({ ...needs, reader: database.reader }, { actor, ...params })),
    serve(contract.getFilingGround, ({ actor, params, database }) =>
      readFilingGround({ ...needs, reader: database.reader }, { actor, ...params }),
    ),
  ];
}

function movingRoutes(needs: Needs & CascadeNeeds): Served[] {
  return [
    serve(contract.fileServiceChange, async (call) => {
      const { actor, body, origin, database } = call;
      return shown(needs, call, await fileServiceChange({ ...needs, database }, { actor, ...body, origin }));
    }),
    serve(contract.answerFiling, async (call) => {
      const { actor, params, body, origin } = call;
      const needsUntil = body.answer === 'needs-until' ? body.needsUntil : null;
      return shown(
        needs,
        call,
        await answerFiling(needs, { actor, ...params, answer: body.answer, needsUntil, words: body.words, origin }),
      );
    }),
    serve(contract.submitFiling, async (call) => {
      const { actor, params, body, ifMatch, origin } = call;
      return shown(needs, call, await submitFiling(needs, { actor, ...params, ...body, ifMatch, origin }));
    }),
    serve(contract.decideFiling, async (call) => {
      const { actor, params, body, ifMatch, origin } = call;
      return shown(needs, call, await decideFiling(needs, { actor, ...params, decision: body, ifMatch, origin }));
    }),
    serve(contract.withdrawFiling, async (call) => {
      const { actor, params, body, origin } = call;
      return shown(needs, call, await withdrawFiling(needs, { actor, ...params, reason: body.reason, code: body.code ?? null, origin }));
    }),
  ];
}
