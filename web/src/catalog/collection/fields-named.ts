import { FORM_FIELDS_MAX, type FormField } from '@karez/contract/catalog/collection';

const NAME_MAX = 128;

/** Fields by their names: one that was there keeps its number, a new one takes one that none had. */
export function fieldsNamed(
  names: readonly string[],
  { before, usedNumbers }: { before: readonly FormField[]; usedNumbers: readonly number[] },
): FormField[] {
  const known = new Map(before.map((field) => [field.name, field]));
  let last = Math.max(0, ...usedNumbers, ...before.map(({ no }) => no));
  const wanted = [...new Set(names.map((name) => name.trim().slice(0, NAME_MAX)))].filter((name) => name !== '');
  return wanted.slice(0, FORM_FIELDS_MAX).map((name) => {
    const kept = known.get(name);
    if (kept) return kept;
    last += 1;
    return { no: last, name };
  });
}
