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

/** Parses one part of a request; a refusal names every wrong place by JSON pointer and rule. */
export function parsePart<T extends z.ZodType>(
  part: 'path' | 'query' | 'body',
  schema: T,
  value: unknown,
): { value: z.infer<T> } | { refusal: Refusal } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const fields = parsed.error.issues.flatMap((issue) => fieldsOf(part, issue));
  return { refusal: refuse('request.invalid', { count: fields.length }, fields.slice(0, 100)) };
}
