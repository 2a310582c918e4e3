import { IntlMessageFormat } from 'intl-messageformat';
import { messages } from './messages.ts';

/** Interface languages that are complete. Chinese is the language of record. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** How a page says its language, and the side that it is read from. */
export const languageFacts: Readonly<Record<Language, { readonly tag: string; readonly direction: 'ltr' | 'rtl' }>> = {
  zh: { tag: 'zh-CN', direction: 'ltr' },
  en: { tag: 'en', direction: 'ltr' },
};

/** Whether a text names a language of the interface. */
export function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((language) => language === text);
}

export type WordParams = Readonly<Record<string, string | number | boolean | null>>;

export type Words = {
  readonly language: Language;
  /** The text of a key with its parameters; the key itself where it has no text (a law finds such keys). */
  text(key: string, params?: WordParams): string;
  has(key: string): boolean;
};

const formats = new Map<string, IntlMessageFormat>();

function formatOf(language: Language, key: string, message: string): IntlMessageFormat {
  const name = `${language}\u0000${key}`;
  const known = formats.get(name);
  if (known) return known;
  const made = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
  formats.set(name, made);
  return made;
}

/** The words of one language: refusal and field texts, labels, notices. */
export function wordsIn(language: Language): Words {
  const table = messages[language];
  return {
    language,
    has: (key) => Object.hasOwn(table, key),
    text: (key, params = {}) => {
      const message = table[key];
      return message === undefined ? key : String(formatOf(language, key, message).format(params));
    },
  };
}

/** Picks the language of an `Accept-Language` header; Chinese where nothing known is asked for. */
export function languageFrom(header: string | undefined): Language {
  for (const part of (header ?? '').split(',')) {
    const tag = part.trim().slice(0, 2).toLowerCase();
    if (isLanguage(tag)) return tag;
  }
  return 'zh';
}
