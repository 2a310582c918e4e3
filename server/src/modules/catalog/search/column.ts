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
