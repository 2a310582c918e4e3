import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import type { EntryContent } from '@karez/contract/catalog/content';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import { maySubmit } from '../catalog-policy.ts';
import { unknownCategories } from '../entry/category-store.ts';
import { whatIsMissing, type Surroundings } from '../entry/completeness.ts';
import { itemsEverPublished } from '../entry/content-store.ts';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import { unknownResourceCodes } from '../entry/entry-store.ts';
import { citeBases } from '../revision-case/resting.ts';
import { refreshFindings, type ComparingNeeds } from '../finding/compare-draft.ts';
import { handOn } from './handing-on.ts';
import { reusedNumbers } from '../entry/item.ts';
import { answerFor, recordStep, risen } from './record-step.ts';
import { saveRevision } from './revision-store.ts';
import { submit } from './revision.ts';

/** What the rules of completeness must know beyond the content. */
export async function surroundingsOf(reader: Reader, entryId: string, content: EntryContent): Promise<Surroundings> {
  const codes = [...(content.category === null ? [] : [content.category]), ...content.otherCategories];
  return {
    unknownCategories: await unknownCategories(reader, codes),
    unknownCodes: await unknownResourceCodes(reader, content.relatedCodes),
    reusedItemNumbers: reusedNumbers(await itemsEverPublished(reader, entryId), content.items),
  };
}

/** Hands the draft to the unit's reviewer; refuses an incomplete one with everything that is missing at once (809-13, 809-15). */
export async function submitEntry(
  needs: ComparingNeeds,
  command: EntryCommand & { readonly note: string },
): Promise<EntryAnswer | Refusal> {
  const { actor } = command;
  const index = await needs.index.current();
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = maySubmit(actor, file);
    if (isRefusal(permitted)) return permitted;
    const { entry, working } = file;
    if (working === null || actor.orgId === null) return refuse('catalog.entry.not-found');

    const { content } = working;
    const missing = whatIsMissing(content, await surroundingsOf(tx, entry.id, content));
    if (missing.length > 0) return refuse('catalog.entry.incomplete', { count: missing.length }, missing);
    const at = needs.clock.now();
    const uncitable = await citeBases(tx, { entryId: entry.id, stage: 'revision', content, at });
    if (uncitable) return uncitable;

    const submitted = submit(working, { by: actor.id, orgId: actor.orgId, at, opinion: command.note });
    if (isRefusal(submitted)) return submitted;
    const next = { ...file, entry: risen(entry), working: submitted };
    await saveRevision(tx, submitted);
    await recordStep(tx, needs, {
      file: next,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.submit-entry',
        word: 'submitted',
        role: 'CATALOG_REGISTRAR',
        opinion: command.note || null,
        changes: [],
      },
    });
    await refreshFindings(tx, needs, { file: next, index, by: actor.id });
    await handOn(tx, needs, { file: next, by: actor.id, dueAt: null });
    return answerFor(tx, needs, { actor, file: next });
  });
}
