import type { Entry as EntryAnswer, historySchema } from '@karez/contract/catalog/answers';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { z } from 'zod';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { isInsider, isOwnUnit, seesWorking } from '../catalog-policy.ts';
import { shownChanges } from '../denial/shown-history.ts';
import { deniedNumbers } from '../denial/shown-items.ts';
import { visibleFile } from './entry-file.ts';
import { isSaidInTheHouse, netStep, tells } from './history.ts';
import { historyBefore, typesOfRevisions } from './history-store.ts';
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
  'provider-ended',
  'adjustment-agreed',
  'adjustment-upheld',
];

/** What of a history the actor may know: the unit all, everyone what came into force, the authority nothing of a draft that it does not see. */
function toldTo(actor: Actor, file: EntryFile): { words: readonly string[] | null; hiddenNo: number | null } {
  if (isOwnUnit(actor, file)) return { words: null, hiddenNo: null };
  if (!isInsider(actor, file)) return { words: publicWords, hiddenNo: null };
  return { words: null, hiddenNo: file.working !== null && !seesWorking(actor, file) ? file.working.no : null };
}

const stepNo = /^[1-9][0-9]{0,8}$/u;
type HistoryAsked = Asked & { readonly cursor?: string | undefined; readonly limit: number };

/**
 * What happened to an entry, as far as the actor may know it; offices and roles, no persons; the saves of one editing as one step. A page is the latest
 * steps before the cursor, oldest first.
 */
export async function readHistory(
  { reader }: Pick<ReadNeeds, 'reader'>,
  asked: HistoryAsked,
): Promise<z.infer<typeof historySchema> | Refusal> {
  const file = await visibleFile(reader, asked);
  if (isRefusal(file)) return file;
  const { actor, entryId, cursor, limit } = asked;
  const insider = isInsider(actor, file);
  const ofTheHouse = isOwnUnit(actor, file);
  const live = { shareType: file.live?.content.shareType ?? null, deniedNos: file.live ? deniedNumbers(file.live.content) : [] };
  const told = { versions: insider ? [] : await typesOfRevisions(reader, entryId), live };
  const before = cursor !== undefined && stepNo.test(cursor) ? Number(cursor) : null;
  const found = await historyBefore(reader, { entryId, ...toldTo(actor, file), before, limit: limit + 1 });
  const page = found.slice(0, limit);
  const steps = page.toReversed().map(netStep).filter(tells);
  return {
    items: steps.map(({ at, revisionNo, action, organisationName, role, opinion, changes, afterSignature }) => ({
      at: at.toISOString(),
      revisionNo,
      action,
      organisation: organisationName,
      role,
      opinion: insider && (ofTheHouse || !isSaidInTheHouse({ action, role, afterSignature })) ? opinion : null,
      changes: insider ? [...changes] : shownChanges({ revisionNo, changes }, told),
    })),
    next: found.length > limit ? String(page.at(-1)?.no) : null,
  };
}
