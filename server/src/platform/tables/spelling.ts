import { nameKey } from './cell-text.ts';

/** A value of a code list, or the spelling as found when it states none of them: unknown is told, never guessed. */
export type Normalised<T> = { readonly value: T } | { readonly unknown: string };

/** A code list by the keys of its spellings. */
export function bySpelling<T>(table: Readonly<Record<string, readonly string[]>>, parse: (name: string) => T): ReadonlyMap<string, T> {
  return new Map(Object.entries(table).flatMap(([name, words]) => words.map((word) => [nameKey(word), parse(name)] as const)));
}

/** The value of a key in a code list; `raw` is what the cell holds. */
export function lookUp<T>(table: ReadonlyMap<string, T>, key: string, raw: string): Normalised<T> {
  const value = table.get(key);
  return value === undefined ? { unknown: raw } : { value };
}
