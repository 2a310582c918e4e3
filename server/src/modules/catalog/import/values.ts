import {
  formatTypesOf,
  updateCycleSchema,
  formatClassSchema,
  dataTypeSchema,
  type FormatClass,
  type Item,
  type UpdateCycle,
} from '@karez/contract/catalog/content';

import { foldWidth, nameKey, type Cell } from './cell-text.ts';
import spellings from './value-spellings.json' with { type: 'json' };

/** A value of the code lists, or the spelling as found when it states none of them: unknown is counted, never guessed. */
export type Normalised<T> = { readonly value: T } | { readonly unknown: string };

/** Whether an entry is open to the public and on which condition, as its publisher wrote it. */
export type OpenTerms = { readonly openToPublic: boolean; readonly openConditions: string };

/** A format as far as its spelling states it: several types of different classes leave the class to the department. */
export type Format = { readonly formatClass: FormatClass | null; readonly formatType: string | null; readonly formatOther: string | null };

function invert<T>(table: Readonly<Record<string, readonly string[]>>, parse: (name: string) => T): ReadonlyMap<string, T> {
  return new Map(Object.entries(table).flatMap(([name, words]) => words.map((word) => [nameKey(word), parse(name)] as const)));
}

function lookUp<T>(table: ReadonlyMap<string, T>, key: string, raw: string): Normalised<T> {
  const value = table.get(key);
  return value === undefined ? { unknown: raw } : { value };
}

const cycles = invert<UpdateCycle>(spellings.updateCycle, (name) => updateCycleSchema.parse(name));
const cycleRemark = /\(更新说明:[^)]*\)$/u;

/** 更新周期 (law.md §7.4); a remark in brackets about why nothing changed lately is no part of the cycle. */
export function normaliseUpdateCycle(raw: string): Normalised<UpdateCycle> {
  return lookUp(cycles, nameKey(raw).replace(cycleRemark, ''), raw);
}

const openings = invert(spellings.open, (name) => name);

/** 开放条件 of an open-data listing → 是否向社会开放 and the condition's words. It says nothing about sharing. */
export function normaliseOpenTerms(raw: string): Normalised<OpenTerms> {
  const kind = openings.get(nameKey(raw).replace(/。$/u, ''));
  if (kind === undefined) return { unknown: raw };
  return { value: { openToPublic: kind !== 'closed', openConditions: kind === 'withCondition' ? foldWidth(raw) : '' } };
}

const openFlags = invert(spellings.openFlag, (name) => name === 'true');

/** 是否向社会开放 of the guide's workbook: yes or no in its usual spellings. */
export function normaliseOpenFlag(raw: string): Normalised<boolean> {
  return lookUp(openFlags, nameKey(raw), raw);
}

const itemTypes = invert<NonNullable<Item['dataType']>>(spellings.itemType, (name) => dataTypeSchema.parse(name));

/** 数据类型 of an item: the guide's letter, its name, or both. */
export function normaliseItemType(raw: string): Normalised<NonNullable<Item['dataType']>> {
  return lookUp(itemTypes, nameKey(raw), raw);
}

/** A count written with digits only, full-width or grouped by commas too. */
export function normaliseCount(raw: string): Normalised<number> {
  const digits = foldWidth(raw).replaceAll(/[,,](?=\d{3}(?:\D|$))/gu, '');
  return /^\d{1,15}$/u.test(digits) ? { value: Number(digits) } : { unknown: raw };
}

/** `label` is the word for a list; a word that only names the class describes nothing further. */
type Token = {
  readonly formatClass: FormatClass | null;
  readonly formatType: string | null;
  readonly label: string;
  readonly isClassOnly: boolean;
};

const classWords = invert<FormatClass>(spellings.format.classes, (name) => formatClassSchema.parse(name));
const restWords: ReadonlySet<string> = new Set(spellings.format.restOfClass);
const tokens: ReadonlyMap<string, Token> = new Map([
  ...[...classWords].map(([word, formatClass]) => [word, { formatClass, formatType: null, label: word, isClassOnly: true }] as const),
  ...Object.entries(spellings.format.types).flatMap(([name, types]) => [...typeTokens(formatClassSchema.parse(name), types)]),
  ...[...invert(spellings.format.ofClassOnly, (name) => formatClassSchema.parse(name))].map(
    ([word, formatClass]) => [word, { formatClass, formatType: null, label: word, isClassOnly: false }] as const,
  ),
  ...spellings.format.ofNoClass.map((word) => [word, { formatClass: null, formatType: null, label: word, isClassOnly: false }] as const),
]);

function typeTokens(formatClass: FormatClass, types: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, Token> {
  const known: readonly string[] = formatTypesOf[formatClass];
  return invert(types, (type) => ({ formatClass, formatType: known.includes(type) ? type : null, label: type, isClassOnly: false }));
}

/** A format word, a list of them in any notation, or “class-type” pairs → the guide's class and type as far as they are stated. */
export function normaliseFormat(raw: string): Normalised<Format | null> {
  const words = nameKey(raw)
    .replaceAll(/[[\]'"]/gu, '')
    .split(/[,、;|/]+/u)
    .filter((word) => word !== '');
  const read = words.map(readFormatWord);
  const known = read.filter((token) => token !== undefined);
  if (known.length < read.length) return { unknown: raw };
  return { value: joinFormats(known) };
}

function readFormatWord(word: string): Token | undefined {
  const whole = tokens.get(word);
  if (whole) return whole;
  const [, first = '', type = ''] = /^([^-:]+)[-:](.+)$/u.exec(word) ?? [];
  const formatClass = classWords.get(first);
  if (!formatClass) return undefined;
  if (restWords.has(type)) return { formatClass, formatType: null, label: first, isClassOnly: true };
  const inner = tokens.get(type);
  // “接口:json”: the first word states the class, the second only describes it.
  const isOther = inner !== undefined && inner.formatClass !== formatClass;
  return isOther ? { formatClass, formatType: null, label: inner.label, isClassOnly: false } : inner;
}

function joinFormats(known: readonly Token[]): Format | null {
  const [first] = known;
  if (!first) return null;
  const isOneClass = known.every((token) => token.formatClass === first.formatClass);
  const formatClass = isOneClass ? first.formatClass : null;
  if (known.length === 1 && (first.formatType || first.isClassOnly))
    return { formatClass, formatType: first.formatType, formatOther: null };
  const labels = [...new Set(known.map(({ label }) => label))];
  return { formatClass, formatType: null, formatOther: labels.join('、').slice(0, 200) };
}

/** A calendar day, an unknown spelling, or a day before 1900, which spreadsheets cannot hold and catalogues do not have. */
export type NormalisedDay = Normalised<string> | { readonly tooEarly: true };

const dayForms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?$/iu,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?: \d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?$/u,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/u,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/u,
  /^(\d{4})(\d{2})(\d{2})$/u,
];
const serialDayMax = 2_958_465;
const dayMilliseconds = 86_400_000;

/** A date in one of the usual forms or as a spreadsheet's serial number → `YYYY-MM-DD`. A bare year or month is unknown. */
export function normaliseDay({ text, serial }: Cell): NormalisedDay {
  const folded = foldWidth(text);
  if (serial !== null && !/^\d{8}$/u.test(folded)) return fromSerial(serial, text);
  const match = dayForms.map((form) => form.exec(folded)).find((found) => found !== null);
  return match ? fromParts([Number(match[1]), Number(match[2]), Number(match[3])], text) : { unknown: text };
}

function fromParts([year, month, day]: readonly [number, number, number], raw: string): NormalisedDay {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  if (!isReal && year > 99) return { unknown: raw };
  if (year < 1900) return { tooEarly: true };
  return year > 2100 ? { unknown: raw } : { value: at.toISOString().slice(0, 10) };
}

function fromSerial(serial: number, raw: string): NormalisedDay {
  if (serial < 1) return { tooEarly: true };
  // 1900–2100 is far likelier a year than a day of 1905; day 60 is 29 February 1900, which never was.
  const isYear = Number.isInteger(serial) && serial >= 1900 && serial <= 2100;
  if (serial >= serialDayMax || isYear || Math.floor(serial) === 60) return { unknown: raw };
  const days = Math.floor(serial) - (serial > 60 ? 1 : 0);
  const at = new Date(Date.UTC(1899, 11, 31) + days * dayMilliseconds);
  return at.getUTCFullYear() > 2100 ? { unknown: raw } : { value: at.toISOString().slice(0, 10) };
}
