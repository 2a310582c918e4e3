import { translationLanguages } from '@karez/contract/catalog/translation';
import { isRefusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { StepNeeds } from '../revision/record-step.ts';
import type { Revision } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { saveSheet } from './save-sheet.ts';
import { sourceTexts, type SourceText } from './source-text.ts';
import { tellTranslation } from './translation-handing.ts';
import { deliver, outdate, stateOf, write, type FieldText, type Stamp, type Translation } from './translation.ts';
import { findTranslation } from './translation-store.ts';

/** The provider's own Uyghur name and summary (field 27 of the guide), handed over with the version that it stands in. */
function broughtAlong({ content }: Revision): Readonly<Record<string, string>> {
  return { name: content.nameUg?.trim() ?? '', abstract: content.abstractUg?.trim() ?? '' };
}

/** A text that the version brings fills what is missing or stale; it never replaces what the language editors work on or passed. */
function adopted(
  before: FieldText | undefined,
  source: SourceText,
  { text, stamp }: { text: string; stamp: Stamp },
): FieldText | undefined {
  const isFree = before === undefined || (stateOf(before) === 'stale' && before.text !== text);
  if (text === '' || !isFree) return before;
  const written = write(before, { field: source.field, text, zh: source.zh, stamp });
  const delivered = isRefusal(written) ? written : deliver(written);
  return isRefusal(delivered) ? before : delivered;
}

function outdated(text: FieldText | undefined, { zh }: SourceText): FieldText | undefined {
  if (text === undefined || text.sourceZh === zh) return text;
  const next = outdate(text);
  return isRefusal(next) ? text : next;
}

function carried(
  { language, texts }: Translation,
  { live, sources, stamp }: { live: Revision; sources: readonly SourceText[]; stamp: Stamp },
): Map<string, FieldText> {
  const brought = language === 'ug' ? broughtAlong(live) : {};
  const next = new Map(texts);
  for (const source of sources) {
    const { field } = source;
    const text = adopted(outdated(texts.get(field), source), source, { text: brought[field] ?? '', stamp });
    if (text !== undefined) next.set(field, text);
  }
  return next;
}

/**
 * Takes the translations of an entry along into a version that comes into force, in its transaction: where the Chinese of a field changed, the
 * text is stale and somebody is asked; all other texts stay what they were.
 */
export async function carryTranslations(tx: Transaction, needs: StepNeeds, { file, by }: { file: EntryFile; by: string }): Promise<void> {
  const { entry, live } = file;
  const [author] = live?.authors ?? [];
  if (live === null || author === undefined) return;
  const { organisationId: orgId, name: organisationName } = entry.provider;
  const stamp: Stamp = { by: author, orgId, organisationName, at: needs.clock.now() };
  const sources = sourceTexts(live);
  for (const language of translationLanguages) {
    const translation = await findTranslation(tx, entry.id, language);
    const texts = carried(translation, { live, sources, stamp });
    if (texts.size === 0) continue;
    const sheet = { file, sources, translation: { ...translation, texts, revision: translation.revision + 1 } };
    await saveSheet(tx, sheet);
    await tellTranslation(tx, needs, { sheet, by });
  }
}
