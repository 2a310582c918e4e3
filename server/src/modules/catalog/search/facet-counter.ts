import { linesMissing, type DocumentTable, type FacetGroup, type Misses } from './document-table.ts';
import { countKinds } from './kinds.ts';
import type { Room } from './room.ts';
import { facetNames, type FacetName, type Search, type SearchHits } from './search.ts';

/** Values of one facet that are listed beside what was found, the commonest first; the others are asked for. */
const FACET_VALUES_MAX = 100;

/** Lines that the reader sees, those of them that pass every filter, and which filters each of them misses. */
type Seen = { readonly lines: Int32Array; readonly passing: Int32Array; readonly misses: Misses | null; readonly room: Room };

/** Counts lines in every facet; a line that fails the filter of exactly one facet still counts in that one. */
export function facetCounts(
  table: DocumentTable,
  seen: Seen,
  { filters, wholeFacet }: Pick<Search, 'filters' | 'wholeFacet'>,
): Pick<SearchHits, 'facets' | 'cut'> {
  const counted = new Map(table.groups.flatMap((group) => countsOf(table, group, seen)));
  const listedOf = facetNames.map((facet) => {
    const counts = counted.get(facet) ?? new Int32Array(0);
    const valuesMax = facet === wholeFacet ? Number.POSITIVE_INFINITY : FACET_VALUES_MAX;
    return { facet, ...listed(table, facet, { counts, chosen: filters[facet], valuesMax }) };
  });
  return { facets: listedOf.flatMap(({ values }) => values), cut: listedOf.flatMap(({ facet, isCut }) => (isCut ? facet : [])) };
}

function countsOf(table: DocumentTable, group: FacetGroup, { lines, passing, misses, room }: Seen): [FacetName, Int32Array][] {
  const all = countKinds(group.kinds, passing);
  return group.facets.map((facet, at) => {
    const counts = new Int32Array(table.values[facet].texts.length);
    addCounts(group, at, { ofKinds: all, counts });
    // Beside those that pass everything, those that miss this facet's own filter alone.
    if (misses?.filtered.includes(facet) === true)
      addCounts(group, at, { ofKinds: countKinds(group.kinds, linesMissing(lines, misses, { facet, room })), counts });
    return [facet, counts];
  });
}

/** From how many lines each combination has to how many each value of one facet has. */
function addCounts({ kinds }: FacetGroup, at: number, { ofKinds, counts }: { ofKinds: Int32Array; counts: Int32Array }): void {
  for (let kind = 0; kind < ofKinds.length; kind += 1) {
    const count = ofKinds[kind] ?? 0;
    if (count === 0) continue;
    for (const value of kinds.what[kind]?.[at] ?? []) counts[value] = (counts[value] ?? 0) + count;
  }
}

type Listing = { readonly counts: Int32Array; readonly chosen: readonly string[]; readonly valuesMax: number };

/** The commonest values, and those that are chosen however rare: whoever chose one has to see it by its name. */
function listed(table: DocumentTable, facet: FacetName, { counts, chosen, valuesMax }: Listing) {
  const { texts } = table.values[facet];
  const textOf = (number: number): string => texts[number] ?? '';
  const countOf = (number: number): number => counts[number] ?? 0;
  const found: number[] = [];
  for (let number = 0; number < texts.length; number += 1) if (countOf(number) > 0 && isListed(facet, textOf(number))) found.push(number);
  found.sort((a, b) => countOf(b) - countOf(a) || (textOf(a) < textOf(b) ? -1 : 1));
  const values = found
    .filter((number, place) => place < valuesMax || chosen.includes(textOf(number)))
    .map((number) => {
      const value = textOf(number);
      return { facet, value, label: labelOf(table, facet, { number, value }), count: countOf(number) };
    });
  return { values, isCut: values.length < found.length };
}

/** Classifications are listed by 项, three digits; 类 and 目 can be filtered by all the same. */
function isListed(facet: FacetName, value: string): boolean {
  return facet !== 'category' || value.length === 3 || value === 'none';
}

function labelOf(table: DocumentTable, facet: FacetName, { number, value }: { number: number; value: string }): string {
  return facet === 'provider' ? (table.providerNames[number] ?? value) : value;
}
