import type { EditionLine, ParallelTexts } from '@karez/contract/catalog/edition';
import { translationLanguages, type TranslationLanguage } from '@karez/contract/catalog/translation';
import { canonicalJson } from '@karez/kit/canonical-json';
import { sm3 } from '@karez/kit/crypto/sm3';
import { readingOf, type Legible } from '../translation/translation.ts';
import type { EditionNumber } from './edition.ts';

/** Texts of one entry in one language by their field, as the language editors have them. */
export type EntryTexts = ReadonlyMap<string, Legible>;
/** The reviewed texts of a line. */
export type LineTexts = { readonly entryId: string; readonly texts: ParallelTexts };
/** An edition in one language: the lines that have anything in it, in the order of the print. */
export type EditionTexts = { readonly language: TranslationLanguage; readonly lines: readonly LineTexts[]; readonly wholeCount: number };
/** A line and the numbers of its denied items, by which their translations are kept. */
export type StandingLine = { readonly line: EditionLine; readonly deniedNos: readonly number[] };

type Place = { readonly field: string; readonly zh: string };
type Places<T> = Record<'name' | 'useConditions' | 'denialReason', T> &
  Record<'conditions' | 'deniedItems' | 'deniedReasons', readonly T[]>;

/** The Chinese of a line that has a translation, each with its field, in the order of `ParallelTexts`. */
function chineseOf({ line, deniedNos }: StandingLine): Places<Place> {
  const items = line.deniedItems ?? [];
  return {
    name: { field: 'name', zh: line.name },
    conditions: line.conditions.map((zh, at) => ({ field: `conditions/${at + 1}`, zh })),
    useConditions: { field: 'useConditions', zh: line.useConditions },
    denialReason: { field: 'denialReason', zh: line.denialReason ?? '' },
    deniedItems: items.map(({ name: zh }, at) => ({ field: `items/${deniedNos[at]}/name`, zh })),
    deniedReasons: items.map(({ reason: zh }, at) => ({ field: `items/${deniedNos[at]}/denial`, zh })),
  };
}

/** What an edition prints of a line in another language: what somebody reviewed to exactly this Chinese, and nothing else. */
export function parallelTexts(standing: StandingLine, texts: EntryTexts): ParallelTexts {
  const reviewed = ({ field, zh }: Place): string | null => {
    const text = texts.get(field);
    const reading = text && readingOf(text, zh);
    return reading?.mark === 'reviewed' ? reading.text : null;
  };
  const { name, conditions, useConditions, denialReason, deniedItems, deniedReasons } = chineseOf(standing);
  const reasons = deniedReasons.map(reviewed);
  return {
    name: reviewed(name),
    conditions: conditions.map(reviewed),
    useConditions: reviewed(useConditions),
    denialReason: reviewed(denialReason),
    deniedItems: deniedItems.map(reviewed),
    // Absent while none was reviewed, as in editions of before such reasons were translated.
    ...(reasons.every((reason) => reason === null) ? {} : { deniedReasons: reasons }),
  };
}

function flat<T>({ name, conditions, useConditions, denialReason, deniedItems, deniedReasons }: Places<T>): T[] {
  return [name, ...conditions, useConditions, denialReason, ...deniedItems, ...deniedReasons];
}

const placesOf = (texts: ParallelTexts): Places<string | null> => ({ ...texts, deniedReasons: texts.deniedReasons ?? [] });
const saysAnything = (texts: ParallelTexts): boolean => flat(placesOf(texts)).some((text) => text !== null);

/** Whether every Chinese text of the line has its translation. */
export function isWhole(standing: StandingLine, texts: ParallelTexts): boolean {
  const said = flat(placesOf(texts));
  return flat(chineseOf(standing)).every(({ zh }, at) => zh.trim() === '' || typeof said[at] === 'string');
}

/** The parallel versions of an edition; a language in which nothing was reviewed has none. */
export function editionTexts(
  lines: readonly StandingLine[],
  textsOf: (language: TranslationLanguage, entryId: string) => EntryTexts,
): EditionTexts[] {
  return translationLanguages.flatMap((language) => {
    const translated = lines.map((standing) => {
      const { entryId } = standing.line;
      const texts = parallelTexts(standing, textsOf(language, entryId));
      return { entryId, texts, whole: isWhole(standing, texts) };
    });
    const begun = translated.filter(({ texts }) => saysAnything(texts));
    if (begun.length === 0) return [];
    const said = begun.map(({ entryId, texts }) => ({ entryId, texts }));
    return [{ language, lines: said, wholeCount: begun.filter(({ whole }) => whole).length }];
  });
}

/** Whether two editions say the same in the other languages. */
export function sameTexts(now: readonly EditionTexts[], former: readonly EditionTexts[]): boolean {
  const told = (editions: readonly EditionTexts[]) =>
    canonicalJson(
      editions
        .flatMap(({ language, lines }) => lines.map(({ entryId, texts }) => ({ language, entryId, texts })))
        .toSorted((one, other) => (`${one.language} ${one.entryId}` < `${other.language} ${other.entryId}` ? -1 : 1)),
    );
  return told(now) === told(former);
}

/** SM3, in hexadecimal, of an edition in one language: it names the digest of the Chinese, so it belongs to that text and no other. */
export function sealedTexts(number: EditionNumber & { readonly digest: string }, { language, lines }: EditionTexts): string {
  const { regionCode, year, no, issuedOn, digest } = number;
  return sm3(Buffer.from(canonicalJson({ regionCode, year, no, issuedOn, chinese: digest, language, lines: [...lines] }), 'utf8')).toString(
    'hex',
  );
}
