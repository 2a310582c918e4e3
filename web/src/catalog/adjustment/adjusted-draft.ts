import { adjustedFieldsSchema, type AdjustedFields } from '@karez/contract/catalog/adjustment';
import type { EntryContent } from '@karez/contract/catalog/content';
import type { Draft, Wrong } from '../draft.ts';

function itemsOf(before: EntryContent, draft: Draft): AdjustedFields['items'] {
  const old = new Map(before.items.map((item) => [item.no, item]));
  return draft.items.flatMap(({ no, shareType, updateCycle }) => {
    const known = old.get(no);
    return known?.shareType === shareType && known.updateCycle === updateCycle ? [] : [{ no, shareType, updateCycle }];
  });
}

/** What the form sends, or the places that keep it from being sent at all. */
export function adjustedFields(
  before: EntryContent,
  draft: Draft,
): { readonly fields: AdjustedFields } | { readonly wrongs: readonly Wrong[] } {
  const { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle } = draft;
  const same = { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle };
  const parsed = adjustedFieldsSchema.safeParse({ ...same, items: itemsOf(before, draft) });
  if (parsed.success) return { fields: parsed.data };
  return { wrongs: parsed.error.issues.map(({ path }) => ({ path: path.map(String).join('/'), word: 'field.required' })) };
}

/** The content as it would be: what is no longer denied keeps no reason and no basis. */
export function contentAfter(before: EntryContent, draft: Draft): EntryContent {
  const { items, ...rest } = draft;
  const kept = items.map((item) => ((item.shareType ?? draft.shareType) === 'denied' ? item : { ...item, denial: null }));
  const after = { ...rest, items: kept, secrecyAssessment: before.secrecyAssessment, impactAssessment: before.impactAssessment };
  return draft.shareType === 'denied' ? after : { ...after, denialReason: '', denialBasis: [] };
}
