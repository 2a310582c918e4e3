import { refuse, isRefusal, type Refusal } from '@karez/kit/refusal';

/**
 * The format of a matter number (办件编号), as a grant states it: literal text with runs in braces, for example
 * `SW-{digits:4}-{digits:1-8}`. Runs: `digits`, `letters` (A–Z), `alnum` (A–Z, 0–9), `any` (printable, no blank; last only).
 * No regular expression: matching is one pass over the text, whatever a grant says.
 */
export type Pattern = { readonly source: string; readonly parts: readonly Part[] };

type Part = Literal | Run;
type Literal = { readonly kind: 'literal'; readonly text: string };
type RunKind = 'digits' | 'letters' | 'alnum' | 'any';
type Run = { readonly kind: RunKind; readonly min: number; readonly max: number };

export const patternCharactersMax = 120;
/** Longest matter number that any door accepts, in characters. */
export const matterCharactersMax = 64;

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
const isLetter = (code: number) => code >= 0x41 && code <= 0x5a;
const belongs: Record<RunKind, (code: number) => boolean> = {
  digits: isDigit,
  letters: isLetter,
  alnum: (code) => isDigit(code) || isLetter(code),
  any: (code) => code > 0x20 && code !== 0x7f && !(code >= 0x80 && code <= 0xa0) && code !== 0x3000,
};

/** Compiles a format; refuses one that is empty, malformed, too long, or whose runs touch so that a match would be ambiguous. */
export function compilePattern(source: string): Pattern | Refusal {
  if (source.length === 0 || source.length > patternCharactersMax)
    return refuse('grant.matter-format.length', { max: patternCharactersMax });
  const parts = split(source);
  if (isRefusal(parts)) return parts;
  const ambiguous = parts.findIndex((part, index) => isAmbiguous(part, parts[index + 1]));
  if (ambiguous >= 0) return refuse('grant.matter-format.ambiguous', { part: ambiguous + 1 });
  return { source, parts };
}

/** Whether a text has the format, in time linear in the text. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  if (text.length === 0 || text.length > matterCharactersMax) return false;
  let at = 0;
  for (const part of pattern.parts) {
    const next = part.kind === 'literal' ? afterLiteral(part, text, at) : afterRun(part, text, at);
    if (next < 0) return false;
    at = next;
  }
  return at === text.length;
}

function afterLiteral(part: Literal, text: string, at: number): number {
  return text.startsWith(part.text, at) ? at + part.text.length : -1;
}

function afterRun(part: Run, text: string, at: number): number {
  const isMember = belongs[part.kind];
  let end = at;
  while (end < text.length && end - at < part.max && isMember(text.charCodeAt(end))) end++;
  return end - at < part.min ? -1 : end;
}

function split(source: string): readonly Part[] | Refusal {
  const parts: Part[] = [];
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('{', at);
    const literal = source.slice(at, open < 0 ? source.length : open);
    if (literal.includes('}') || Array.from(literal).some((c) => !belongs.any(c.charCodeAt(0))))
      return refuse('grant.matter-format.literal', { at: at + 1 });
    if (literal !== '') parts.push({ kind: 'literal', text: literal });
    if (open < 0) break;
    const close = source.indexOf('}', open);
    const run = close < 0 ? undefined : readRun(source.slice(open + 1, close));
    if (!run) return refuse('grant.matter-format.run', { at: open + 1 });
    parts.push(run);
    at = close + 1;
  }
  return parts;
}

function readRun(text: string): Run | undefined {
  const [kind, counts, ...rest] = text.split(':');
  if (counts === undefined || rest.length > 0 || !isRunKind(kind)) return undefined;
  const [low, high, ...more] = counts.split('-');
  const min = readCount(low);
  const max = high === undefined ? min : readCount(high);
  if (more.length > 0 || min === undefined || max === undefined || max < min) return undefined;
  return { kind, min, max };
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined || text.length === 0 || text.length > 2 || !Array.from(text).every((c) => isDigit(c.charCodeAt(0))))
    return undefined;
  const count = Number(text);
  return count >= 1 && count <= matterCharactersMax ? count : undefined;
}

function isRunKind(text: string | undefined): text is RunKind {
  return text !== undefined && Object.hasOwn(belongs, text);
}

/** A run of varying length takes what it can: right only when what follows cannot begin with one of its characters. */
function isAmbiguous(part: Part, next: Part | undefined): boolean {
  if (part.kind === 'literal' || part.min === part.max || next === undefined) return false;
  if (next.kind === 'literal') return belongs[part.kind](next.text.charCodeAt(0));
  return part.kind === 'any' || next.kind === 'any' || overlaps(part.kind, next.kind);
}

function overlaps(one: RunKind, other: RunKind): boolean {
  return one === other || one === 'alnum' || other === 'alnum';
}
