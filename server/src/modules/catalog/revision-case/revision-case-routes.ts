import * as contract from '@karez/contract/catalog/revision-case';
import type { Route } from '@karez/contract/route';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { serve, type Call, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { beginRevision } from './begin-revision.ts';
import type { CaseCommand } from './case-step.ts';
import { askForExtension, decideOnExtension } from './extension.ts';
import { countArticleUses, listArticleUses } from './read-article-uses.ts';
import { proposeEntries } from './propose-entries.ts';
import { recordChangeEvent } from './record-change-event.ts';
import { listChangeEvents, listRevisionCases, readChangeEvent, readRevisionCase } from './read-revision-cases.ts';
import { decideUnchanged, reportNothingToChange } from './report-unchanged.ts';

type CaseCall = Pick<Call<Route>, 'actor' | 'ifMatch' | 'origin'> & { readonly params: { readonly caseId: string } };

function commandOf({ actor, params, ifMatch, origin }: CaseCall): CaseCommand {
  return { actor, caseId: params.caseId, ifMatch, origin };
}

/** The answer with its revision number as `ETag`. */
function tagged<T extends contract.RevisionCase | Refusal>(call: Pick<Call<Route>, 'setEtag'>, answer: T): T {
  if (!isRefusal(answer)) call.setEtag(answer.revision);
  return answer;
}

/** HTTP door of change events and revision cases; part of the catalogue's. */
export function revisionCaseRoutes(needs: Needs): Served[] {
  const { clock } = needs;
  return [
    serve(contract.listChangeEvents, ({ actor, query, database }) =>
      listChangeEvents({ reader: database.reader, clock }, { actor, ...query }),
    ),
    serve(contract.proposeEntries, ({ actor, query, database }) => proposeEntries(database.reader, { actor, ...query })),
    serve(contract.getChangeEvent, ({ actor, params, database }) =>
      readChangeEvent({ reader: database.reader, clock }, { actor, eventId: params.eventId }),
    ),
    serve(contract.listRevisionCases, ({ actor, query, database }) =>
      listRevisionCases({ reader: database.reader, clock }, { actor, ...query }),
    ),
    serve(contract.getRevisionCase, async (call) =>
      tagged(call, await readRevisionCase({ reader: call.database.reader, clock }, { actor: call.actor, caseId: call.params.caseId })),
    ),
    serve(contract.countArticleUses, ({ actor, query, database }) => countArticleUses(database.reader, { actor, ...query })),
    serve(contract.listArticleUses, ({ actor, params, query, database }) =>
      listArticleUses(database.reader, { actor, ...params, ...query }),
    ),
    ...deedRoutes(needs),
  ];
}

function deedRoutes(needs: Needs): Served[] {
  return [
    serve(contract.recordChangeEvent, ({ actor, body, origin, database }) =>
      recordChangeEvent({ ...needs, database }, { ...body, actor, origin }),
    ),
    serve(contract.beginRevision, async (call) =>
      tagged(call, await beginRevision({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.reportUnchanged, async (call) =>
      tagged(call, await reportNothingToChange({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.decideUnchanged, async (call) =>
      tagged(call, await decideUnchanged({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.askExtension, async (call) =>
      tagged(call, await askForExtension({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.decideExtension, async (call) =>
      tagged(call, await decideOnExtension({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
  ];
}
