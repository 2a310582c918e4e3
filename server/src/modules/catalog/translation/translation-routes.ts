import * as contract from '@karez/contract/catalog/translation';
import * as board from '@karez/contract/catalog/translation-board';
import type { Translation } from '@karez/contract/catalog/translation';
import type { Route } from '@karez/contract/route';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { serve, type Call, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import type { TranslationCommand } from './change-translation.ts';
import { listTasks, readBoard } from './read-board.ts';
import { readDrafts, readTranslation } from './read-translation.ts';
import { confirmTranslation, deliverTranslation, reviewTranslation, saveTranslation } from './translate.ts';

type TranslationCall = Pick<Call<Route>, 'actor' | 'ifMatch' | 'origin'> & {
  readonly params: Pick<TranslationCommand, 'entryId' | 'language'>;
};

function commandOf({ actor, params, ifMatch, origin }: TranslationCall): TranslationCommand {
  return { actor, entryId: params.entryId, language: params.language, ifMatch, origin };
}

/** The answer with its revision number as `ETag`. */
function tagged(call: Pick<Call<Route>, 'setEtag'>, answer: Translation | Refusal): Translation | Refusal {
  if (!isRefusal(answer)) call.setEtag(answer.revision);
  return answer;
}

/** The HTTP door of the catalogue in other languages; part of the catalogue's. */
export function translationRoutes(needs: Needs): Served[] {
  return [
    serve(board.readTranslationBoard, ({ actor, query, database }) => readBoard(database.reader, { actor, language: query.language })),
    serve(board.listTranslations, ({ actor, query, database }) => listTasks(database.reader, { actor, query })),
    serve(contract.getTranslation, async (call) => tagged(call, await readDrafts(call.database.reader, commandOf(call)))),
    serve(contract.readTranslation, (call) => readTranslation(call.database.reader, commandOf(call))),
    serve(contract.saveTranslation, async (call) =>
      tagged(call, await saveTranslation({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.deliverTranslation, async (call) =>
      tagged(call, await deliverTranslation({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.confirmTranslation, async (call) =>
      tagged(call, await confirmTranslation({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.reviewTranslation, async (call) =>
      tagged(call, await reviewTranslation({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
  ];
}
