import * as contract from '@karez/contract/sharing/template';
import type { Template } from '@karez/contract/sharing/template';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { makeTemplate, retireTemplate, reviseTemplate } from './maintain-template.ts';
import { listTemplates, readTemplate } from './read-templates.ts';
import { startFromTemplate } from './start-from-template.ts';

/** The HTTP door of templates. */
export function templateRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listTemplates, ({ actor, query }) =>
      listTemplates(needs.database.reader, { actor, q: query.q, entryId: query.entryId }),
    ),
    serve(contract.getTemplate, async (call) =>
      withEtag(call, await readTemplate(needs.database.reader, { ...call.params, actor: call.actor })),
    ),
    serve(contract.makeTemplate, async (call) => {
      const { actor, body, origin, database } = call;
      return withEtag(call, await makeTemplate({ ...needs, database }, { ...body, actor, origin }));
    }),
    serve(contract.reviseTemplate, async (call) => {
      const { actor, body, params, ifMatch, origin } = call;
      return withEtag(call, await reviseTemplate(needs, { ...body, ...params, actor, ifMatch, origin }));
    }),
    serve(contract.retireTemplate, async (call) => {
      const { actor, params, origin } = call;
      return withEtag(call, await retireTemplate(needs, { ...params, actor, origin }));
    }),
    serve(contract.startFromTemplate, async (call) => {
      const { actor, params, body, origin, database } = call;
      return shownApplication(needs, call, await startFromTemplate({ ...needs, database }, { ...params, ...body, actor, origin }));
    }),
  ];
}

function withEtag(call: { setEtag(value: number): void }, answer: Template | Refusal): Template | Refusal {
  if (!isRefusal(answer)) call.setEtag(answer.version);
  return answer;
}
