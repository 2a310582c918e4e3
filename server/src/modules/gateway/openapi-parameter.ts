import { isObject, resolved, type Document } from './openapi-reference.ts';

/** Schemas in schemas that are looked into. */
const depthMax = 8;
/** Alternatives of one schema that are looked at; beyond it nothing is known of the type. */
const partsMax = 20;
/** How a single value stands in a path and in a query when nothing is written around it. */
const plainStyle = { path: 'simple', query: 'form' } as const;

/**
 * What one value of a parameter is: the type of its schema, seen through references, null and parts. `any` where the document does not
 * say, where alternatives differ (but for text or whole number, which are both one value: `string`), or where the value is written in a
 * way of its own (a label, a matrix, a text of JSON).
 */
export function parameterTypeOf(document: Document, parameter: Document, place: 'path' | 'query'): string {
  const style = parameter['style'] ?? plainStyle[place];
  return style === plainStyle[place] ? commonOf(typesOf(document, parameter['schema'], 0)) : 'any';
}

function typesOf(document: Document, schema: unknown, depth: number): string[] {
  const node = resolved(document, schema);
  if (!isObject(node) || depth > depthMax) return ['any'];
  const stated: unknown[] = Array.isArray(node['type']) ? node['type'] : [node['type']];
  const own = stated.filter((one): one is string => typeof one === 'string' && one !== 'null');
  if (own.length > 0) return own;
  const parts: unknown = node['allOf'] ?? node['oneOf'] ?? node['anyOf'];
  if (!Array.isArray(parts) || parts.length === 0 || parts.length > partsMax) return ['any'];
  return parts.map((part: unknown) => commonOf(typesOf(document, part, depth + 1)));
}

function commonOf(types: readonly string[]): string {
  const each = new Set(types);
  const [only] = each;
  if (each.size === 1 && only !== undefined) return only.slice(0, 20);
  return [...each].every((type) => type === 'string' || type === 'integer') ? 'string' : 'any';
}
