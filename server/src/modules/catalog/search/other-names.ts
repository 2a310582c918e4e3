import { emptyColumn, setAt, type Column } from './column.ts';

/** Which texts are the name of an entry, in any language, and which names in other languages a line has. */
export type OtherNames = { readonly named: Column; readonly ofLine: Map<number, readonly number[]> };

export function emptyOtherNames(): OtherNames {
  return { named: emptyColumn(), ofLine: new Map() };
}

/** Notes under which name and other names, by the numbers of their texts, a new line is known. */
export function addNames({ named, ofLine }: OtherNames, line: number, { name, others }: { name: number; others: readonly number[] }): void {
  setAt(named, name, 1);
  if (others.length === 0) return;
  ofLine.set(line, others);
  for (const text of others) setAt(named, text, 1);
}

/** Whether the text is the name of any entry; items, departments and summaries are not, and nobody need look at each of their lines. */
export function isAnyName({ named }: OtherNames, text: number): boolean {
  return named.numbers[text] === 1;
}

/** Whether the text is the line's name in another language. */
export function isOtherName({ ofLine }: OtherNames, { text, line }: { text: number; line: number }): boolean {
  return ofLine.get(line)?.includes(text) === true;
}
