import { entryContentSchema } from '@karez/contract/catalog/content';
import { fieldNames, isBlank, partName, partsOf, valueText, type FieldName, type Telling } from './entry-text.ts';

/** One difference in words of the reader's language. */
export type Change = { readonly key: string; readonly label: string; readonly before: string; readonly after: string };

type Pair = { readonly before: unknown; readonly after: unknown };

/** Booleans of an item that say nothing while they are false, as the form does not ask for them then. */
const quietParts = new Set(['no', 'isKey', 'isTimestamp', 'isBaseItem']);

/** Differences between two values of a field (`items/3` is one item): part by part where the value has parts, item by item for items. */
export function fieldChanges(field: string, { before, after }: Pair, telling: Telling): Change[] {
  if (field === 'items') return itemsChanges({ before, after }, telling);
  const label = labelOf(field, after ?? before, telling);
  const [old, now] = [partsOf(before), partsOf(after)];
  if (!old || !now) return different({ key: field, label, before: told(field, before, telling), after: told(field, after, telling) });
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((part) =>
    different({
      key: `${field}/${part}`,
      label: telling.words.t('portal.catalog.part-of', { whole: label, part: partName(part, telling.words) }),
      before: told(`${listName(field)}/${part}`, old.get(part), telling),
      after: told(`${listName(field)}/${part}`, now.get(part), telling),
    }),
  );
}

/** Differences that come as text, as a history and a dry run tell them. */
export function toldChanges(changes: readonly { field: string; before: string; after: string }[], telling: Telling): Change[] {
  return changes.flatMap(({ field, before, after }) => {
    const pair = { before: readBack(field, before), after: readBack(field, after) };
    if (pair.before !== unreadable && pair.after !== unreadable) return fieldChanges(field, pair, telling);
    const long = telling.words.t('portal.catalog.long-content');
    return [{ key: field, label: labelOf(field, null, telling), before: long, after: long }];
  });
}

/** A value that was longer than the history keeps. */
const unreadable = Symbol('unreadable');

function readBack(field: string, text: string): unknown {
  if (text === '') return null;
  const name = entryContentSchema.keyof().safeParse(field);
  const isText = name.success ? entryContentSchema.shape[name.data].safeParse(text).success : !field.startsWith('items/');
  if (isText) return text;
  try {
    return JSON.parse(text);
  } catch {
    return /^[[{]/.test(text) ? unreadable : text;
  }
}

/** `items/3` chooses from the same lists as every item. */
function listName(field: string): string {
  return field.startsWith('items') ? 'items' : field;
}

function labelOf(field: string, value: unknown, { words }: Telling): string {
  if (!field.startsWith('items/')) return words.has(`catalog.field.${field}`) ? words.t(`catalog.field.${field}`) : field;
  const name = partsOf(value)?.get('nameZh');
  return `${words.t('portal.catalog.item.row', { no: field.slice('items/'.length) })} ${typeof name === 'string' ? name : ''}`.trimEnd();
}

/** One item by its number; a part of an item is told as that part is. */
const wholeItem = /^items\/\d+$/u;

function told(field: string, value: unknown, telling: Telling): string {
  const said = wholeItem.test(field) && partsOf(value) ? itemText(value, telling) : valueText(field, value, telling);
  return said === '' ? telling.words.t('portal.catalog.blank') : said;
}

function itemText(item: unknown, telling: Telling): string {
  const parts = [...(partsOf(item) ?? [])].filter(([name, part]) => !isBlank(part) && part !== false && !quietParts.has(name));
  return parts.map(([name, part]) => `${partName(name, telling.words)} ${valueText(`items/${name}`, part, telling)}`).join(' · ');
}

/** Items by their own number; an imported one has none yet and goes by its place. */
function itemsChanges({ before, after }: Pair, telling: Telling): Change[] {
  const [old, now] = [byIdentity(before), byIdentity(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) =>
    fieldChanges(`items/${id}`, { before: old.get(id) ?? null, after: now.get(id) ?? null }, telling),
  );
}

function byIdentity(items: unknown): ReadonlyMap<string, unknown> {
  const list: readonly unknown[] = Array.isArray(items) ? items : [];
  return new Map(
    list.map((item, index) => {
      const no = partsOf(item)?.get('no');
      return [String(typeof no === 'number' ? no : index + 1), item];
    }),
  );
}

/** A difference that reads the same on both sides has nothing to tell, unless it lies beyond what the history keeps. */
function different(change: Change): Change[] {
  return change.before === change.after && !change.after.endsWith('…') ? [] : [change];
}

/** Differences between two contents, field by field. */
export function contentChanges(
  { before, after }: { before: Readonly<Record<FieldName, unknown>>; after: Readonly<Record<FieldName, unknown>> },
  telling: Telling,
): Change[] {
  return fieldNames.flatMap((field) => fieldChanges(field, { before: before[field], after: after[field] }, telling));
}
