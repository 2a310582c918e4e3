import { emptyColumn, setAt, type Column } from './column.ts';

/** The names of entries in other languages: which texts are one, and which of them a line has. */
export type OtherNames = { readonly named: Column; readonly ofLine: Map<number, readonly number[]> };

export function emptyOtherNames(): OtherNames {
  return { named: emptyColumn(), ofLine: new Map() };
}

/** Notes under which other names, by the numbers of their texts, a new line is known. */
export function addOtherNames({ named, ofLine }: OtherNames, line: number, texts: readonly number[]): void {
  if (texts.length === 0) return;
  ofLine.set(line, texts);
  for (const text of texts) setAt(named, text, 1);
}

/** Whether the text is the line's name in another language; nearly every text names nothing so. */
export function isOtherName({ named, ofLine }: OtherNames, { text, line }: { text: number; line: number }): boolean {
  return named.numbers[text] === 1 && ofLine.get(line)?.includes(text) === true;
}
