import * as contract from '@karez/contract/catalog/finding';
import type { Route } from '@karez/contract/route';
import { serve, type Call, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import type { EntryCommand } from '../entry/entry-file.ts';
import type { LiveIndex } from '../search/live-index.ts';
import { answerFinding, readFindings } from './answer-finding.ts';
import { compareDraft } from './compare-draft.ts';

type EntryCall = Pick<Call<Route>, 'actor' | 'ifMatch' | 'origin'> & { readonly params: { readonly entryId: string } };

function commandOf({ actor, params, ifMatch, origin }: EntryCall): EntryCommand {
  return { actor, entryId: params.entryId, ifMatch, origin };
}

/** The HTTP door of findings; part of the catalogue's. */
export function findingRoutes(needs: Needs & { readonly index: LiveIndex }): Served[] {
  return [
    serve(contract.listFindings, (call) => readFindings(call.database.reader, commandOf(call))),
    serve(contract.compareDraft, (call) => compareDraft({ ...needs, database: call.database }, commandOf(call))),
    serve(contract.answerFinding, (call) =>
      answerFinding({ ...needs, database: call.database }, { ...call.body, ...commandOf(call), findingId: call.params.findingId }),
    ),
  ];
}
