import {
  formatTypesOf,
  updateCycleSchema,
  formatClassSchema,
  dataTypeSchema,
  type FormatClass,
  type Item,
  type UpdateCycle,
} from '@karez/contract/catalog/content';

import { foldWidth, nameKey } from '#platform/tables/cell-text';
import { bySpelling, lookUp, type Normalised } from '#platform/tables/spelling';

import spellings from './value-spellings.json' with { type: 'json' };

/** Whether an entry is open to the public and on which condition, as its publisher wrote it. */
export type OpenTerms = { readonly openToPublic: boolean; readonly openConditions: string };

/** A format as far as its spelling states it: several types of different classes leave the class to the department. */
export type Format = { readonly formatClass: FormatClass | null; readonly formatType: string | null; readonly formatOther: string | null };

const cycles = bySpelling<UpdateCycle>(spellings.updateCycle, (name) => updateCycleSchema.parse(name));
const cycleRemark = /\(更新说明:[^()]*\)$/u;

/** 更新周期 (law.md §7.4); a remark in brackets about why nothing changed lately is no part of the cycle. */
export function normaliseUpdateCycle(raw: string): Normalised<UpdateCycle> {
  return lookUp(cycles, nameKey(raw).replace(cycleRemark, ''), raw);
}

const openings = bySpelling(spellings.open, (name) => name);

/** 开放条件 of an open-data listing → 是否向社会开放 and the condition's words. It says nothing about sharing. */
export function normaliseOpenTerms(raw: string): Normalised<OpenTerms> {
  const kind = openings.get(nameKey(raw).replace(/。$/u, ''));
  if (kind === undefined) return { unknown: raw };
  return { value: { openToPublic: kind !== 'closed', openConditions: kind === 'withCondition' ? foldWidth(raw) : '' } };
}

const openFlags = bySpelling(spellings.openFlag, (name) => name === 'true');

/** 是否向社会开放 of the guide's workbook: yes or no in its usual spellings. */
export function normaliseOpenFlag(raw: string): Normalised<boolean> {
  return lookUp(openFlags, nameKey(raw), raw);
}

const itemTypes = bySpelling<NonNullable<Item['dataType']>>(spellings.itemType, (name) => dataTypeSchema.parse(name));

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

const classWords = bySpelling<FormatClass>(spellings.format.classes, (name) => formatClassSchema.parse(name));
const restWords: ReadonlySet<string> = new Set(spellings.format.restOfClass);
const tokens: ReadonlyMap<string, Token> = new Map([
  ...[...classWords].map(([word, formatClass]) => [word, { formatClass, formatType: null, label: word, isClassOnly: true }] as const),
  ...Object.entries(spellings.format.types).flatMap(([name, types]) => [...typeTokens(formatClassSchema.parse(name), types)]),
  ...[...bySpelling(spellings.format.ofClassOnly, (name) => formatClassSchema.parse(name))].map(
    ([word, formatClass]) => [word, { formatClass, formatType: null, label: word, isClassOnly: false }] as const,
  ),
  ...spellings.format.ofNoClass.map((word) => [word, { formatClass: null, formatType: null, label: word, isClassOnly: false }] as const),
]);

function typeTokens(formatClass: FormatClass, types: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, Token> {
  const known: readonly string[] = formatTypesOf[formatClass];
  return bySpelling(types, (type) => ({ formatClass, formatType: known.includes(type) ? type : null, label: type, isClassOnly: false }));
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
