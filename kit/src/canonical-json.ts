/** A value that JSON can hold. Members whose value is `undefined` are refused, not dropped. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Thrown for a value that RFC 8785 cannot represent: a fault of the caller, never of a user. */
export class NotCanonical extends Error {
  override readonly name = 'NotCanonical';

  /** `path` is a JSON pointer to the value. */
  constructor(path: string, reason: string) {
    super(`${path === '' ? 'the value' : path} ${reason}`);
  }
}

const depthMax = 64;

/**
 * RFC 8785 canonical JSON. One value has one text, without white space or line breaks.
 * Throws {@link NotCanonical} for NaN, infinities, lone surrogates, `undefined`, functions, symbols, bigints, non-plain objects and more than 64 levels.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value, '', 0);
}

/** UTF-8 of {@link canonicalJson}. */
export function canonicalBytes(value: unknown): Uint8Array {
  return Buffer.from(canonicalJson(value), 'utf8');
}

function textOf(value: unknown, path: string, depth: number): string {
  if (depth > depthMax) throw new NotCanonical(path, `lies deeper than ${depthMax} levels`);
  if (value === null) return 'null';
  if (typeof value === 'string') return stringText(value, path);
  if (typeof value === 'number') return numberText(value, path);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value !== 'object') throw new NotCanonical(path, `is of type ${typeof value}`);
  return Array.isArray(value) ? arrayText(value, path, depth) : objectText(value, path, depth);
}

function numberText(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new NotCanonical(path, 'is not a finite number');
  // RFC 8785 §3.2.2.3 is ECMAScript's own number text; JSON.stringify also writes -0 as 0.
  return JSON.stringify(value);
}

function stringText(value: string, path: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new NotCanonical(path, 'holds a lone surrogate');
  return JSON.stringify(value);
}

function arrayText(values: readonly unknown[], path: string, depth: number): string {
  const parts: string[] = [];
  for (let at = 0; at < values.length; at += 1) parts.push(textOf(values[at], `${path}/${at}`, depth + 1));
  return `[${parts.join(',')}]`;
}

function objectText(value: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonical(path, 'is not a plain object');
  // RFC 8785 §3.2.3 sorts by UTF-16 code units, which is JavaScript's own string order.
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const parts = members.map(([name, member]) => {
    const pointer = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return `${stringText(name, pointer)}:${textOf(member, pointer, depth + 1)}`;
  });
  return `{${parts.join(',')}}`;
}
