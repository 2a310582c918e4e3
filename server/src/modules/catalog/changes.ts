import type { EntryContent } from '@karez/contract/catalog/content';
import { canonicalJson } from '@karez/kit/canonical-json';

/** One field that changed, with both values as text, for a history in words. */
export type FieldChange = { readonly field: string; readonly before: string; readonly after: string };

/** Longest text of a value in the history; the full values stay in the revisions. */
export const CHANGE_TEXT_MAX = 200;

function asText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  const text = typeof value === 'string' ? value : canonicalJson(value);
  return Array.from(text).slice(0, CHANGE_TEXT_MAX).join('');
}

/** Fields whose values differ between two contents, in the order of the form; the order of names within a value says nothing. */
export function changesBetween(before: EntryContent, after: EntryContent): FieldChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([field, value]): FieldChange[] => {
    const earlier = old.get(field) ?? null;
    // The database gives names in an order of its own.
    if (canonicalJson(earlier) === canonicalJson(value)) return [];
    return [{ field, before: asText(earlier), after: asText(value) }];
  });
}
