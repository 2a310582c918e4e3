import type { Language } from '@karez/contract/wording';
import type { Refusal } from '@karez/kit/refusal';
import { allRegions, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { categories } from '../entry/category-store.ts';
import { categoryNames, searchOf, unknownCursor, type CatalogueQuery } from './find-entries.ts';
import type { LiveIndex } from './live-index.ts';
import { readingOf, spellingOf } from './reading.ts';
import { findIn } from './search-index.ts';
import type { FacetName } from './search.ts';
import { foldForSearch, queryWords } from './search-text.ts';
import { otherWordsFor } from './synonyms.ts';

type Needs = { readonly reader: Reader; readonly index: LiveIndex };
type ListFacetValues = {
  readonly actor: Actor;
  readonly facet: FacetName;
  readonly language: Language;
  readonly query: CatalogueQuery & { readonly named?: string | undefined; readonly cursor?: string | undefined; readonly limit: number };
};
type Value = { readonly value: string; readonly label: string; readonly count: number };
type Page = { items: Value[]; next: string | null; total: number };

/** Every value of one facet, with the same counts as beside what a search found: what the actor may not see counts nowhere and is not named. */
export async function listFacetValues({ reader, index }: Needs, asked: ListFacetValues): Promise<Page | Refusal> {
  const { actor, facet, query } = asked;
  const after = afterOf(query.cursor);
  if (after !== null && 'refused' in after) return after;
  const label = await labels(reader, asked);
  const hits = findIn(await index.current(), { ...searchOf(actor, query), after: null, limit: 1, wholeFacet: facet });
  const isMeant = named(query.named ?? '', facet);
  const all = hits.facets
    .flatMap((one) => (one.facet === facet ? { value: one.value, label: label(one.value, one.label), count: one.count } : []))
    .filter(isMeant);
  const behind = after === null ? all : all.filter((one) => isBehind(one, after));
  const items = behind.slice(0, query.limit);
  const last = items.at(-1);
  return { items, next: behind.length > items.length && last ? cursorOf(last) : null, total: all.length };
}

/** What a value is called where the index does not know it: classifications in the reader's language, regions. */
async function labels(
  reader: Reader,
  { facet, language }: Pick<ListFacetValues, 'facet' | 'language'>,
): Promise<(value: string, label: string) => string> {
  if (facet === 'category') return categoryNames(await categories(reader), language);
  if (facet !== 'region') return (_value, label) => label;
  const names = new Map((await allRegions(reader)).map(({ code, name }) => [code, name]));
  return (value, label) => names.get(value) ?? label;
}

/** Facets whose values are codes that people know. */
const coded: ReadonlySet<FacetName> = new Set(['category', 'region']);

/** Whether a value is meant by the words: each stands in its name or code, under another name or in pinyin too. */
function named(text: string, facet: FacetName): (one: Value) => boolean {
  const forms = queryWords(text).map((word) => ({
    said: [word, ...otherWordsFor(word).map((other) => other.word)],
    spelling: spellingOf(word),
  }));
  return ({ value, label }) => {
    const folded = foldForSearch(coded.has(facet) ? `${label} ${value}` : label);
    return forms.every(
      ({ said, spelling }) => said.some((word) => folded.includes(word)) || spelling?.inAnyWay.test(readingOf(label)) === true,
    );
  };
}

type Place = Pick<Value, 'count' | 'value'>;

/** A cursor is the count and the value of the last one before the page. */
function cursorOf({ count, value }: Place): string {
  return Buffer.from(`${count} ${value}`).toString('base64url');
}

function afterOf(cursor: string | undefined): Place | null | Refusal {
  if (cursor === undefined) return null;
  const { groups } = /^(?<count>\d{1,9}) (?<value>\S+)$/u.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? {};
  return groups ? { count: Number(groups['count']), value: groups['value'] ?? '' } : unknownCursor();
}

function isBehind(one: Place, after: Place): boolean {
  return one.count === after.count ? one.value > after.value : one.count < after.count;
}
