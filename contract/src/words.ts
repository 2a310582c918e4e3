import { messages } from './messages.ts';
import { wordsFrom, type Language, type Words } from './wording.ts';

/** The words of one language, for programs that carry all of them. The portal fetches one language at a time and opens `wording` alone. */
export function wordsIn(language: Language): Words {
  return wordsFrom(messages[language], language);
}
