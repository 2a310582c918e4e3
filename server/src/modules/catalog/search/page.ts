import type { Position, Search } from './search.ts';

/** Lines that are let in before the list is put in order and cut again. */
const LOOSE_MAX = 100;

/** Keeps the first lines behind the cursor while lines come in any order: rank first, then the greater (newer) id. */
export function pageOf({ after, limit }: Pick<Search, 'after' | 'limit'>) {
  const size = limit + 1;
  let kept: Position[] = [];
  let last: Position | null = null;
  const cut = (): void => {
    kept = kept.toSorted(inOrder).slice(0, size);
    last = kept.length === size ? (kept.at(-1) ?? null) : null;
  };
  return {
    /** False when the page is full of better ones. */
    offer(rank: number, id: string): boolean {
      if (after !== null && !isBefore(after, { rank, id })) return true;
      // Most lines end here: nothing is made for them.
      if (last !== null && (rank > last.rank || (rank === last.rank && id < last.id))) return false;
      kept.push({ rank, id });
      if (kept.length >= size + LOOSE_MAX) cut();
      return true;
    },
    positions(): readonly Position[] {
      cut();
      return kept;
    },
  };
}

function inOrder(one: Position, other: Position): number {
  return isBefore(one, other) ? -1 : 1;
}

function isBefore(one: Position, other: Position): boolean {
  return one.rank === other.rank ? one.id > other.id : one.rank < other.rank;
}
