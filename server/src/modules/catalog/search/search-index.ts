import type { SearchDocument } from './search-document.ts';
import { addLine, emptyTable, linesMissing, missesOf, seenLines, type DocumentTable, type FacetDocument } from './document-table.ts';
import { facetCounts } from './facet-counter.ts';
import { nearWord } from './near.ts';
import { pageOf } from './page.ts';
import type { Posting } from './posting.ts';
import { addHolder, emptyHolders, severalLines, type Holders } from './holders.ts';
import { spelledWord } from './reading.ts';
import type { Search, SearchHits } from './search.ts';
import { otherWordsFor } from './synonyms.ts';
import { beginners, emptyTexts, textNumber, textOf, textsNear, textsSaying, textsSpelled, type TextIndex } from './text-index.ts';

/** The catalogue as search holds it in memory: made from the search documents, thrown away and made again at will. */
export type SearchIndex = {
  readonly texts: TextIndex;
  readonly table: DocumentTable;
  readonly holders: Holders;
};

export type IndexedDocument = FacetDocument &
  Pick<SearchDocument, 'name' | 'nameUg' | 'code' | 'abstract' | 'abstractUg' | 'items' | 'readings'>;

export function emptyIndex(): SearchIndex {
  return { texts: emptyTexts(), table: emptyTable(), holders: emptyHolders() };
}

/** Takes in an entry, new or changed. */
export function putDocument({ texts, table, holders }: SearchIndex, document: IndexedDocument): void {
  const { name, nameUg, code, abstract, abstractUg, providerNames, items, readings } = document;
  const others = [nameUg, code, abstract, abstractUg].filter((text) => text !== '');
  const known = texts.readings.length;
  const numbers = [
    ...[name, ...providerNames, ...items].map((text, at) => textNumber(texts, text, readings[at] ?? '')),
    ...others.map((text) => textNumber(texts, text, '')),
  ];
  const line = addLine(table, document, numbers[0] ?? -1);
  for (const number of new Set(numbers)) addHolder(holders, number, { line, isNew: number >= known });
}

/** How well a line holds a word: 0 not at all; in another form elsewhere or in the name; as it is elsewhere or in the name. */
const level = { otherElsewhere: 1, otherInName: 2, elsewhere: 3, inName: 4 } as const;
/** By level; level 0 stands for a question without words. */
const rankOfLevel = [0, 5, 4, 3, 2] as const;

/** Finds what the reader may see; when nothing at all holds the words, what is near them. */
export function findIn(index: SearchIndex, search: Search): SearchHits {
  const exact = collect(index, search, levelsOf(index, search.words, wordLevels));
  if (search.words.length === 0 || exact.isAny) return { ...exact.hits, closest: false };
  const near = collect(index, search, levelsOf(index, search.words, nearLevels));
  return { ...near.hits, closest: near.isAny };
}

/** For each line the level of that word which it holds worst; null when nothing is asked. */
function levelsOf(index: SearchIndex, words: readonly string[], levelsOfWord: typeof wordLevels): Uint8Array | null {
  const [first, ...others] = words.map((word) => levelsOfWord(index, word));
  if (!first) return null;
  for (const other of others) for (let line = 0; line < first.length; line += 1) first[line] = Math.min(first[line] ?? 0, other[line] ?? 0);
  return first;
}

function wordLevels(index: SearchIndex, word: string): Uint8Array {
  const levels = new Uint8Array(index.table.ids.length);
  mark(index, levels, { texts: textsSaying(index.texts, word), inName: level.inName, elsewhere: level.elsewhere });
  const letters = spelledWord(word);
  const others = [
    ...otherWordsFor(word).map((other) => textsSaying(index.texts, other.word)),
    ...(letters === null ? [] : textsSpelled(index.texts, letters)),
  ];
  for (const texts of others) mark(index, levels, { texts, inName: level.otherInName, elsewhere: level.otherElsewhere });
  return levels;
}

function nearLevels(index: SearchIndex, word: string): Uint8Array {
  const levels = wordLevels(index, word);
  for (const texts of textsNear(index.texts, nearWord(word)))
    mark(index, levels, { texts, inName: level.otherInName, elsewhere: level.otherElsewhere });
  return levels;
}

type Marking = { readonly texts: Int32Array; readonly inName: number; readonly elsewhere: number };

function mark({ table, holders }: SearchIndex, levels: Uint8Array, { texts, inName, elsewhere }: Marking): void {
  const names = table.name.numbers;
  const sole = holders.sole.numbers;
  for (let place = 0; place < texts.length; place += 1) {
    const text = texts[place] ?? 0;
    const line = sole[text] ?? 0;
    if (line === severalLines) markAll(levels, holders.lists.get(text), (one) => (names[one] === text ? inName : elsewhere));
    else levels[line] = Math.max(levels[line] ?? 0, names[line] === text ? inName : elsewhere);
  }
}

function markAll(levels: Uint8Array, list: Posting | undefined, levelOf: (line: number) => number): void {
  if (!list) return;
  const { numbers, length } = list;
  for (let at = 0; at < length; at += 1) {
    const line = numbers[at] ?? 0;
    levels[line] = Math.max(levels[line] ?? 0, levelOf(line));
  }
}

type Collected = { readonly hits: Omit<SearchHits, 'closest'>; readonly isAny: boolean };

/** Who may see what was found, which filters it passes, what it counts for and where it stands. */
function collect(index: SearchIndex, search: Search, levels: Uint8Array | null): Collected {
  const lines = seenLines(index.table, levels, search);
  const misses = missesOf(index.table, lines, search.filters);
  const passing = misses === null ? lines : linesMissing(lines, misses, 0);
  const hits = {
    total: passing.length,
    page: positionsOf(index, search, { lines: passing, levels }),
    facets: facetCounts(index.table, { lines, passing, misses }),
  };
  return { hits, isAny: lines.length > 0 };
}

type Passing = { readonly lines: Int32Array; readonly levels: Uint8Array | null };

function positionsOf(index: SearchIndex, search: Search, { lines, levels }: Passing): SearchHits['page'] {
  const { table } = index;
  const page = pageOf(search);
  const rankOf = rankingOf(index, search.phrase, levels);
  // Where lines stand in the order of their ids, the first of a rank that comes too late closes the page to all behind it.
  let closed = Number.POSITIVE_INFINITY;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? 0;
    const rank = rankOf(line);
    if (rank >= closed) continue;
    if (!page.offer(rank, table.ids[line] ?? '') && line < table.ordered) closed = rank;
  }
  return page.positions();
}

function rankingOf({ table, texts }: SearchIndex, phrase: string, levels: Uint8Array | null): (line: number) => number {
  const beginning = beginners(texts, phrase);
  const names = table.name.numbers;
  return (line) => {
    const reached = levels?.[line] ?? 0;
    if (reached !== level.inName) return rankOfLevel[reached] ?? 0;
    const name = names[line] ?? 0;
    if (beginning !== null && !beginning.has(name)) return 2;
    return rankOfName(textOf(texts, name), phrase);
  };
}

function rankOfName(name: string, phrase: string): number {
  if (!name.startsWith(phrase)) return 2;
  return name.length === phrase.length ? 0 : 1;
}
