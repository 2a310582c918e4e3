import * as contract from '@karez/contract/catalog/withdrawal';
import type { Entry } from '@karez/contract/catalog/answers';
import type { BodyOf, Route } from '@karez/contract/route';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { serve, type Call, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { abandonDraft, resumeDraft, type AbandonDraft } from './abandon-draft.ts';
import { withdrawRevision } from './withdraw-revision.ts';

type StepCall = Pick<Call<Route>, 'actor' | 'ifMatch' | 'origin' | 'setEtag'> & {
  readonly params: { readonly entryId: string };
  readonly body: BodyOf<typeof contract.withdrawRevision>;
};

async function tagged(call: StepCall, verb: (command: AbandonDraft) => Promise<Entry | Refusal>): Promise<Entry | Refusal> {
  const { actor, params, body, ifMatch, origin } = call;
  const answer = await verb({ actor, entryId: params.entryId, ifMatch, origin, ...body });
  if (!isRefusal(answer)) call.setEtag(answer.revision);
  return answer;
}

/** HTTP door of taking back and giving up. */
export function withdrawalRoutes(needs: Needs): Served[] {
  return [
    serve(contract.withdrawRevision, (call) => tagged(call, (command) => withdrawRevision({ ...needs, database: call.database }, command))),
    serve(contract.abandonDraft, (call) => tagged(call, (command) => abandonDraft({ ...needs, database: call.database }, command))),
    serve(contract.resumeDraft, (call) => tagged(call, (command) => resumeDraft({ ...needs, database: call.database }, command))),
  ];
}
