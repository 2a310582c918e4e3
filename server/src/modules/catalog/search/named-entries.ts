import { openProvider } from './document-table.ts';
import { severalLines } from './holders.ts';
import { numbersOf } from './posting.ts';
import type { SearchIndex } from './search-index.ts';

/** Entries that everyone finds and whose name is this text, except one department's own. */
export function entriesNamed({ table, holders }: SearchIndex, text: number, exceptOrgId: string): string[] {
  const sole = holders.sole.numbers[text] ?? 0;
  const list = holders.lists.get(text);
  const lines = sole === severalLines && list ? [...numbersOf(list)] : [sole];
  return lines.flatMap((line) => {
    const id = table.ids[line];
    if (id === undefined || table.name.numbers[line] !== text) return [];
    const provider = openProvider(table, line);
    return provider === null || provider === exceptOrgId ? [] : [id];
  });
}
