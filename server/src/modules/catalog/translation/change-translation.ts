import { recordEvidence } from '#modules/audit/append';
import { organisationById, type Actor } from '#modules/identity';
import type { Translation as TranslationAnswer, TranslationLanguage } from '@karez/contract/catalog/translation';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader, Transaction } from '#platform/database';
import { actedBy } from '#platform/caller';
import { fileOf, filesOf, type EntryCommand } from '../entry/entry-file.ts';
import { findEntries, findEntry, lockEntry } from '../entry/entry-store.ts';
import { isListed, type Entry } from '../entry/entry.ts';
import { sees } from '../catalog-policy.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import type { Revision } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { tellTranslation } from './translation-handing.ts';
import { saveSheet } from './save-sheet.ts';
import { sourceTexts, type SourceText } from './source-text.ts';
import { changedUnless, type FieldText, type Stamp, type Translation } from './translation.ts';
import { findTranslation, findTranslations } from './translation-store.ts';
import { translationView } from './translation-view.ts';

/** What every verb on a translation is told. */
export type TranslationCommand = EntryCommand & { readonly language: TranslationLanguage };

/** A translation beside the Chinese in force. */
export type Sheet = { readonly file: EntryFile; readonly sources: readonly SourceText[]; readonly translation: Translation };

/** The version of a file that is translated, where the actor may see it. */
function translatedVersion(actor: Actor, file: EntryFile): Revision | Refusal {
  if (!sees(actor, file)) return refuse('catalog.entry.not-found');
  const { live } = file;
  // An imported entry that nobody has claimed is no version in force, and a retired one is not in the catalogue.
  return live === null || live.state === 'imported' || !isListed(file.entry) ? refuse('catalog.translation.not-in-force') : live;
}

async function sheetOf(
  reader: Reader,
  entry: Entry | undefined,
  { actor, language }: Pick<TranslationCommand, 'actor' | 'language'>,
): Promise<Sheet | Refusal> {
  if (!entry) return refuse('catalog.entry.not-found');
  const file = await fileOf(reader, entry);
  const live = translatedVersion(actor, file);
  if (isRefusal(live)) return live;
  return { file, sources: sourceTexts(live), translation: await findTranslation(reader, live.entryId, language) };
}

/** The translations of some entries, those that the caller may see, in the order in which they are asked for: read together. */
export async function visibleSheets(
  reader: Reader,
  { actor, language, entryIds }: Pick<TranslationCommand, 'actor' | 'language'> & { readonly entryIds: readonly string[] },
): Promise<Sheet[]> {
  const files = await filesOf(reader, await findEntries(reader, entryIds));
  const translationOf = await findTranslations(
    reader,
    files.map(({ entry }) => entry.id),
    language,
  );
  return files.flatMap((file) => {
    const live = translatedVersion(actor, file);
    return isRefusal(live) ? [] : [{ file, sources: sourceTexts(live), translation: translationOf(live.entryId) }];
  });
}

/** The translation of an entry that the caller may see, beside its Chinese. */
export async function visibleSheet(
  reader: Reader,
  command: Pick<TranslationCommand, 'actor' | 'language' | 'entryId'>,
): Promise<Sheet | Refusal> {
  return sheetOf(reader, await findEntry(reader, command.entryId), command);
}

/** What happens to one field: its text of before and the Chinese in force, to its text from now on or none. */
export type FieldChange = (
  before: FieldText | undefined,
  given: { readonly source: SourceText; readonly stamp: Stamp; readonly sheet: Sheet },
) => FieldText | undefined | Refusal;

/** A change of a translation: which fields, who may, and what becomes of each. */
export type Change = {
  /** Route id, as evidence names it. */
  readonly action: string;
  readonly fields: readonly string[];
  readonly permitted: (actor: Actor, sheet: Sheet) => true | Refusal;
  readonly change: FieldChange;
};

function changedTexts(sheet: Sheet, { fields, change }: Change, stamp: Stamp): Map<string, FieldText> | Refusal {
  const { sources, translation } = sheet;
  const texts = new Map(translation.texts);
  const chinese = new Map(sources.map((source) => [source.field, source]));
  for (const field of fields) {
    const source = chinese.get(field);
    if (!source) return refuse('catalog.translation.field-unknown', { field });
    const next = change(texts.get(field), { source, stamp, sheet });
    if (next === undefined) texts.delete(field);
    else if (isRefusal(next)) return next;
    else texts.set(field, next);
  }
  return texts;
}

async function stampFor(tx: Transaction, { clock }: StepNeeds, actor: Actor): Promise<Stamp | Refusal> {
  const organisation = actor.orgId === null ? undefined : await organisationById(tx, actor.orgId);
  if (actor.orgId === null || !organisation) return refuse('catalog.entry.not-found');
  return { by: actor.id, orgId: actor.orgId, organisationName: organisation.name, at: clock.now() };
}

/** Changes fields of a translation, all or none, over the revision that the caller read; readers find the new texts at once. */
export async function changeTranslation(
  needs: StepNeeds,
  command: TranslationCommand,
  asked: Change,
): Promise<TranslationAnswer | Refusal> {
  const { actor, origin } = command;
  return needs.database.transaction(async (tx) => {
    const sheet = await sheetOf(tx, await lockEntry(tx, command.entryId), command);
    if (isRefusal(sheet)) return sheet;
    const permitted = asked.permitted(actor, sheet);
    if (isRefusal(permitted)) return permitted;
    const changed = changedUnless(sheet.translation, command.ifMatch);
    if (changed) return changed;
    const stamp = await stampFor(tx, needs, actor);
    if (isRefusal(stamp)) return stamp;
    const texts = changedTexts(sheet, asked, stamp);
    if (isRefusal(texts)) return texts;

    const next: Sheet = { ...sheet, translation: { ...sheet.translation, texts, revision: sheet.translation.revision + 1 } };
    await saveSheet(tx, next);
    await recordEvidence(tx, {
      at: stamp.at,
      actor: actedBy(actor),
      action: asked.action,
      outcome: { result: 'done' },
      object: { kind: 'catalog.translation', id: sheet.file.entry.id, revision: next.translation.revision },
      origin,
      payload: null,
      facts: { language: command.language, fieldCount: asked.fields.length },
    });
    await tellTranslation(tx, needs, { sheet: next, by: actor.id });
    return translationView(tx, actor, next);
  });
}
