import type { FreshnessFacet, ListingFacet } from './listed-store.ts';
import type { SearchDocument } from './search-document.ts';
import { addList, emptyColumn, emptyListColumn, setAt, type Column, type ListColumn } from './column.ts';
import { facetNames, reaches, type Eyes, type FacetName, type Filters, type Reach } from './search.ts';

/** Facets of which an entry has exactly one value; it may stand in several categories. */
export const singleFacets = [
  'shareType',
  'provider',
  'format',
  'updateCycle',
  'region',
  'state',
  'listing',
  'freshness',
] as const satisfies readonly FacetName[];
type SingleFacet = (typeof singleFacets)[number];

/** What a filter, a count and a permission need of each entry: small numbers side by side. A changed entry gets a new line; its old one is dead. */
export type DocumentTable = {
  readonly ids: string[];
  readonly lineOf: Map<string, number>;
  /** So many lines from the first on stand in the order of their ids: all that were read at once. */
  ordered: number;
  /** Who finds the line: the place of its audience in {@link audiences}, or `dead`. */
  readonly audience: Column;
  /** How far the entry goes: its place in {@link reaches}. */
  readonly reach: Column;
  readonly authority: Column;
  /** Number of the text that is the entry's name. */
  readonly name: Column;
  /** How long that name is, in UTF-16 units. */
  readonly nameLength: Column;
  readonly single: Readonly<Record<SingleFacet, Column>>;
  readonly category: ListColumn;
  readonly values: Readonly<Record<FacetName, Values>>;
  readonly authorities: Values;
  /** The present name of each department, by its number. */
  readonly providerNames: string[];
};

/** Values by number, in the order in which they were first met. */
type Values = { readonly numbers: Map<string, number>; readonly texts: string[] };

const emptyValues = (): Values => ({ numbers: new Map(), texts: [] });

function valueNumber({ numbers, texts }: Values, value: string): number {
  const known = numbers.get(value);
  if (known !== undefined) return known;
  numbers.set(value, texts.length);
  return texts.push(value) - 1;
}

function forEachSingle<T>(make: () => T): Record<SingleFacet, T> {
  return {
    shareType: make(),
    provider: make(),
    format: make(),
    updateCycle: make(),
    region: make(),
    state: make(),
    listing: make(),
    freshness: make(),
  };
}

export function emptyTable(): DocumentTable {
  return {
    ids: [],
    lineOf: new Map(),
    ordered: 0,
    audience: emptyColumn(),
    reach: emptyColumn(),
    authority: emptyColumn(),
    name: emptyColumn(),
    nameLength: emptyColumn(),
    single: forEachSingle(emptyColumn),
    category: emptyListColumn(),
    values: { ...forEachSingle(emptyValues), category: emptyValues() },
    authorities: emptyValues(),
    providerNames: [],
  };
}

const audiences = ['everyone', 'unit', 'signed'] as const;
const everyone = audiences.indexOf('everyone');
const signed = audiences.indexOf('signed');
const dead = audiences.length;

export type FacetDocument = Pick<
  SearchDocument,
  | 'entryId'
  | 'audience'
  | 'providerOrgId'
  | 'authorityRegion'
  | 'providerNames'
  | 'shareType'
  | 'categories'
  | 'formatClass'
  | 'updateCycle'
  | 'regionCode'
  | 'state'
> & { readonly reach: Reach; readonly listing: ListingFacet; readonly freshness: FreshnessFacet };

/** The value by which each facet filters and counts; `none` where the entry does not say. */
function facetValues(document: FacetDocument): Record<SingleFacet, string> {
  return {
    shareType: document.shareType ?? 'none',
    provider: document.providerOrgId,
    format: document.formatClass ?? 'none',
    updateCycle: document.updateCycle ?? 'none',
    region: document.regionCode,
    state: document.state,
    listing: document.listing,
    freshness: document.freshness,
  };
}

/** Adds the line of an entry and answers its number; the entry's earlier line is dead from now on. */
export function addLine(table: DocumentTable, document: FacetDocument, name: { readonly number: number; readonly length: number }): number {
  const line = table.ids.push(document.entryId) - 1;
  if (table.ordered === line && document.entryId > (table.ids[line - 1] ?? '')) table.ordered = line + 1;
  const earlier = table.lineOf.get(document.entryId);
  if (earlier !== undefined) setAt(table.audience, earlier, dead);
  table.lineOf.set(document.entryId, line);
  setAt(table.audience, line, audiences.indexOf(document.audience));
  setAt(table.reach, line, reaches.indexOf(document.reach));
  setAt(table.authority, line, valueNumber(table.authorities, document.authorityRegion ?? ''));
  setAt(table.name, line, name.number);
  setAt(table.nameLength, line, name.length);
  const values = facetValues(document);
  for (const facet of singleFacets) setAt(table.single[facet], line, valueNumber(table.values[facet], values[facet]));
  const categories = document.categories.length === 0 ? ['none'] : document.categories;
  addList(
    table.category,
    line,
    categories.map((code) => valueNumber(table.values.category, code)),
  );
  table.providerNames[valueNumber(table.values.provider, document.providerOrgId)] = document.providerNames[0] ?? '';
  return line;
}

/** One byte for each value, 1 for the named ones; names that no entry has are left out. */
function marked({ numbers, texts }: Values, names: readonly string[]): Uint8Array {
  const marks = new Uint8Array(texts.length);
  for (const known of names.flatMap((name) => numbers.get(name) ?? [])) marks[known] = 1;
  return marks;
}

type Asked = { readonly eyes: Eyes; readonly reach: Reach; readonly onlyOwn: boolean };

/** Whether everyone finds the line, and no later one has taken its place. */
export function isOpenToAll(table: DocumentTable, line: number): boolean {
  return table.audience.numbers[line] === everyone;
}

/** Whether the reader sees a line, and the line goes as far as the question. */
function seeing(table: DocumentTable, { eyes, reach, onlyOwn }: Asked): (line: number) => boolean {
  const own = eyes.orgId === null ? -1 : (table.values.provider.numbers.get(eyes.orgId) ?? -1);
  const competent = marked(table.authorities, eyes.authorityRegions);
  const audience = table.audience.numbers;
  const authority = table.authority.numbers;
  const provider = table.single.provider.numbers;
  const goes = table.reach.numbers;
  const asked = reaches.indexOf(reach);
  const isOwn = (line: number): boolean => provider[line] === own && audience[line] !== dead;
  const isOpen = (line: number): boolean =>
    audience[line] === everyone || (audience[line] === signed && competent[authority[line] ?? 0] === 1);
  return (line) => (goes[line] ?? 0) >= asked && (isOwn(line) || (!onlyOwn && isOpen(line)));
}

/** Lines that the reader may find, the newest first, among those with a level; all when nothing was asked. */
export function seenLines(table: DocumentTable, levels: Uint8Array | null, asked: Asked): Int32Array {
  const isSeen = seeing(table, asked);
  const found = new Int32Array(table.ids.length);
  let length = 0;
  for (let line = table.ids.length - 1; line >= 0; line -= 1) {
    if (levels !== null && levels[line] === 0) continue;
    if (!isSeen(line)) continue;
    found[length] = line;
    length += 1;
  }
  return found.subarray(0, length);
}

/** One bit for each filter that a line fails: 0 passes all, exactly one bit still counts in that facet; null when there is no filter. */
export function missesOf(table: DocumentTable, lines: Int32Array, filters: Filters): Uint16Array | null {
  const used = facetNames.filter((facet) => filters[facet].length > 0);
  if (used.length === 0) return null;
  const misses = new Uint16Array(lines.length);
  for (const facet of used) {
    const wanted = marked(table.values[facet], filters[facet]);
    const bit = missBit(facet);
    if (facet === 'category') missCategories(table.category, { lines, misses, wanted, bit });
    else missValues(table.single[facet].numbers, { lines, misses, wanted, bit });
  }
  return misses;
}

export function missBit(facet: FacetName): number {
  return 1 << facetNames.indexOf(facet);
}

/** Those lines that miss exactly these filters; 0: none. */
export function linesMissing(lines: Int32Array, misses: Uint16Array, bits: number): Int32Array {
  const found = new Int32Array(lines.length);
  let length = 0;
  for (let at = 0; at < lines.length; at += 1) {
    if (misses[at] !== bits) continue;
    found[length] = lines[at] ?? 0;
    length += 1;
  }
  return found.subarray(0, length);
}

type Missing = { readonly lines: Int32Array; readonly misses: Uint16Array; readonly wanted: Uint8Array; readonly bit: number };

function missValues(numbers: Int32Array, { lines, misses, wanted, bit }: Missing): void {
  for (let at = 0; at < lines.length; at += 1) {
    if (wanted[numbers[lines[at] ?? 0] ?? 0] !== 1) misses[at] = (misses[at] ?? 0) | bit;
  }
}

function missCategories({ from, values }: ListColumn, { lines, misses, wanted, bit }: Missing): void {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? 0;
    const listed = values.numbers.subarray(from.numbers[line] ?? 0, from.numbers[line + 1] ?? 0);
    if (!listed.some((value) => wanted[value] === 1)) misses[at] = (misses[at] ?? 0) | bit;
  }
}
