import type { SearchDocument } from './search-document.ts';
import { addLine, emptyTable, linesMissing, missesOf, seenLines, type DocumentTable, type FacetDocument } from './document-table.ts';
import { facetCounts } from './facet-counter.ts';
import { nearWord } from './near.ts';
import { pageOf } from './page.ts';
import { emptyRoom, leave, takeBytes, type Room } from './room.ts';
import { addHolder, emptyHolders, linesHolding, severalLines, type Holders } from './holders.ts';
import { spellingOf } from './reading.ts';
import { ENOUGH, type Search, type SearchHits } from './search.ts';
import { otherWordsFor } from './synonyms.ts';
import { partsOf } from './parts.ts';
import { everyText, namesIn, type Translations } from './translated-texts.ts';
import { addNames, emptyOtherNames, isAnyName, isOtherName, type OtherNames } from './other-names.ts';
import { beginners, emptyTexts, textNumber, textOf, textsNear, textsSaying, textsSpelled, type TextIndex } from './text-index.ts';

/** The catalogue as search holds it in memory: made from the search documents, thrown away and made again at will. */
export type SearchIndex = {
  readonly texts: TextIndex;
  readonly table: DocumentTable;
  readonly holders: Holders;
  readonly otherNames: OtherNames;
  readonly room: Room;
};

export type IndexedDocument = FacetDocument &
  Pick<SearchDocument, 'name' | 'nameUg' | 'code' | 'abstract' | 'abstractUg' | 'items' | 'readings'> & {
    readonly translations: Translations;
  };

export function emptyIndex(): SearchIndex {
  return { texts: emptyTexts(), table: emptyTable(), holders: emptyHolders(), otherNames: emptyOtherNames(), room: emptyRoom() };
}

/** Takes in an entry, new or changed. */
export function putDocument({ texts, table, holders, otherNames }: SearchIndex, document: IndexedDocument): void {
  const { name, nameUg, code, abstract, abstractUg, providerNames, items, readings } = document;
  const others = [nameUg, code, abstract, abstractUg, ...everyText(document.translations)].filter((text) => text !== '');
  const known = texts.readings.length;
  const numbers = [
    ...[name, ...providerNames, ...items].map((text, at) => textNumber(texts, text, readings[at] ?? '')),
    ...others.map((text) => textNumber(texts, text, '')),
  ];
  const line = addLine(table, document, { number: numbers[0] ?? -1, length: textOf(texts, numbers[0] ?? -1).length });
  for (const number of new Set(numbers)) addHolder(holders, number, { line, isNew: number >= known });
  addNames(otherNames, line, { name: numbers[0] ?? -1, others: namesIn(document).map((text) => textNumber(texts, text, '')) });
}

/**
 * How well a line holds the words: 0 not at all; all parts but one; near or in parts, elsewhere or in the name; in another form; as they stand.
 */
const level = { someParts: 1, nearElsewhere: 2, nearInName: 3, otherElsewhere: 4, elsewhere: 5, otherInName: 6, inName: 7 } as const;
/** By level; level 0 stands for a question without words, and a name that holds them as they stand has ranks of its own. */
const rankOfLevel = [0, 9, 8, 7, 6, 5, 4] as const;

/** Finds what the reader may see; when too little holds the words, also what is near them. */
export function findIn(index: SearchIndex, search: Search): SearchHits {
  try {
    const held = levelsOf(index, search.words, wordLevels);
    const exact = collect(index, search, held);
    const holding = exact.hits.total;
    if (held === null || exact.seen >= ENOUGH) return { ...exact.hits, holding, closest: false };
    const widest = widened(index, search, held);
    return { ...widest.hits, holding, closest: exact.seen === 0 && widest.seen > 0 };
  } finally {
    leave(index.room);
  }
}

/** Every part of the question; where nothing holds them, what was almost typed right; where that is too little, all parts but one. */
function widened(index: SearchIndex, search: Search, held: Uint8Array): Collected {
  const parted = raised(held, allParts(index, search.words));
  const inParts = collect(index, search, parted);
  if (inParts.seen >= ENOUGH) return inParts;
  const near = inParts.seen > 0 ? parted : raised(parted, levelsOf(index, search.words, wordOrNearLevels));
  return collect(index, search, raised(near, someParts(index, search)));
}

/** What holds every part of the question, wherever. */
function allParts(index: SearchIndex, words: readonly string[]): Uint8Array | null {
  const { parts, isWhole } = partsOf(words);
  return isWhole ? capped(levelsOf(index, parts, wordLevels), level.nearInName) : null;
}

/**
 * What holds all parts of the question but one, and in its name the part that the fewest have: it says most of what is meant. Only what the reader sees
 * is counted, so that nobody learns of other entries by it.
 */
function someParts(index: SearchIndex, search: Search): Uint8Array {
  const parts = partsOf(search.words).parts.map((part) => {
    const levels = wordLevels(index, part);
    return { levels, lines: seenLines(index.table, levels, { asked: search, room: index.room }).length };
  });
  const [telling] = parts.filter(({ lines }) => lines > 0).toSorted((one, other) => one.lines - other.lines);
  const needed = Math.max(1, parts.length - 1);
  const found = takeBytes(index.room, index.table.ids.length);
  if (!telling) return found;
  for (let line = 0; line < found.length; line += 1) {
    if (!isInName(telling.levels[line])) continue;
    let held = 0;
    for (const { levels } of parts) if (levels[line] !== 0) held += 1;
    if (held >= needed) found[line] = level.someParts;
  }
  return found;
}

const isInName = (one: number | undefined): boolean => one === level.inName || one === level.otherInName;

/** Makes levels what they are when what holds the words only in part is meant: in the name or elsewhere. */
function capped(levels: Uint8Array | null, most: number): Uint8Array | null {
  for (let line = 0; line < (levels?.length ?? 0); line += 1) {
    const one = levels?.[line] ?? 0;
    if (levels && one !== 0) levels[line] = isInName(one) ? most : most - 1;
  }
  return levels;
}

/** Raises levels to others that are greater. */
function raised(levels: Uint8Array, others: Uint8Array | null): Uint8Array {
  for (let line = 0; line < (others?.length ?? 0); line += 1) levels[line] = Math.max(levels[line] ?? 0, others?.[line] ?? 0);
  return levels;
}

/** For each line how well it holds all the words; null when nothing is asked. */
function levelsOf(index: SearchIndex, words: readonly string[], levelsOfWord: typeof wordLevels): Uint8Array | null {
  const [first, ...others] = words.map((word) => levelsOfWord(index, word));
  if (!first) return null;
  for (const other of others) for (let line = 0; line < first.length; line += 1) first[line] = lesser(first[line] ?? 0, other[line] ?? 0);
  return first;
}

/** The level of that word which is held worst; one that stands elsewhere beside one in another form is no entry that holds both as written. */
function lesser(one: number, other: number): number {
  const worst = Math.min(one, other);
  return worst === level.elsewhere && Math.max(one, other) === level.otherInName ? level.otherElsewhere : worst;
}

function wordLevels(index: SearchIndex, word: string): Uint8Array {
  const levels = takeBytes(index.room, index.table.ids.length);
  mark(index, levels, { texts: textsSaying(index.texts, word), inName: level.inName, elsewhere: level.elsewhere });
  const spelling = spellingOf(word);
  const others = [
    ...otherWordsFor(word).map((other) => textsSaying(index.texts, other.word)),
    ...(spelling === null ? [] : textsSpelled(index.texts, spelling)),
  ];
  for (const texts of others) mark(index, levels, { texts, inName: level.otherInName, elsewhere: level.otherElsewhere });
  return levels;
}

function wordOrNearLevels(index: SearchIndex, word: string): Uint8Array {
  const levels = wordLevels(index, word);
  for (const texts of textsNear(index.texts, nearWord(word)))
    mark(index, levels, { texts, inName: level.nearInName, elsewhere: level.nearElsewhere });
  return levels;
}

type Marking = { readonly texts: Int32Array; readonly inName: number; readonly elsewhere: number };

function mark(index: SearchIndex, levels: Uint8Array, { texts, inName, elsewhere }: Marking): void {
  const { table, holders, otherNames } = index;
  const names = table.name.numbers;
  const sole = holders.sole.numbers;
  const raise = (line: number, reached: number): void => {
    if (reached > (levels[line] ?? 0)) levels[line] = reached;
  };
  const levelAt = (line: number, text: number): number =>
    names[line] === text || isOtherName(otherNames, { text, line }) ? inName : elsewhere;
  for (let place = 0; place < texts.length; place += 1) {
    const text = texts[place] ?? 0;
    const line = sole[text] ?? 0;
    const isName = isAnyName(otherNames, text);
    if (line !== severalLines) raise(line, isName ? levelAt(line, text) : elsewhere);
    else if (isName) for (const one of linesHolding(holders, text)) raise(one, levelAt(one, text));
    else raiseEach(levels, linesHolding(holders, text), elsewhere);
  }
}

/** Common items stand in ten thousands of lines: nothing is asked here but the level. */
function raiseEach(levels: Uint8Array, lines: Int32Array, reached: number): void {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? 0;
    if (reached > (levels[line] ?? 0)) levels[line] = reached;
  }
}

/** `seen`: how many of what was found the reader may see, whatever the filters. */
type Collected = { readonly hits: Omit<SearchHits, 'closest' | 'holding'>; readonly seen: number };

/** Who may see what was found, which filters it passes, what it counts for and where it stands. */
function collect(index: SearchIndex, search: Search, levels: Uint8Array | null): Collected {
  const { room } = index;
  const lines = seenLines(index.table, levels, { asked: search, room });
  const misses = missesOf(index.table, lines, { filters: search.filters, room });
  const passing = misses === null ? lines : linesMissing(lines, misses, { facet: null, room });
  const hits = {
    total: passing.length,
    page: positionsOf(index, search, { lines: passing, levels }),
    ...facetCounts(index.table, { lines, passing, misses, room }, search),
  };
  return { hits, seen: lines.length };
}

type Passing = { readonly lines: Int32Array; readonly levels: Uint8Array | null };

function positionsOf(index: SearchIndex, search: Search, { lines, levels }: Passing): SearchHits['page'] {
  const { table } = index;
  const page = pageOf(search);
  const rankOf = rankingOf(index, search, levels);
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

function rankingOf(
  { table, texts, otherNames }: SearchIndex,
  { phrase, words }: Search,
  levels: Uint8Array | null,
): (line: number) => number {
  const beginning = beginners(texts, phrase);
  const names = table.name.numbers;
  const lengths = table.nameLength.numbers;
  const asked = words.reduce((sum, word) => sum + word.length, 0);
  const startsSo = (name: number): boolean => beginning?.has(name) ?? textOf(texts, name).startsWith(phrase);
  const byLength = (length: number): number => (length * 2 <= asked * 5 ? 2 : 3);
  const rankOfName = (name: number, length: number): number => {
    if (!startsSo(name)) return byLength(length);
    return length === phrase.length ? 0 : 1;
  };
  const rankByOther = (name: number): number => {
    const text = textOf(texts, name);
    return words.every((word) => text.includes(word)) ? rankOfName(name, text.length) : rankOfLevel[level.otherInName];
  };
  return (line) => {
    const reached = levels?.[line] ?? 0;
    if (reached !== level.inName) return rankOfLevel[reached] ?? 0;
    const others = otherNames.ofLine.get(line);
    if (others === undefined) return rankOfName(names[line] ?? 0, lengths[line] ?? 0);
    return Math.min(...[names[line] ?? 0, ...others].map(rankByOther));
  };
}
