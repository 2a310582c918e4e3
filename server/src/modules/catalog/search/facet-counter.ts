import type { ListColumn } from './column.ts';
import { linesMissing, missBit, singleFacets, type DocumentTable } from './document-table.ts';
import { facetNames, type FacetCount, type FacetName } from './search.ts';

/** Values of one facet that are listed, the commonest first. */
const FACET_VALUES_MAX = 100;

/** Lines that the reader sees, those of them that pass every filter, and which filters each of them misses. */
type Seen = { readonly lines: Int32Array; readonly passing: Int32Array; readonly misses: Uint16Array | null };

/** Counts lines in every facet; a line that fails the filter of exactly one facet still counts in that one. */
export function facetCounts(table: DocumentTable, seen: Seen): FacetCount[] {
  return facetNames.flatMap((facet) => listed(table, facet, countsOf(table, facet, seen)));
}

function countsOf(table: DocumentTable, facet: FacetName, { lines, passing, misses }: Seen): Int32Array {
  const counts = new Int32Array(table.values[facet].texts.length);
  const single = singleFacets.find((name) => name === facet);
  // Those that pass everything, and those that miss this facet's own filter alone.
  for (const counted of misses === null ? [passing] : [passing, linesMissing(lines, misses, missBit(facet))]) {
    if (single === undefined) countLists(table.category, counted, counts);
    else countValues(table.single[single].numbers, counted, counts);
  }
  return counts;
}

function countValues(numbers: Int32Array, lines: Int32Array, counts: Int32Array): void {
  for (let at = 0; at < lines.length; at += 1) {
    const value = numbers[lines[at] ?? 0] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
}

function countLists({ from, values }: ListColumn, lines: Int32Array, counts: Int32Array): void {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? 0;
    const end = from.numbers[line + 1] ?? 0;
    for (let place = from.numbers[line] ?? 0; place < end; place += 1) {
      const value = values.numbers[place] ?? 0;
      counts[value] = (counts[value] ?? 0) + 1;
    }
  }
}

function listed(table: DocumentTable, facet: FacetName, counts: Int32Array): FacetCount[] {
  const found: FacetCount[] = [];
  for (const [number, value] of table.values[facet].texts.entries()) {
    const count = counts[number] ?? 0;
    if (count > 0 && isListed(facet, value)) found.push({ facet, value, label: labelOf(table, facet, { number, value }), count });
  }
  return found.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, FACET_VALUES_MAX);
}

/** Classifications are listed by 项, three digits; 类 and 目 can be filtered by all the same. */
function isListed(facet: FacetName, value: string): boolean {
  return facet !== 'category' || value.length === 3 || value === 'none';
}

function labelOf(table: DocumentTable, facet: FacetName, { number, value }: { number: number; value: string }): string {
  return facet === 'provider' ? (table.providerNames[number] ?? value) : value;
}
