import { useState } from 'react';

/** Keys of the rows of a list that somebody writes, for rows that have nothing of their own to be told by. */
export type Keys = {
  readonly keys: readonly number[];
  /** A row was added at the end. */
  readonly added: () => void;
  /** The row at a place was taken away: the others keep their keys. */
  readonly removed: (place: number) => void;
};

/** Gives each of `count` rows a key that it keeps while others come and go; rows that came from elsewhere get new ones. */
export function useKeys(count: number): Keys {
  const [kept, setKept] = useState<readonly number[]>([]);
  const first = Math.max(0, ...kept) + 1;
  const keys = Array.from({ length: count }, (_row, place) => kept[place] ?? first + place);
  return {
    keys,
    added: () => setKept([...keys, Math.max(0, ...keys, ...kept) + 1]),
    removed: (place) => setKept(keys.filter((_key, at) => at !== place)),
  };
}
