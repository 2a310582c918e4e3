import { IntlMessageFormat } from 'intl-messageformat';

/** Interface languages that are complete. Chinese is the language of record and alone has legal force (91-7.1.1). */
export const languages = ['zh', 'ug', 'en'] as const;
export type Language = (typeof languages)[number];

type LanguageFacts = {
  /** How a page names its language. */
  readonly tag: string;
  /** The side that it is read from. */
  readonly direction: 'ltr' | 'rtl';
  /** Numbers and plurals: the region reads European digits in every language. */
  readonly locale: string;
  /** A native reader has looked through the words; until then they are offered as a trial and stay inside the portal. */
  readonly reviewed: boolean;
};

export const languageFacts: Readonly<Record<Language, LanguageFacts>> = {
  zh: { tag: 'zh-CN', direction: 'ltr', locale: 'zh', reviewed: true },
  ug: { tag: 'ug', direction: 'rtl', locale: 'ug-u-nu-latn', reviewed: false },
  en: { tag: 'en', direction: 'ltr', locale: 'en', reviewed: true },
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

type Format = {
  readonly message: IntlMessageFormat;
  /** Parameters that choose between texts: they are compared, not shown. */
  readonly choosers: ReadonlySet<string>;
};
type Parts = ReturnType<IntlMessageFormat['getAst']>;

function choosersOf(parts: Parts): string[] {
  return parts.flatMap((part) => {
    if (!('options' in part)) return [];
    const inner = Object.values(part.options).flatMap((option) => choosersOf(option.value));
    return 'pluralType' in part ? inner : [part.value, ...inner];
  });
}

const formats = new Map<string, Format>();

function formatOf(language: Language, key: string, text: string): Format {
  const name = `${language}\u0000${key}`;
  const known = formats.get(name);
  if (known) return known;
  const message = new IntlMessageFormat(text, languageFacts[language].locale, undefined, { ignoreTag: true });
  const made = { message, choosers: new Set(choosersOf(message.getAst())) };
  formats.set(name, made);
  return made;
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Text parameters set apart, so that a Chinese name or a code does not turn the words around it (Unicode TR 9, 2.4). */
function isolated(params: WordParams, choosers: ReadonlySet<string>): WordParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && value !== '' && !choosers.has(name) ? `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}` : value,
    ]),
  );
}

/** A text without the marks that set its parts apart: for a file's name, which is no running text. */
export function withoutIsolates(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/gu, '');
}

/** Every text of one language: one flat table, keys start with the module's name. */
export type Table = Readonly<Record<string, string>>;

/** The words of one language, spoken from its table: refusal and field texts, labels, notices. */
export function wordsFrom(table: Table, language: Language): Words {
  const isMixed = languageFacts[language].direction === 'rtl';
  return {
    language,
    has: (key) => Object.hasOwn(table, key),
    text: (key, params = {}) => {
      const text = table[key];
      if (text === undefined) return key;
      const { message, choosers } = formatOf(language, key, text);
      return String(message.format(isMixed ? isolated(params, choosers) : params));
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
