import type { Language } from '@karez/contract/wording';
import type { Speech } from './speech.ts';

/** One file for each language: whoever reads Chinese never fetches the others. */
const files: Readonly<Record<Language, () => Promise<Speech>>> = {
  zh: async () => (await import('./zh.ts')).zh,
  ug: async () => (await import('./ug.ts')).ug,
  en: async () => (await import('./en.ts')).en,
};

/** Fetches a language, once. Fails where the platform cannot be reached. */
export function fetchSpeech(language: Language): Promise<Speech> {
  return files[language]();
}
