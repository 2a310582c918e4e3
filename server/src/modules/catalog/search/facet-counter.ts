import { linesMissing, type DocumentTable, type FacetGroup, type Misses } from './document-table.ts';
import { countKinds } from './kinds.ts';
import type { Room } from './room.ts';
import { facetNames, type FacetCount, type FacetName } from './search.ts';

/** Values of one facet that are listed, the commonest first. */
const FACET_VALUES_MAX = 100;

/** Lines that the reader sees, those of them that pass every filter, and which filters each of them misses. */
type Seen = { readonly lines: Int32Array; readonly passing: Int32Array; readonly misses: Misses | null; readonly room: Room };

/** Counts lines in every facet; a line that fails the filter of exactly one facet still counts in that one. */
export function facetCounts(table: DocumentTable, seen: Seen): FacetCount[] {
  const counted = new Map(table.groups.flatMap((group) => countsOf(table, group, seen)));
  return facetNames.flatMap((facet) => listed(table, facet, counted.get(facet) ?? new Int32Array(0)));
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

function listed(table: DocumentTable, facet: FacetName, counts: Int32Array): FacetCount[] {
  const { texts } = table.values[facet];
  const found: number[] = [];
  for (let number = 0; number < texts.length; number += 1)
    if ((counts[number] ?? 0) > 0 && isListed(facet, texts[number] ?? '')) found.push(number);
  found.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || ((texts[a] ?? '') < (texts[b] ?? '') ? -1 : 1));
  return found.slice(0, FACET_VALUES_MAX).map((number) => {
    const value = texts[number] ?? '';
    return { facet, value, label: labelOf(table, facet, { number, value }), count: counts[number] ?? 0 };
  });
}

/** Classifications are listed by 项, three digits; 类 and 目 can be filtered by all the same. */
function isListed(facet: FacetName, value: string): boolean {
  return facet !== 'category' || value.length === 3 || value === 'none';
}

function labelOf(table: DocumentTable, facet: FacetName, { number, value }: { number: number; value: string }): string {
  return facet === 'provider' ? (table.providerNames[number] ?? value) : value;
}
