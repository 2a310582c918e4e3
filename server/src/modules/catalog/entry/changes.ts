import type { EntryContent, Item } from '@karez/contract/catalog/content';
import { canonicalJson } from '@karez/kit/canonical-json';

/** One field that changed, with both values as text, for a history in words. An item is a field of its own: `items/<no>`. */
export type FieldChange = { readonly field: string; readonly before: string; readonly after: string };

/** Longest text of a value in the history; the full values stay in the revisions. */
export const CHANGE_TEXT_MAX = 200;
/** Longest text within a value that has parts: the parts stay whole, so that a reader can tell which of them changed. */
const PART_TEXT_MAX = 60;
/** Longest value with parts. */
const PARTS_TEXT_MAX = 4000;

function cut(text: string, max: number): string {
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

/** A value as the history keeps it: text as it is, a value with parts as JSON; what is too long ends with `…`. */
export function asText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'string') return cut(value, CHANGE_TEXT_MAX);
  const whole = canonicalJson(value);
  if (whole.length <= CHANGE_TEXT_MAX) return whole;
  const shortened: unknown = JSON.parse(whole, (_name, part: unknown) => (typeof part === 'string' ? cut(part, PART_TEXT_MAX) : part));
  return cut(canonicalJson(shortened), PARTS_TEXT_MAX);
}

/** Whether there was more of a text than the history keeps: two such texts may differ where it does not see. */
export function isCut(text: string): boolean {
  return text.endsWith('…') || text.includes('…"') || Array.from(text).length === CHANGE_TEXT_MAX;
}

/** Fields whose values differ between two contents, in the order of the form; the order of names within a value says nothing. */
export function changesBetween(before: EntryContent, after: EntryContent): FieldChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([field, value]): FieldChange[] =>
    field === 'items' ? itemChanges(before.items, after.items) : changeOf(field, old.get(field) ?? null, value),
  );
}

/** Items by their own number, which they keep over all versions. */
function itemChanges(before: readonly Item[], after: readonly Item[]): FieldChange[] {
  const old = new Map(before.map((item) => [item.no, item]));
  const now = new Map(after.map((item) => [item.no, item]));
  const numbers = [...new Set([...old.keys(), ...now.keys()])].toSorted((left, right) => left - right);
  return numbers.flatMap((no) => changeOf(`items/${no}`, old.get(no) ?? null, now.get(no) ?? null));
}

function changeOf(field: string, before: unknown, after: unknown): FieldChange[] {
  // The database gives names in an order of its own.
  if (canonicalJson(before) === canonicalJson(after)) return [];
  return [{ field, before: asText(before), after: asText(after) }];
}
