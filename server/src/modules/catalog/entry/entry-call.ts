import type { Entry } from '@karez/contract/catalog/answers';
import type { Route } from '@karez/contract/route';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Call } from '#platform/http/serve';
import type { EntryCommand } from './entry-file.ts';

type EntryCall = Pick<Call<Route>, 'actor' | 'ifMatch' | 'origin'> & { readonly params: { readonly entryId: string } };

/** What a call says of the entry that it is about. */
export function commandOf({ actor, params, ifMatch, origin }: EntryCall): EntryCommand {
  return { actor, entryId: params.entryId, ifMatch, origin };
}

/** The answer with its revision number as `ETag`. */
export function tagged<T extends Entry | Refusal>(call: Pick<Call<Route>, 'setEtag'>, answer: T): T {
  if (!isRefusal(answer)) call.setEtag(answer.revision);
  return answer;
}
