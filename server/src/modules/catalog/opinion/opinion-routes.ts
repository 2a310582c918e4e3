import * as contract from '@karez/contract/catalog/opinion';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { changeTemplate, keepTemplate, readTemplates, removeTemplate } from './keep-template.ts';

/** HTTP door of templates of opinion; part of the catalogue's. */
export function opinionRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listOpinionTemplates, ({ actor, database }) => readTemplates(database.reader, actor)),
    serve(contract.keepOpinionTemplate, async (call) => {
      const { actor, origin, body, database } = call;
      const kept = await keepTemplate({ ...needs, database }, { actor, origin, ...body });
      if (!isRefusal(kept)) call.setEtag(kept.revision);
      return kept;
    }),
    serve(contract.changeOpinionTemplate, async (call) => {
      const { actor, origin, ifMatch, params, body, database } = call;
      const changed = await changeTemplate({ ...needs, database }, { actor, origin, ifMatch, ...params, ...body });
      if (!isRefusal(changed)) call.setEtag(changed.revision);
      return changed;
    }),
    serve(contract.removeOpinionTemplate, ({ actor, origin, ifMatch, params, database }) =>
      removeTemplate({ ...needs, database }, { actor, origin, ifMatch, ...params }),
    ),
  ];
}
