import {
  conditionBasisSchema,
  conditionSchema,
  denialBasisSchema,
  type Condition,
  type DenialBasis,
  type EntryContent,
} from '@karez/contract/catalog/content';
import { guideWords } from './column-words.ts';
import { conditionFields, denialFields, reasonIn, type TermFields } from './term-lines.ts';

/** What the column 共享条件/不予共享依据 states. */
export type Terms = Pick<EntryContent, 'conditions' | 'denialReason' | 'denialBasis'>;

const wordsOf = (key: string, values: readonly string[]): ReadonlyMap<string, string> =>
  new Map(values.map((value) => [guideWords.text(`${key}.${value}`), value]));
const conditionKinds = wordsOf('catalog.condition', conditionSchema.shape.kind.options);
const basisKinds = wordsOf('catalog.basis', conditionBasisSchema.shape.kind.options);
const denialKinds = wordsOf('catalog.basis', denialBasisSchema.shape.kind.options);

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
const line = (part: string, params: Readonly<Record<string, string | number>>): string =>
  oneLine(guideWords.text(`catalog.workbook.terms.${part}`, params));
const kindWord = (kind: string): string => guideWords.text(`catalog.basis.${kind}`);

function conditionLine({ kind, text, monthsMax, basis }: Condition): string {
  const parts = [line('condition', { kind: guideWords.text(`catalog.condition.${kind}`), text })];
  if (monthsMax !== null) parts.push(line('months', { months: String(monthsMax) }));
  if (basis) parts.push(line('basis', { basis: kindWord(basis.kind), title: basis.title, docNo: basis.docNo, article: basis.article }));
  return parts.join('');
}

function denialLine({ kind, title, docNo, article, quotation }: DenialBasis): string {
  return line('denial', { kind: kindWord(kind), title, docNo, article, quotation });
}

/** One line for each condition and each basis of denial, then the reason. */
export function termsText({ conditions, denialBasis, denialReason }: Terms): string {
  const reason = denialReason === '' ? [] : [line('reason', { reason: denialReason })];
  return [...conditions.map(conditionLine), ...denialBasis.map(denialLine), ...reason].join('\n');
}

function conditionBasisFrom({ basis, title, docNo, article }: TermFields): Condition['basis'] {
  const read = conditionBasisSchema.safeParse({ articleId: null, kind: basisKinds.get(basis ?? ''), title, docNo, article });
  return read.success ? read.data : null;
}

function conditionFrom(text: string): Condition {
  const found = conditionFields(text) ?? {};
  const kind = conditionSchema.shape.kind.safeParse(conditionKinds.get(found['kind'] ?? ''));
  if (!kind.success) return { kind: 'other', text, monthsMax: null, basis: null };
  const monthsMax = found['months'] === undefined ? null : Number(found['months']);
  return { kind: kind.data, text: found['text'] ?? '', monthsMax, basis: conditionBasisFrom(found) };
}

function denialFrom(text: string): DenialBasis | undefined {
  const found = denialFields(text);
  if (!found) return undefined;
  const { kind = '', title, docNo, article, quotation } = found;
  const basis = denialBasisSchema.safeParse({
    articleId: null,
    kind: denialKinds.get(kind),
    title,
    docNo,
    article,
    quotation,
    effectiveOn: null,
    url: null,
  });
  return basis.success ? basis.data : undefined;
}

type Stated = { readonly condition: Condition } | { readonly basis: DenialBasis } | { readonly reason: string };

/** What one line states, by its form. */
function statedBy(text: string, isDenied: boolean): Stated {
  const basis = denialFrom(text);
  if (basis) return { basis };
  const reason = reasonIn(text);
  if (reason !== undefined) return { reason };
  return isDenied && conditionFields(text) === undefined ? { reason: text } : { condition: conditionFrom(text) };
}

/**
 * The terms that a cell states, over those that the entry has: a line that is as it was keeps what it says beyond its words. A free line is a
 * condition without a basis, which is found before submission (809-15), or, where everything is denied, the reason.
 */
export function termsFrom(text: string, before: Terms, { isDenied }: { isDenied: boolean }): Terms {
  const known = new Map<string, Stated>([
    ...before.conditions.map((condition): [string, Stated] => [conditionLine(condition), { condition }]),
    ...before.denialBasis.map((basis): [string, Stated] => [denialLine(basis), { basis }]),
    ...(before.denialReason === '' ? [] : [[line('reason', { reason: before.denialReason }), { reason: before.denialReason }] as const]),
  ]);
  const lines = text
    .split('\n')
    .map(oneLine)
    .filter((each) => each !== '');
  const stated = lines.map((each) => known.get(each) ?? statedBy(each, isDenied));
  return {
    conditions: stated.flatMap((each) => ('condition' in each ? each.condition : [])),
    denialBasis: stated.flatMap((each) => ('basis' in each ? each.basis : [])),
    denialReason: stated.flatMap((each) => ('reason' in each ? each.reason : [])).join('\n'),
  };
}
