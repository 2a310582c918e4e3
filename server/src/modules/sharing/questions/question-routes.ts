import * as contract from '@karez/contract/sharing/questions';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { publishQuestionSet, readQuestionSet } from './publish-question-set.ts';

/** The HTTP door of question sets. */
export function questionRoutes(needs: Needs): Served[] {
  return [
    serve(contract.getQuestionSet, async (call) => {
      const answer = await readQuestionSet(needs.database.reader, call.actor);
      if (!isRefusal(answer)) call.setEtag(answer.version);
      return answer;
    }),
    serve(contract.publishQuestionSet, async (call) => {
      const { actor, body, ifMatch, origin } = call;
      const answer = await publishQuestionSet(needs, { ...body, actor, ifMatch, origin });
      if (!isRefusal(answer)) call.setEtag(answer.version);
      return answer;
    }),
  ];
}
