import type { AdjustedFields, wideningKinds } from '@karez/contract/catalog/adjustment';
import type { Condition, EntryContent, Item } from '@karez/contract/catalog/content';
import { canonicalJson } from '@karez/kit/canonical-json';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { changesBetween, type FieldChange } from '../entry/changes.ts';
import { shareTypeOfItem, stricter } from '../entry/share-type.ts';

export type Widening = (typeof wideningKinds)[number];

/**
 * The content with the adjusted fields in it. What is no longer denied, the entry or an item, loses reason and basis. Refuses numbers of items that it does not
 * have.
 */
export function adjustedContent(content: EntryContent, fields: AdjustedFields): EntryContent | Refusal {
  const { items: adjusted, ...scalars } = fields;
  const known = new Map(content.items.map((item) => [item.no, item]));
  const unknown = adjusted.find(({ no }) => !known.has(no));
  if (unknown) return refuse('catalog.adjustment.item-unknown', { no: unknown.no });
  const byNo = new Map(adjusted.map((item) => [item.no, item]));
  const shareType = scalars.shareType ?? 'unconditional';
  const items = content.items
    .map((item) => ({ ...item, ...byNo.get(item.no) }))
    .map((item) => (shareTypeOfItem(item, shareType) === 'denied' ? item : { ...item, denial: null }));
  const next = { ...content, ...scalars, items };
  return shareType === 'denied' ? next : { ...next, denialReason: '', denialBasis: [] };
}

function valuesOf(content: EntryContent): Map<string, unknown> {
  return new Map<string, unknown>([...Object.entries(content), ...content.items.map((item) => [`items/${item.no}`, item] as const)]);
}

/** A difference with both values whole: whoever answers for a text must be able to read all of it. */
export function wholeChanges(before: EntryContent, after: EntryContent): FieldChange[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  return changesBetween(before, after).map(({ field }) => ({ field, before: wholeText(old.get(field)), after: wholeText(now.get(field)) }));
}

function wholeText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : canonicalJson(value);
}

const typeOf = (item: Item, content: EntryContent) => shareTypeOfItem(item, content.shareType ?? 'unconditional');

/** Whether it refuses to others what the department did not refuse: a denial needs an article and its verification (91-3.1, 809-15). */
export function deniesAnew(before: EntryContent, after: EntryContent): boolean {
  const old = new Map(before.items.map((item) => [item.no, item]));
  const ofItems = after.items.some((item) => {
    const known = old.get(item.no);
    return typeOf(item, after) === 'denied' && (!known || typeOf(known, before) !== 'denied');
  });
  return ofItems || (after.shareType === 'denied' && before.shareType !== 'denied');
}

/** Conditions that say who may have it and for what: a list of them widens by every word that is added. */
const enumerating: readonly Condition['kind'][] = ['scope', 'purpose', 'region'];

function textsOf(conditions: readonly Condition[], kind: Condition['kind']): string[] {
  return conditions
    .filter((one) => one.kind === kind)
    .map(({ text }) => text)
    .toSorted();
}

function loosensConditions(before: readonly Condition[], after: readonly Condition[]): boolean {
  if (before.length === 0) return false;
  const rewords = enumerating.some((kind) => canonicalJson(textsOf(before, kind)) !== canonicalJson(textsOf(after, kind)));
  const loses = before.some(
    ({ kind, text }) => !enumerating.includes(kind) && !after.some((one) => one.kind === kind && one.text === text),
  );
  return rewords || loses;
}

/** The shortest term that some conditions set, in months; without one there is no end. */
function term(conditions: readonly Condition[]): number {
  return Math.min(Infinity, ...conditions.flatMap(({ monthsMax }) => (monthsMax === null ? [] : [monthsMax])));
}

/**
 * In what a content goes beyond what its department has assessed (809-13). A machine cannot weigh words: whatever may let more departments, uses or
 * time in counts, and only what is sure to narrow does not.
 */
export function wideningOf(before: EntryContent, after: EntryContent): Widening[] {
  const old = new Map(before.items.map((item) => [item.no, item]));
  const isLooser = (item: Item) => {
    const known = old.get(item.no);
    return known !== undefined && stricter(typeOf(known, before), typeOf(item, after));
  };
  const looserEntry = before.shareType !== null && after.shareType !== null && stricter(before.shareType, after.shareType);
  const found: readonly (readonly [Widening, boolean])[] = [
    ['share-type', looserEntry],
    ['item-share-type', after.items.some(isLooser)],
    ['conditions', loosensConditions(before.conditions, after.conditions)],
    ['period', before.conditions.length > 0 && term(after.conditions) > term(before.conditions)],
    ['use-conditions', before.useConditions !== '' && before.useConditions !== after.useConditions],
  ];
  return found.flatMap(([kind, holds]) => (holds ? [kind] : []));
}
