import type { Draft } from './draft.ts';

/** Unsaved text of one entry with the revision that it was written on. */
export type Kept = { readonly revision: number; readonly draft: Draft };

const keyOf = (entryId: string) => `karez.entry.${entryId}`;

export function keepDraft(entryId: string, kept: Kept): void {
  localStorage.setItem(keyOf(entryId), JSON.stringify(kept));
}

export function forgetDraft(entryId: string): void {
  localStorage.removeItem(keyOf(entryId));
}

/** Text that the server has not got, left over from a closed tab or a lost connection. */
export function keptDraft(entryId: string): Kept | null {
  const text = localStorage.getItem(keyOf(entryId));
  if (text === null) return null;
  try {
    // Written by keepDraft only; what the server then takes is checked by the contract's schema.
    return JSON.parse(text) as Kept;
  } catch {
    return null;
  }
}
