import { translationLanguages, type ReadingMark, type TranslationLanguage } from '@karez/contract/catalog/translation';

type Marked = { readonly text: string; readonly mark: ReadingMark };

/** What readers may read of an entry in one language: name, summary, and the names of its items as far as they are translated. */
export type TranslatedTexts = { readonly name: Marked | null; readonly abstract: Marked | null; readonly items: readonly string[] };
/** The same by language; a language that nobody began is not there. */
export type Translations = Readonly<Partial<Record<TranslationLanguage, TranslatedTexts>>>;

type Named = { readonly nameUg: string; readonly translations: Translations };

/** The entry's names in other languages; the provider's own Uyghur counts as one. */
export function namesIn({ nameUg, translations }: Named): string[] {
  const translated = translationLanguages.map((language) => translations[language]?.name?.text ?? '');
  return [...new Set([nameUg, ...translated])].filter((text) => text !== '');
}

/** Every text of every language, for the index. */
export function everyText(translations: Translations): string[] {
  return translationLanguages.flatMap((language) => {
    const texts = translations[language];
    return texts ? [...[texts.name, texts.abstract].flatMap((marked) => marked?.text ?? []), ...texts.items] : [];
  });
}
