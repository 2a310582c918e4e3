/** Rising numbers that grow at the end only: which texts hold a pair of characters, which entries hold a text. */
export type Posting = { numbers: Int32Array<ArrayBuffer>; length: number };

export function emptyPosting(): Posting {
  return { numbers: new Int32Array(2), length: 0 };
}

/** Adds a number that is not below the last one; the last one itself is not added again. */
export function append(posting: Posting, number: number): void {
  const { numbers, length } = posting;
  if (length > 0 && numbers[length - 1] === number) return;
  if (length === numbers.length) {
    posting.numbers = new Int32Array(length * 2);
    posting.numbers.set(numbers);
  }
  posting.numbers[length] = number;
  posting.length = length + 1;
}

export function numbersOf({ numbers, length }: Posting): Int32Array {
  return numbers.subarray(0, length);
}

/** Numbers in both; the shorter list leads, so that a rare pair beside a common one costs little. */
export function common(one: Int32Array, other: Int32Array): Int32Array {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const found = new Int32Array(short.length);
  let length = 0;
  let from = 0;
  for (const number of short) {
    from = firstNotBelow(long, { number, from });
    if (from === long.length) break;
    if (long[from] === number) {
      found[length] = number;
      length += 1;
    }
  }
  return found.subarray(0, length);
}

/** Gallops: steps double until they pass the number, then the last step is halved down. */
function firstNotBelow(list: Int32Array, { number, from }: { number: number; from: number }): number {
  let step = 1;
  let low = from;
  while (low + step < list.length && (list[low + step] ?? 0) < number) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, list.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
