import type { CollectionForm, FormField } from '@karez/contract/catalog/collection';
import type { SourceElsewhere } from '../element/element-store.ts';
import { fold } from '../search/search-text.ts';
import type { Found } from './finding.ts';
import type { Holder } from './holders-store.ts';
import { itemKey, wordingsOf } from './items.ts';
import { regionPath, type Draft } from './judge.ts';
import { isTelling } from './telling.ts';

/** Findings on one form; a form that others hold more of is not told field by field. */
export const FORM_FINDINGS_MAX = 30;
/** A name that more departments than this use has no one source. */
const DEPARTMENTS_MAX = 3;
const ABSTRACT_MAX = 200;

type Form = { readonly form: CollectionForm; readonly regionCode: string };
type Ground = { readonly elements: readonly SourceElsewhere[]; readonly holders: readonly Holder[] };

function own({ form, regionCode }: Form, field: FormField) {
  return { name: field.name, abstract: form.name, regionCode };
}

function elementFound(given: Form, field: FormField, elements: readonly SourceElsewhere[]): Found | undefined {
  const asked = itemKey(field.name);
  const element = elements.find(({ name, synonyms }) => [name, ...synonyms].some((word) => itemKey(word) === asked));
  if (!element) return undefined;
  const { id, code, name, definition, regionCode, organisationId, organisationName } = element;
  const evidence = {
    score: 1,
    parts: [],
    terms: [],
    differing: [],
    items: [{ no: field.no, nameZh: field.name, other: name }],
    own: own(given, field),
    other: { name, abstract: definition, regionCode, organisationId, organisationName, code },
  };
  return { kind: 'element', targetId: id, place: 'field', itemNo: field.no, relation: 'held', evidence };
}

/** Counties beside each other hold the same of their own; only one extent within the other is held already. */
function isWithin(a: string, b: string): boolean {
  const [left, right] = [regionPath(a), regionPath(b)];
  return left.slice(0, right.length).every((part, at) => part === right[at]);
}

function entryFound(given: Form, field: FormField, { holders, most }: { holders: readonly Holder[]; most: (id: string) => number }) {
  const asked = itemKey(field.name);
  const holding = holders.filter(({ nameZh }) => itemKey(nameZh) === asked);
  if (new Set(holding.map(({ organisationId }) => organisationId)).size > DEPARTMENTS_MAX) return undefined;
  const [best] = holding.toSorted((a, b) => most(b.entryId) - most(a.entryId));
  if (!best) return undefined;
  const { entryId, entryName, abstract, regionCode, organisationId, organisationName, code, nameZh } = best;
  const evidence = {
    score: 1,
    parts: [],
    terms: [],
    differing: [],
    items: [{ no: field.no, nameZh: field.name, other: nameZh }],
    own: own(given, field),
    other: { name: entryName, abstract: abstract.slice(0, ABSTRACT_MAX), regionCode, organisationId, organisationName, code },
  };
  return { kind: 'entry', targetId: entryId, place: 'field', itemNo: field.no, relation: 'held', evidence } satisfies Found;
}

/** Names that a form is looked up by: those that say by themselves what they are, in every wording. */
export function namesAskedFor(form: CollectionForm | null | undefined): readonly string[] {
  return [...new Set((form?.fields ?? []).filter(({ name }) => isTelling(name)).flatMap(({ name }) => wordingsOf(name)))];
}

/** Whether the draft is told this already, by its whole or by the item of that name. */
function isToldAlready(found: Found, told: readonly Found[]): boolean {
  const asked = fold(found.evidence.own.name);
  return told.some(
    ({ kind, targetId, place, evidence }) =>
      kind === found.kind &&
      targetId === found.targetId &&
      (place === 'entry' || evidence.items.some(({ nameZh }) => fold(nameZh) === asked)),
  );
}

/**
 * Fields of the form that others hold already (91-4.1: 避免重复采集): a data element that bears the name and whose source is another department, else an
 * item of that name in what another department published. What `told` says already is not said again.
 */
export function judgeForm(
  { content, regionCode }: Pick<Draft, 'content' | 'regionCode'>,
  ground: Ground,
  told: readonly Found[],
): readonly Found[] {
  const form = content.collection?.form;
  if (!form) return [];
  const given = { form, regionCode: content.coverageRegion ?? regionCode };
  const holders = ground.holders.filter((holder) => isWithin(holder.regionCode, given.regionCode));
  const counts = new Map<string, number>();
  for (const { entryId } of holders) counts.set(entryId, (counts.get(entryId) ?? 0) + 1);
  const most = (id: string): number => counts.get(id) ?? 0;
  const found = form.fields.flatMap((field) => {
    const one =
      elementFound(given, field, ground.elements) ?? (isTelling(field.name) ? entryFound(given, field, { holders, most }) : undefined);
    return one && !isToldAlready(one, told) ? [one] : [];
  });
  return found.slice(0, FORM_FINDINGS_MAX);
}
