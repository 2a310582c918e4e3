/** One number for each line, side by side in memory; grows as lines come. */
export type Column = { numbers: Int32Array<ArrayBuffer> };

export function emptyColumn(): Column {
  return { numbers: new Int32Array(64) };
}

export function setAt(column: Column, line: number, number: number): void {
  if (line >= column.numbers.length) {
    const larger = new Int32Array(Math.max(column.numbers.length * 2, line + 1));
    larger.set(column.numbers);
    column.numbers = larger;
  }
  column.numbers[line] = number;
}

/** Several numbers for each line, one line's behind the other's. */
export type ListColumn = { readonly from: Column; readonly values: Column; length: number };

export function emptyListColumn(): ListColumn {
  return { from: emptyColumn(), values: emptyColumn(), length: 0 };
}

/** Adds the numbers of the next line; lines come in their order. */
export function addList(column: ListColumn, line: number, numbers: readonly number[]): void {
  setAt(column.from, line, column.length);
  for (const number of numbers) {
    setAt(column.values, column.length, number);
    column.length += 1;
  }
  setAt(column.from, line + 1, column.length);
}
