import type { Language } from '@karez/contract/wording';

/** What something is called beside its Chinese name; null: nothing yet. */
export type OtherNames = { readonly nameUg: string | null; readonly nameEn: string | null };

/** The name in the reader's language and the language it is in: Chinese for readers of Chinese, and where there is no other. */
export function nameIn(
  language: Language,
  chinese: string,
  others: OtherNames | undefined,
): { readonly text: string; readonly language: Language } {
  const other = { zh: null, ug: others?.nameUg, en: others?.nameEn }[language];
  return other ? { text: other, language } : { text: chinese, language: 'zh' };
}
