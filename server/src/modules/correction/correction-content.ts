import type { CorrectionAnswer, CorrectionContent } from '@karez/contract/correction/schemas';
import { refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import { holdsPersonalValue } from '#modules/sharing';

/** Fewer characters than these describe no error. */
export const DESCRIPTION_CHARACTERS_MIN = 10;

/** What a report is judged by besides itself. */
export type ContentGround = {
  /** Numbers of the items that may be named. */
  readonly itemNos: readonly number[];
  readonly fileCount: number;
};

/** Everything that a report still lacks before it may be filed, as JSON pointers into its content. Empty means complete. */
export function missingInCorrection(content: CorrectionContent, { itemNos, fileCount }: ContentGround): FieldRefusal[] {
  const missing: FieldRefusal[] = [];
  const report = (path: string, code: string, params: FieldRefusal['params'] = {}) => missing.push({ path, code, params });
  if (content.itemNos.length === 0) report('/itemNos', 'required');
  content.itemNos.forEach((no, place) => {
    if (!itemNos.includes(no)) report(`/itemNos/${place}`, 'correction.item-unfit', { no });
    else if (content.itemNos.indexOf(no) < place) report(`/itemNos/${place}`, 'correction.item-twice', { no });
  });
  if (content.issue === null) report('/issue', 'required');
  if (content.description.length < DESCRIPTION_CHARACTERS_MIN)
    report('/description', 'correction.description-short', { minimum: DESCRIPTION_CHARACTERS_MIN });
  // An error that nothing shows cannot be verified.
  if (content.references.length === 0 && fileCount === 0) report('/records', 'correction.proof-missing');
  return missing;
}

type Place = readonly [path: string, text: string];

/** A refusal where a text that others read in lists and histories holds a value that is somebody's; null for none. */
export function personalValueIn(places: readonly Place[]): Refusal | null {
  const found = places
    .filter(([, text]) => holdsPersonalValue(text))
    .map(([path]): FieldRefusal => ({ path: `/body/${path}`, code: 'correction.personal-value-here', params: {} }));
  return found.length === 0 ? null : refuse('correction.personal-value', { count: found.length }, found);
}

/** The texts of the matter that a report turns on. */
export const textsOfMatter = ({ code, name }: { readonly code: string; readonly name: string }): Place[] => [
  ['ground/matter/code', code],
  ['ground/matter/name', name],
];

/** The texts of an answer. */
export function textsOfAnswer(answer: CorrectionAnswer): Place[] {
  const how = answer.result === 'corrected' || answer.result === 'partly' ? [['how', answer.how] as const] : [];
  if (answer.result === 'corrected') return how;
  const basis = answer.result === 'not-an-error' ? answer.basis : [];
  const quoted = basis.flatMap(({ title, docNo, article, quotation }, place) =>
    Object.entries({ title, docNo, article, quotation }).map(([field, text]): Place => [`basis/${place}/${field}`, text]),
  );
  return [...how, ['reason', answer.reason], ...quoted];
}
