import type { Entry as EntryAnswer, historySchema } from '@karez/contract/catalog/answers';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { z } from 'zod';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { isInsider, isOwnUnit, seesWorking } from '../catalog-policy.ts';
import { shownChanges } from '../denial/shown-history.ts';
import { deniedNumbers } from '../denial/shown-items.ts';
import { visibleFile } from './entry-file.ts';
import { foldedEdits } from './history.ts';
import { historyOf, typesOfRevisions, type HistoryLine } from './history-store.ts';
import { answerFor, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';

type ReadNeeds = { readonly reader: Reader } & Pick<StepNeeds, 'clock' | 'config'>;
type Asked = { readonly actor: Actor; readonly entryId: string };

/** One entry with everything that the actor may see of it. */
export async function readEntry(needs: ReadNeeds, asked: Asked): Promise<EntryAnswer | Refusal> {
  const file = await visibleFile(needs.reader, asked);
  return isRefusal(file) ? file : answerFor(needs.reader, needs, { actor: asked.actor, file });
}

/** Steps that tell everyone something: an entry came into force. What led there is for the unit and its authority. */
const publicWords: readonly string[] = [
  'published',
  'denial-upheld',
  'imported',
  'import-changed',
  'import-undone',
  'transferred',
  'provider-renamed',
  'adjustment-agreed',
  'adjustment-upheld',
];

function tellsTo(actor: Actor, file: EntryFile, line: HistoryLine): boolean {
  if (isOwnUnit(actor, file)) return true;
  if (!isInsider(actor, file)) return publicWords.includes(line.action);
  const isOfDraft = file.working !== null && line.revisionNo === file.working.no;
  return !isOfDraft || seesWorking(actor, file);
}

/** What happened to an entry, as far as the actor may know it; offices and roles, no persons; the saves of one editing as one step. */
export async function readHistory({ reader }: Pick<ReadNeeds, 'reader'>, asked: Asked): Promise<z.infer<typeof historySchema> | Refusal> {
  const file = await visibleFile(reader, asked);
  if (isRefusal(file)) return file;
  const insider = isInsider(asked.actor, file);
  const live = { shareType: file.live?.content.shareType ?? null, deniedNos: file.live ? deniedNumbers(file.live.content) : [] };
  const told = { versions: insider ? [] : await typesOfRevisions(reader, asked.entryId), live };
  const lines = foldedEdits(await historyOf(reader, asked.entryId)).filter((line) => tellsTo(asked.actor, file, line));
  return {
    items: lines.map(({ at, revisionNo, action, organisationName, role, opinion, changes }) => ({
      at: at.toISOString(),
      revisionNo,
      action,
      organisation: organisationName,
      role,
      opinion: insider ? opinion : null,
      changes: insider ? [...changes] : shownChanges({ revisionNo, changes }, told),
    })),
  };
}
