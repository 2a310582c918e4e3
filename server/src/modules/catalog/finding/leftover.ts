/** What stands at one place of two texts when everything is taken away that stands in both in the same order. */
export type Leftover = { readonly a: string; readonly b: string };

type Block = { readonly a: number; readonly b: number; readonly length: number };

/** The longest text that stands in both, the first of equals. */
function longestBlock(a: readonly string[], b: readonly string[]): Block {
  let best: Block = { a: 0, b: 0, length: 0 };
  let before = new Map<number, number>();
  a.forEach((character, at) => {
    const now = new Map<number, number>();
    b.forEach((other, where) => {
      if (character !== other) return;
      const length = (before.get(where - 1) ?? 0) + 1;
      now.set(where, length);
      if (length > best.length) best = { a: at - length + 1, b: where - length + 1, length };
    });
    before = now;
  });
  return best;
}

const BLOCK_MIN = 2;

function gather(a: readonly string[], b: readonly string[]): Leftover[] {
  if (a.length === 0 && b.length === 0) return [];
  const { a: atA, b: atB, length } = longestBlock(a, b);
  if (length < BLOCK_MIN) return [{ a: a.join(''), b: b.join('') }];
  return [...gather(a.slice(0, atA), b.slice(0, atB)), ...gather(a.slice(atA + length), b.slice(atB + length))];
}

/**
 * The longest common texts of at least two characters are taken away, again and again; what is left are the words in which two names differ, the ones
 * that stand at the same place beside each other.
 */
export function leftoversOf(a: string, b: string): readonly Leftover[] {
  return gather(Array.from(a), Array.from(b));
}
