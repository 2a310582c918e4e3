import type { EntryContent } from '@karez/contract/catalog/content';
import type { Draft } from '../draft.ts';

/** An adjustment that was not proposed yet, with the revision of the entry that it was written on. */
export type KeptAdjustment = { readonly revision: number; readonly draft: Draft; readonly reason: string };

/** Whose text, and of which entry: at a shared machine nobody finds another person's. */
export type Place = { readonly personId: string; readonly entryId: string };

const keyOf = ({ personId, entryId }: Place) => `karez.adjustment.${personId}.${entryId}`;

export function keepAdjustment(place: Place, kept: KeptAdjustment): void {
  localStorage.setItem(keyOf(place), JSON.stringify(kept));
}

export function forgetAdjustment(place: Place): void {
  localStorage.removeItem(keyOf(place));
}

function isKept(value: unknown): value is KeptAdjustment {
  return (
    typeof value === 'object' &&
    value !== null &&
    'revision' in value &&
    typeof value.revision === 'number' &&
    'reason' in value &&
    typeof value.reason === 'string' &&
    'draft' in value
  );
}

/** What may be adjusted of the kept text, over the entry as it is now: items that came, went or were renamed meanwhile are the entry's. */
function laidOver(before: EntryContent, kept: Partial<Draft>): Draft {
  const { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle } = {
    ...before,
    ...kept,
  };
  const items = new Map((kept.items ?? []).map((item) => [item.no, item]));
  return {
    ...before,
    name,
    category,
    otherCategories,
    shareType,
    conditions,
    useConditions,
    shareModeClass,
    shareModeType,
    updateCycle,
    items: before.items.map((item) => {
      const written = items.get(item.no);
      return written ? { ...item, shareType: written.shareType, updateCycle: written.updateCycle } : item;
    }),
  };
}

/** What a closed tab or a lost connection left over. */
export function keptAdjustment(place: Place, before: EntryContent): KeptAdjustment | null {
  const text = localStorage.getItem(keyOf(place));
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isKept(value) ? { ...value, draft: laidOver(before, value.draft) } : null;
  } catch {
    return null;
  }
}
