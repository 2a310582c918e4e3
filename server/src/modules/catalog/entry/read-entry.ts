import type { Entry as EntryAnswer, historySchema } from '@karez/contract/catalog/answers';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { z } from 'zod';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { isInsider, isOwnUnit, seesWorking } from '../catalog-policy.ts';
import { visibleFile } from './entry-file.ts';
import { foldedEdits } from './history.ts';
import { historyOf, type HistoryLine } from './history-store.ts';
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

/** A change to or from a denial would tell in its values what the denial keeps back. */
function touchesDenial(changes: HistoryLine['changes']): boolean {
  return changes.some(({ field, before, after }) => field === 'shareType' && (before === 'denied' || after === 'denied'));
}

/** Whether the change of an item may tell what a denied item keeps back; what was cut, and cannot be read any more, may. */
function touchesDeniedItem({ field, before, after }: HistoryLine['changes'][number]): boolean {
  return field.startsWith('items/') && [before, after].some((text) => text.includes('"denied"') || (text !== '' && !text.endsWith('}')));
}

/** The changes of a line as everyone may read them. */
function openChanges(changes: HistoryLine['changes']): HistoryLine['changes'] {
  return touchesDenial(changes) ? [] : changes.filter((change) => !touchesDeniedItem(change));
}

/** What happened to an entry, as far as the actor may know it; offices and roles, no persons; the saves of one editing as one step. */
export async function readHistory({ reader }: Pick<ReadNeeds, 'reader'>, asked: Asked): Promise<z.infer<typeof historySchema> | Refusal> {
  const file = await visibleFile(reader, asked);
  if (isRefusal(file)) return file;
  const insider = isInsider(asked.actor, file);
  const lines = foldedEdits(await historyOf(reader, asked.entryId)).filter((line) => tellsTo(asked.actor, file, line));
  return {
    items: lines.map(({ at, revisionNo, action, organisationName, role, opinion, changes }) => ({
      at: at.toISOString(),
      revisionNo,
      action,
      organisation: organisationName,
      role,
      opinion: insider ? opinion : null,
      changes: [...(insider ? changes : openChanges(changes))],
    })),
  };
}
