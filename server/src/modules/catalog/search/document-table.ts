import type { FreshnessFacet, ListingFacet } from './listed-store.ts';
import type { SearchDocument } from './search-document.ts';
import { emptyColumn, setAt, type Column } from './column.ts';
import { emptyKinds, kindOf, setKind, type Kinds } from './kinds.ts';
import { takeNumbers, type Room } from './room.ts';
import { facetNames, reaches, type Eyes, type FacetName, type Filters, type Reach } from './search.ts';

/**
 * Facets whose values go together, so that few combinations of them occur; each group is counted and filtered by its combinations. A facet stands in
 * one group.
 */
const groupedFacets = [
  ['shareType', 'format', 'updateCycle', 'state', 'listing', 'freshness'],
  ['provider', 'region'],
  ['category'],
] as const satisfies readonly (readonly FacetName[])[];

/** One group: for each combination the numbers of its values, facet by facet; an entry may stand in several categories. */
export type FacetGroup = { readonly facets: readonly FacetName[]; readonly kinds: Kinds<readonly (readonly number[])[]> };

/** Who finds a line and how far it goes; a line whose entry has another one by now is `dead`. */
type Finding =
  | 'dead'
  | { readonly audience: SearchDocument['audience']; readonly reach: Reach; readonly authority: string; readonly provider: string };

/** What a filter, a count and a permission need of each entry: small numbers side by side. A changed entry gets a new line; its old one is dead. */
export type DocumentTable = {
  readonly ids: string[];
  readonly lineOf: Map<string, number>;
  /** So many lines from the first on stand in the order of their ids: all that were read at once. */
  ordered: number;
  readonly finding: Kinds<Finding>;
  readonly groups: readonly FacetGroup[];
  /** Number of the text that is the entry's name. */
  readonly name: Column;
  /** How long that name is, in UTF-16 units. */
  readonly nameLength: Column;
  readonly values: Readonly<Record<FacetName, Values>>;
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

export function emptyTable(): DocumentTable {
  return {
    ids: [],
    lineOf: new Map(),
    ordered: 0,
    finding: emptyKinds(),
    groups: groupedFacets.map((facets) => ({ facets, kinds: emptyKinds() })),
    name: emptyColumn(),
    nameLength: emptyColumn(),
    values: {
      shareType: emptyValues(),
      provider: emptyValues(),
      category: emptyValues(),
      format: emptyValues(),
      updateCycle: emptyValues(),
      region: emptyValues(),
      state: emptyValues(),
      listing: emptyValues(),
      freshness: emptyValues(),
    },
    providerNames: [],
  };
}

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

/** The values by which each facet filters and counts; `none` where the entry does not say. */
function facetValues(document: FacetDocument): Record<FacetName, readonly string[]> {
  return {
    shareType: [document.shareType ?? 'none'],
    provider: [document.providerOrgId],
    category: document.categories.length === 0 ? ['none'] : document.categories,
    format: [document.formatClass ?? 'none'],
    updateCycle: [document.updateCycle ?? 'none'],
    region: [document.regionCode],
    state: [document.state],
    listing: [document.listing],
    freshness: [document.freshness],
  };
}

/** Adds the line of an entry and answers its number; the entry's earlier line is dead from now on. */
export function addLine(table: DocumentTable, document: FacetDocument, name: { readonly number: number; readonly length: number }): number {
  const line = table.ids.push(document.entryId) - 1;
  if (table.ordered === line && document.entryId > (table.ids[line - 1] ?? '')) table.ordered = line + 1;
  const earlier = table.lineOf.get(document.entryId);
  if (earlier !== undefined) setKind(table.finding, earlier, 'dead');
  table.lineOf.set(document.entryId, line);
  const { audience, reach, authorityRegion, providerOrgId: provider } = document;
  setKind(table.finding, line, { audience, reach, authority: authorityRegion ?? '', provider });
  setAt(table.name, line, name.number);
  setAt(table.nameLength, line, name.length);
  const values = facetValues(document);
  for (const { facets, kinds } of table.groups) {
    const numbers = facets.map((facet) => values[facet].map((value) => valueNumber(table.values[facet], value)));
    setKind(kinds, line, numbers);
  }
  table.providerNames[valueNumber(table.values.provider, provider)] = document.providerNames[0] ?? '';
  return line;
}

/** The department of a line that everyone finds, and whose entry has no later one; null for any other line. */
export function openProvider(table: DocumentTable, line: number): string | null {
  const finding = kindOf(table.finding, line);
  return finding === undefined || finding === 'dead' || finding.audience !== 'everyone' ? null : finding.provider;
}

type Asked = { readonly eyes: Eyes; readonly reach: Reach; readonly onlyOwn: boolean };

/** Whether the reader sees lines of this kind, and they go as far as the question. */
function isSeen(finding: Finding, { eyes, reach, onlyOwn }: Asked): boolean {
  if (finding === 'dead' || reaches.indexOf(finding.reach) < reaches.indexOf(reach)) return false;
  if (finding.provider === eyes.orgId) return true;
  if (onlyOwn) return false;
  return finding.audience === 'everyone' || (finding.audience === 'signed' && eyes.authorityRegions.includes(finding.authority));
}

/** Lines that the reader may find, the newest first, among those with a level; all when nothing was asked. */
export function seenLines(table: DocumentTable, levels: Uint8Array | null, { asked, room }: { asked: Asked; room: Room }): Int32Array {
  const { ofLine, what } = table.finding;
  const seen = new Uint8Array(what.length);
  for (let kind = 0; kind < what.length; kind += 1) seen[kind] = isSeen(what[kind] ?? 'dead', asked) ? 1 : 0;
  const kinds = ofLine.numbers;
  const found = takeNumbers(room, table.ids.length);
  let length = 0;
  for (let line = table.ids.length - 1; line >= 0; line -= 1) {
    if ((levels !== null && levels[line] === 0) || seen[kinds[line] ?? 0] !== 1) continue;
    found[length] = line;
    length += 1;
  }
  return found.subarray(0, length);
}

/** One bit for each filter that a line fails: 0 passes all, exactly one bit still counts in that facet. */
export type Misses = { readonly ofLines: Int32Array; readonly filtered: readonly FacetName[] };

/** What each of the lines fails; null when there is no filter. */
export function missesOf(table: DocumentTable, lines: Int32Array, { filters, room }: { filters: Filters; room: Room }): Misses | null {
  const used = table.groups.filter(({ facets }) => facets.some((facet) => filters[facet].length > 0));
  if (used.length === 0) return null;
  const ofLines = takeNumbers(room, lines.length).fill(0);
  for (const { facets, kinds } of used) {
    const bits = kinds.what.map(missedBy(table, facets, filters));
    const kindOfLine = kinds.ofLine.numbers;
    for (let at = 0; at < lines.length; at += 1) ofLines[at] = (ofLines[at] ?? 0) | (bits[kindOfLine[lines[at] ?? 0] ?? 0] ?? 0);
  }
  return { ofLines, filtered: facetNames.filter((facet) => filters[facet].length > 0) };
}

/** Which filters of a group a combination of its values fails; values that no entry has are left out. */
function missedBy(
  table: DocumentTable,
  facets: readonly FacetName[],
  filters: Filters,
): (values: readonly (readonly number[])[]) => number {
  const wanted = facets.map((facet) => {
    if (filters[facet].length === 0) return null;
    return new Set(filters[facet].flatMap((value) => table.values[facet].numbers.get(value) ?? []));
  });
  return (values) =>
    facets.reduce((bits, facet, at) => {
      const asked = wanted[at] ?? null;
      return asked === null || values[at]?.some((value) => asked.has(value)) === true ? bits : bits | missBit(facet);
    }, 0);
}

function missBit(facet: FacetName): number {
  return 1 << facetNames.indexOf(facet);
}

/** Those lines that fail this filter and no other; without one, those that pass all. */
export function linesMissing(lines: Int32Array, { ofLines }: Misses, { facet, room }: { facet: FacetName | null; room: Room }): Int32Array {
  const bits = facet === null ? 0 : missBit(facet);
  const found = takeNumbers(room, lines.length);
  let length = 0;
  for (let at = 0; at < lines.length; at += 1) {
    if (ofLines[at] !== bits) continue;
    found[length] = lines[at] ?? 0;
    length += 1;
  }
  return found.subarray(0, length);
}
