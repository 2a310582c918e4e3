import { refuse, type FieldRefusal, type Refusal, type RefusalParams } from '@karez/kit/refusal';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const PARAMETERS = ['expected', 'minimum', 'maximum', 'format', 'divisor', 'origin'] as const;

function pointer(part: string, path: readonly PropertyKey[]): string {
  return `/${[part, ...path].map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}

function paramsOf(issue: Issue): RefusalParams {
  const entries = PARAMETERS.flatMap((name) => {
    const value: unknown = name in issue ? Reflect.get(issue, name) : undefined;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function fieldsOf(part: string, issue: Issue): FieldRefusal[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pointer(part, [...issue.path, key.slice(0, 80)]), code: 'unknown', params: {} }));
  }
  const custom = issue.code === 'custom' && issue.message !== 'Invalid input' ? issue.message : issue.code.replaceAll('_', '-');
  return [{ path: pointer(part, issue.path), code: custom, params: paramsOf(issue) }];
}

const FIELDS_MAX = 100;

/** Text that PostgreSQL cannot keep (U+0000, half a surrogate pair) as JSON pointers; walked without recursion, for a body nests as deep as it likes. */
function unkeepableIn(part: string, value: unknown): FieldRefusal[] {
  const found: FieldRefusal[] = [];
  const waiting: { readonly at: string; readonly value: unknown }[] = [{ at: `/${part}`, value }];
  for (let next = waiting.pop(); next !== undefined && found.length < FIELDS_MAX; next = waiting.pop()) {
    const { at, value: inside } = next;
    if (typeof inside === 'string' && !isKeepable(inside)) found.push({ path: at, code: 'unkeepable-text', params: {} });
    if (typeof inside !== 'object' || inside === null) continue;
    for (const [key, member] of Object.entries(inside)) {
      if (isKeepable(key)) waiting.push({ at: `${at}${pointer(key, [])}`, value: member });
      else found.push({ path: at, code: 'unkeepable-text', params: {} });
    }
  }
  return found;
}

function isKeepable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}

/** Parses one part of a request; a refusal names every wrong place by JSON pointer and rule. */
export function parsePart<T extends z.ZodType>(
  part: 'path' | 'query' | 'body',
  schema: T,
  value: unknown,
): { value: z.infer<T> } | { refusal: Refusal } {
  const parsed = schema.safeParse(value);
  const fields = parsed.success ? unkeepableIn(part, value) : parsed.error.issues.flatMap((issue) => fieldsOf(part, issue));
  if (parsed.success && fields.length === 0) return { value: parsed.data };
  return { refusal: refuse('request.invalid', { count: fields.length }, fields.slice(0, FIELDS_MAX)) };
}
