import type { EntryContent } from '@karez/contract/catalog/content';
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

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'revision' in value && typeof value.revision === 'number' && 'draft' in value;
}

/**
 * Text that the server has not got, left over from a closed tab or a lost connection. Laid over the server's content, so that a
 * field which an older release of the portal did not know is there too.
 */
export function keptDraft(entryId: string, server: EntryContent): Kept | null {
  const text = localStorage.getItem(keyOf(entryId));
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isKept(value) ? { revision: value.revision, draft: { ...server, ...value.draft } } : null;
  } catch {
    return null;
  }
}
