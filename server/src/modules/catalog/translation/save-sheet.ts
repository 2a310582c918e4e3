import type { Transaction } from '#platform/database';
import { saveTranslatedTexts } from '../search/search-store.ts';
import type { TranslatedTexts } from '../search/translated-texts.ts';
import type { Sheet } from './change-translation.ts';
import { countsOf, readingOf } from './translation.ts';
import { saveTranslation } from './translation-store.ts';

/** What search knows of a translation: what readers may read of the fields that are searched in Chinese too. */
function searchedTexts({ sources, translation }: Pick<Sheet, 'sources' | 'translation'>): TranslatedTexts {
  const shown = new Map(
    sources.flatMap(({ field, zh, kept }) => {
      const text = translation.texts.get(field);
      const reading = text && kept !== true && readingOf(text, zh);
      return reading ? [[field, { ...reading, text: reading.text.normalize('NFC') }] as const] : [];
    }),
  );
  const items = [...shown].flatMap(([field, { text }]) => (/^items\/\d+\/name$/u.test(field) ? [text] : []));
  return { name: shown.get('name') ?? null, abstract: shown.get('abstract') ?? null, items };
}

/** Stores a translation with the counts that follow from it, and what is found by it, under the entry's row lock. */
export async function saveSheet(tx: Transaction, { sources, translation }: Pick<Sheet, 'sources' | 'translation'>): Promise<void> {
  const counts = countsOf(
    translation,
    sources.map(({ field }) => field),
  );
  const { entryId, language } = translation;
  await saveTranslation(tx, translation, counts);
  await saveTranslatedTexts(tx, { entryId, language, texts: searchedTexts({ sources, translation }) });
}
