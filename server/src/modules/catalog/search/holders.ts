import { emptyColumn, setAt, type Column } from './column.ts';
import { append, emptyPosting, type Posting } from './posting.ts';

/** Which lines hold which text. Most names and summaries are one entry's own, so one line stands beside the text itself; more have a list. */
export type Holders = { readonly sole: Column; readonly lists: Map<number, Posting> };

/** Instead of the one line: the text has a list. */
export const severalLines = -1;

export function emptyHolders(): Holders {
  return { sole: emptyColumn(), lists: new Map() };
}

/** Notes that a line holds a text; a new text has no line before. */
export function addHolder({ sole, lists }: Holders, text: number, { line, isNew }: { line: number; isNew: boolean }): void {
  if (isNew) return setAt(sole, text, line);
  const known = sole.numbers[text] ?? 0;
  if (known === line) return;
  let list = lists.get(text);
  if (!list) {
    list = emptyPosting();
    append(list, known);
    lists.set(text, list);
    setAt(sole, text, severalLines);
  }
  append(list, line);
}

/** Visits each line that holds a text which several hold. */
export function forEachHolder({ lists }: Holders, text: number, visit: (line: number, text: number) => void): void {
  const list = lists.get(text);
  if (!list) return;
  const { numbers, length } = list;
  for (let at = 0; at < length; at += 1) visit(numbers[at] ?? 0, text);
}
