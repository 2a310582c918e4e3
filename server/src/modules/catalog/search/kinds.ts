import { emptyColumn, setAt, type Column } from './column.ts';

/**
 * Lines that are alike in some respect have one number, their kind: what is asked of a kind is worked out once a question, and for each line
 * only its number is looked at. What the kind is made of stands beside the number.
 */
export type Kinds<T> = { readonly ofLine: Column; readonly numbers: Map<string, number>; readonly what: T[] };

export function emptyKinds<T>(): Kinds<T> {
  return { ofLine: emptyColumn(), numbers: new Map(), what: [] };
}

/** Says of which kind a line is; lines whose `what` reads alike are of one kind. */
export function setKind<T>({ ofLine, numbers, what }: Kinds<T>, line: number, one: T): void {
  const key = JSON.stringify(one);
  const known = numbers.get(key) ?? what.push(one) - 1;
  numbers.set(key, known);
  setAt(ofLine, line, known);
}

export function kindOf<T>({ ofLine, what }: Kinds<T>, line: number): T | undefined {
  return what[ofLine.numbers[line] ?? -1];
}

/** How many of the lines are of each kind. */
export function countKinds({ ofLine: { numbers }, what }: Kinds<unknown>, lines: Int32Array): Int32Array {
  const counts = new Int32Array(what.length);
  for (let at = 0; at < lines.length; at += 1) {
    const kind = numbers[lines[at] ?? 0] ?? 0;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
