import { emptyColumn, setAt, type Column } from './column.ts';
import { append, emptyPosting, numbersOf, type Posting } from './posting.ts';

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

/** The lines that hold a text which several hold. */
export function linesHolding({ lists }: Holders, text: number): Int32Array {
  const list = lists.get(text);
  return list ? numbersOf(list) : nobody;
}

const nobody = new Int32Array(0);
