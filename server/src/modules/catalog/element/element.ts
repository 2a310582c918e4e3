import type { elementMatches } from '@karez/contract/catalog/element';
import type { Item } from '@karez/contract/catalog/content';
import type { FieldChange } from '../entry/changes.ts';
import type { Act } from '../revision/revision.ts';
import { fold } from '../search/search-text.ts';

/** One datum with one meaning in the whole city: 统一社会信用代码, 不动产单元号. */
export type Element = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly definition: string;
  readonly dataType: NonNullable<Item['dataType']>;
  readonly codeSet: string | null;
  readonly synonyms: readonly string[];
  /** Rises with every change of its words. */
  readonly revision: number;
};

/** What the authority changed in an element's words, and why. */
export type ElementChange = {
  readonly elementId: string;
  readonly revision: number;
  readonly changes: readonly FieldChange[];
  readonly changed: Act;
  readonly organisationName: string;
};

export type ElementWords = Pick<Element, 'name' | 'definition' | 'dataType' | 'codeSet' | 'synonyms'>;

const wordFields = ['name', 'definition', 'dataType', 'codeSet', 'synonyms'] as const;

/** Which words differ, as a history tells it. */
export function changedWords(before: ElementWords, after: ElementWords): FieldChange[] {
  const told = (value: ElementWords[(typeof wordFields)[number]]): string =>
    value === null ? '' : typeof value === 'string' ? value : value.join(' · ');
  return wordFields.flatMap((field) => {
    const [old, now] = [told(before[field]), told(after[field])];
    return old === now ? [] : [{ field, before: old, after: now }];
  });
}

/** A region's authority names the department that is an element's source, until another takes its place (91-4.1, 809-19). */
export type Designation = {
  readonly id: string;
  readonly elementId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly regionCode: string;
  readonly decisionNo: string;
  readonly decidedOn: string;
  readonly designated: Act;
  readonly endedOn: string | null;
};

export type ElementMatch = (typeof elementMatches)[number];

/** Why an element answers a question; null when it does not. An item's name may hold the element's: 经营者统一社会信用代码. */
export function matchOf(element: Element, question: string): ElementMatch | null {
  const asked = fold(question);
  if (asked === '') return 'all';
  const meets = (text: string): boolean => {
    const folded = fold(text);
    return folded.includes(asked) || asked.includes(folded);
  };
  if (meets(element.code)) return 'code';
  if (meets(element.name)) return 'name';
  if (element.synonyms.some(meets)) return 'synonym';
  return fold(element.definition).includes(asked) ? 'definition' : null;
}
