import { conditionBasisSchema } from '@karez/contract/catalog/content';
import { guideWords } from './column-words.ts';

/** Characters of the longest line that is read by its form, above all that the fields of a term may hold together; what is longer is free text. */
const lineCharactersMax = 3_000;

/** How few characters each field of a form may have, in the order in which the form writes them. */
type Form = { readonly words: readonly string[]; readonly fields: readonly (readonly [name: string, charactersMin: 0 | 1])[] };
export type TermFields = Readonly<Partial<Record<string, string>>>;

/** The words around the fields of a form, as its message writes them: one more than there are fields. */
function formOf(part: string, fields: Form['fields']): Form {
  const mark = '\u0000';
  const marks = Object.fromEntries(fields.map(([name]) => [name, mark]));
  return { words: guideWords.text(`catalog.workbook.terms.${part}`, marks).split(mark), fields };
}

const forms = {
  condition: formOf('condition', [
    ['kind', 1],
    ['text', 0],
  ]),
  months: formOf('months', [['months', 1]]),
  basis: formOf('basis', [
    ['basis', 1],
    ['title', 1],
    ['docNo', 0],
    ['article', 1],
  ]),
  denial: formOf('denial', [
    ['kind', 1],
    ['title', 1],
    ['docNo', 0],
    ['article', 1],
    ['quotation', 0],
  ]),
  reason: formOf('reason', [['reason', 1]]),
} as const;

/**
 * The fields of a line that has a form. Each field ends where the next words begin for the first time, so a line is walked once: words that are
 * found as early as can be leave the most for those behind them, and nothing has to be tried twice.
 */
function fieldsOf(line: string, { words, fields }: Form): TermFields | undefined {
  const [first = '', ...between] = words;
  const last = between.pop() ?? '';
  const end = line.length - last.length;
  if (!line.startsWith(first) || !line.endsWith(last)) return undefined;
  const found: Record<string, string> = {};
  let from = first.length;
  for (const [at, [name, charactersMin]] of fields.entries()) {
    const next = between[at];
    const to = next === undefined ? end : line.indexOf(next, from + charactersMin);
    if (to < from + charactersMin || to > end) return undefined;
    found[name] = line.slice(from, to);
    from = to + (next ?? '').length;
  }
  return found;
}

const isReadable = (line: string): boolean => line.length <= lineCharactersMax;

/** Words that begin a basis of each kind. */
const basisStarts = conditionBasisSchema.shape.kind.options.map((kind) => {
  const [before = '', behind = ''] = forms.basis.words;
  return `${before}${guideWords.text(`catalog.basis.${kind}`)}${behind}`;
});

/** A text and the basis that it ends with. */
function withoutBasis(text: string): { text: string; basis: TermFields } {
  const at = Math.max(...basisStarts.map((start) => text.lastIndexOf(start)));
  const basis = at === -1 ? undefined : fieldsOf(text.slice(at), forms.basis);
  return basis ? { text: text.slice(0, at), basis } : { text, basis: {} };
}

/** A text and the months that it ends with. */
function withoutMonths(text: string): { text: string; months: string | undefined } {
  const at = text.lastIndexOf(forms.months.words[0] ?? '');
  const months = at === -1 ? undefined : fieldsOf(text.slice(at), forms.months)?.['months'];
  return months !== undefined && /^\d{1,3}$/u.test(months) ? { text: text.slice(0, at), months } : { text, months: undefined };
}

/** The parts of a line that has the form of a condition: kind and text, and months and basis where it ends with them. */
export function conditionFields(line: string): TermFields | undefined {
  const found = isReadable(line) ? fieldsOf(line, forms.condition) : undefined;
  if (!found) return undefined;
  const { text: rest, basis } = withoutBasis(found['text'] ?? '');
  const { text, months } = withoutMonths(rest);
  return { ...found, ...basis, text, ...(months === undefined ? {} : { months }) };
}

/** The parts of a line that has the form of a basis of denial. */
export function denialFields(line: string): TermFields | undefined {
  return isReadable(line) ? fieldsOf(line, forms.denial) : undefined;
}

/** The reason that a line states in its form. */
export function reasonIn(line: string): string | undefined {
  return isReadable(line) ? fieldsOf(line, forms.reason)?.['reason'] : undefined;
}
