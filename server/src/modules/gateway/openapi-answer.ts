import { isObject, resolved, textOf, type Document } from './openapi-reference.ts';

export type AnswerField = { readonly path: string; readonly type: string; readonly description: string };

const fieldsMax = 500;
const depthMax = 8;
/** Properties that are looked at in one document: one that branches without end is left where the count runs out. */
const visitsMax = 200_000;

/** One reading of a document: its operations share what may be looked at. */
export type Walk = { readonly document: Document; visitsLeft: number };

export function walkOf(document: Document): Walk {
  return { document, visitsLeft: visitsMax };
}

/** The schema of an operation's JSON answer: of 200, else of any success. */
export function answerSchemaOf(document: Document, operation: Document): Document | undefined {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  const name = ['200', '201', '2XX', '2xx', 'default'].find((code) => responses[code] !== undefined);
  const response = name === undefined ? undefined : resolved(document, responses[name]);
  const content = isObject(response) && isObject(response['content']) ? response['content'] : {};
  const type = Object.keys(content).find((key) => /^application\/(?:[\w.+-]+\+)?json\b/i.test(key));
  const media = type === undefined ? undefined : content[type];
  const schema = isObject(media) ? resolved(document, media['schema']) : undefined;
  return isObject(schema) ? schema : undefined;
}

/** Every field of an answer by its dotted path from the root; arrays are passed through, as the cutting does. */
export function fieldsOf(walk: Walk, schema: Document): AnswerField[] {
  const found: AnswerField[] = [];
  collect({ walk, found }, schema, []);
  return found;
}

type Collecting = { readonly walk: Walk; readonly found: AnswerField[] };

function collect({ walk, found }: Collecting, schema: unknown, path: readonly string[]): void {
  const node = itemSchema(walk, schema);
  if (!node || path.length > depthMax || found.length >= fieldsMax) return;
  const properties = propertiesOf(walk, node, 0);
  if (properties.length === 0 && path.length > 0) {
    found.push({ path: path.join('.'), type: typeOf(node), description: textOf(node['description'] ?? node['title'], 200) });
  }
  for (const [name, property] of properties) if (isName(name)) collect({ walk, found }, property, [...path, name]);
}

/**
 * Where the records of an answer stand: the root, or the only list of objects in it. Around them, numbers are proposed to leave
 * too (a total, a page); texts never are, for nobody granted them.
 */
export function recordsIn(walk: Walk, schema: Document): { recordsAt: string; envelope: string[] } {
  if (isList(walk, schema)) return { recordsAt: '', envelope: [] };
  const members = propertiesOf(walk, schema, 0);
  const lists = members.filter(([name, member]) => isName(name) && isObjectList(walk, member));
  const [list] = lists;
  if (!list || lists.length > 1) return { recordsAt: '', envelope: [] };
  const envelope = members
    .filter(([name, member]) => isName(name) && ['integer', 'number'].includes(typeOf(itemSchema(walk, member) ?? {})))
    .map(([name]) => name);
  return { recordsAt: list[0], envelope: envelope.slice(0, 20) };
}

/** A name that a dotted path can hold. */
function isName(name: string): boolean {
  return name.length >= 1 && name.length <= 100 && !name.includes('.');
}

function isList({ document }: Walk, schema: unknown): boolean {
  const node = resolved(document, schema);
  return isObject(node) && typeOf(node) === 'array';
}

function isObjectList(walk: Walk, schema: unknown): boolean {
  const items = isList(walk, schema) ? itemSchema(walk, schema) : undefined;
  return items !== undefined && propertiesOf(walk, items, 0).length > 0;
}

/** The schema itself, or what the elements of a list are, however deep lists stand in lists. */
function itemSchema(walk: Walk, schema: unknown): Document | undefined {
  let node = resolved(walk.document, schema);
  for (let count = 0; count < depthMax && isObject(node) && typeOf(node) === 'array'; count++)
    node = resolved(walk.document, node['items']);
  return isObject(node) ? node : undefined;
}

/** Properties of an object, those of `allOf`, `anyOf` and `oneOf` parts included. */
function propertiesOf(walk: Walk, node: Document, depth: number): [string, unknown][] {
  if (depth > depthMax || walk.visitsLeft <= 0) return [];
  const own = isObject(node['properties']) ? Object.entries(node['properties']) : [];
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((name) => (Array.isArray(node[name]) ? node[name] : []));
  const inherited = parts.slice(0, 20).flatMap((part: unknown) => {
    const of = resolved(walk.document, part);
    return isObject(of) ? propertiesOf(walk, of, depth + 1) : [];
  });
  walk.visitsLeft -= 1 + own.length + inherited.length;
  return [...new Map([...inherited, ...own])].slice(0, fieldsMax);
}

/** `type` of 3.0, or the one that is not null of 3.1's list. */
function typeOf(node: Document): string {
  const type: unknown = Array.isArray(node['type']) ? node['type'].find((one) => one !== 'null') : node['type'];
  return typeof type === 'string' ? type.slice(0, 20) : 'any';
}
