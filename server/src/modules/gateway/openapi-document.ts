import type { ReadOperation } from '@karez/contract/gateway/schemas';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { parse as parseYaml } from 'yaml';
import { answerSchemaOf, fieldsOf, recordsIn, walkOf, type Walk } from './openapi-answer.ts';
import { parameterTypeOf } from './openapi-parameter.ts';
import { isObject, isText, resolved, textOf, type Document } from './openapi-reference.ts';

/** What a provider's document offers, before any of it is mapped to items. */
export type ReadDocument = {
  readonly title: string;
  readonly version: string;
  readonly servers: readonly string[];
  readonly operations: readonly Offered[];
  readonly leftOut: readonly { readonly operation: string; readonly reason: LeftOutReason }[];
  /** The document as plain JSON. */
  readonly document: Document;
};
export type Offered = Omit<ReadOperation, 'suggestion'> & { readonly recordsAt: string; readonly envelope: readonly string[] };
export type LeftOutReason = 'method' | 'required-header' | 'no-json-answer' | 'parameter-unreadable' | 'repeated-id';

const operationsMax = 200;
const parametersMax = 50;
const methods = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'trace'];

/**
 * Reads an OpenAPI document of 3.0 or 3.1, JSON or YAML. The document is hostile until read: references stay inside it, their depth
 * and number are bounded, YAML aliases too, and nothing of it is fetched or run.
 */
export function readOpenApi(text: string): ReadDocument | Refusal {
  const document = parseDocument(text);
  if (!document) return refuse('gateway.document.unreadable');
  const release = document['openapi'];
  if (!isText(release) || !/^3\.[01]\.\d{1,3}$/.test(release)) return refuse('gateway.document.version', { version: textOf(release, 20) });
  const walk = walkOf(document);
  const found = Object.entries(isObject(document['paths']) ? document['paths'] : {}).flatMap(([path, item]) =>
    operationsAt(document, path, item),
  );
  const read = found.slice(0, operationsMax).map((place) => readOperation(walk, place));
  const operations = withoutRepeats(read.filter((one): one is Offered => 'id' in one));
  if (operations.kept.length === 0) return refuse('gateway.document.no-operation');
  const info = isObject(document['info']) ? document['info'] : {};
  return {
    title: textOf(info['title'], 200),
    version: textOf(info['version'], 50),
    servers: serversOf(document),
    operations: operations.kept,
    leftOut: [...read.filter((one): one is LeftOut => 'reason' in one), ...operations.repeated],
    document,
  };
}

type Place = { readonly path: string; readonly method: string; readonly operation: Document; readonly common: unknown };
type LeftOut = { readonly operation: string; readonly reason: LeftOutReason };

function parseDocument(text: string): Document | undefined {
  try {
    // YAML 1.2 contains JSON; the failsafe limits: no custom tags, few aliases, no repeated keys.
    const value: unknown = text.trimStart().startsWith('{')
      ? JSON.parse(text)
      : parseYaml(text, { schema: 'core', maxAliasCount: 50, uniqueKeys: true, logLevel: 'silent' });
    // Through JSON once more: what aliases share becomes a plain tree, and dates or other non-JSON values become text.
    const plain: unknown = JSON.parse(JSON.stringify(value));
    return isObject(plain) ? plain : undefined;
  } catch {
    // Not JSON and not YAML, or nested beyond what the parsers take: the refusal says that it cannot be read.
    return undefined;
  }
}

function operationsAt(document: Document, path: string, item: unknown): Place[] {
  const at = resolved(document, item);
  if (!isObject(at) || !/^\/[\w./{}~-]*$/.test(path) || path.length > 500) return [];
  return methods.flatMap((method) => {
    const operation = at[method];
    return isObject(operation) ? [{ path, method: method.toUpperCase(), operation, common: at['parameters'] }] : [];
  });
}

function readOperation(walk: Walk, place: Place): Offered | LeftOut {
  const { document } = walk;
  const { path, method, operation } = place;
  const name = `${method} ${path}`;
  if (method !== 'GET' && method !== 'POST') return { operation: name, reason: 'method' };
  const parameters = readParameters(document, place);
  if (typeof parameters === 'string') return { operation: name, reason: parameters };
  const schema = answerSchemaOf(document, operation);
  if (!schema) return { operation: name, reason: 'no-json-answer' };
  const answerFields = fieldsOf(walk, schema);
  const { recordsAt, envelope } = recordsIn(walk, schema);
  return {
    id: idOf(operation, name),
    method,
    path: path.length > 1 ? path.replace(/\/$/, '') : path,
    summary: textOf(operation['summary'], 200),
    parameters,
    takesBody: method === 'POST' && operation['requestBody'] !== undefined,
    answerFields,
    recordsAt,
    envelope,
  };
}

function idOf(operation: Document, name: string): string {
  const id = operation['operationId'];
  return isText(id) && /^[\w.-]{1,100}$/.test(id) ? id : name.replaceAll(/[^\w]+/g, '-').slice(0, 100);
}

type Parameter = ReadOperation['parameters'][number];

/** Parameters of the path and of the query; a header or cookie that a provider demands cannot be given by a caller of ours. */
function readParameters(document: Document, { path, operation, common }: Place): Parameter[] | LeftOutReason {
  const listed = [common, operation['parameters']].flatMap((list) => (Array.isArray(list) ? list : []));
  if (listed.length > parametersMax) return 'parameter-unreadable';
  const found = new Map<string, Parameter>();
  for (const entry of listed) {
    const parameter = resolved(document, entry);
    if (!isObject(parameter) || !isText(parameter['name'])) return 'parameter-unreadable';
    const place = parameter['in'];
    const isRequired = parameter['required'] === true;
    if (place === 'path' || place === 'query')
      found.set(
        `${place} ${parameter['name']}`,
        parameterOf(document, parameter, { name: parameter['name'], place, required: isRequired }),
      );
    else if (isRequired) return 'required-header';
  }
  const named = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
  return named.every((name) => found.has(`path ${name}`)) && isTemplate(path) ? [...found.values()] : 'parameter-unreadable';
}

/** A parameter is a whole segment: `/a/{b}`, not `/a/x{b}`. */
function isTemplate(path: string): boolean {
  return path.split('/').every((segment) => !/[{}]/.test(segment) || /^\{[\w.-]{1,100}\}$/.test(segment));
}

function parameterOf(document: Document, parameter: Document, about: Pick<Parameter, 'name' | 'place' | 'required'>): Parameter {
  const example = parameter['example'];
  const isShown = isText(example) || typeof example === 'number';
  return {
    ...about,
    type: parameterTypeOf(document, parameter, about.place),
    description: textOf(parameter['description'], 1000),
    example: isShown ? String(example).slice(0, 200) : null,
  };
}

function serversOf(document: Document): string[] {
  const servers = Array.isArray(document['servers']) ? document['servers'] : [];
  return servers
    .slice(0, 10)
    .flatMap((server: unknown) => (isObject(server) && isText(server['url']) ? [server['url'].slice(0, 500)] : []));
}

function withoutRepeats(offered: readonly Offered[]): { kept: Offered[]; repeated: LeftOut[] } {
  const kept = offered.filter((one, index) => offered.findIndex(({ id }) => id === one.id) === index);
  const repeated = offered
    .filter((one) => !kept.includes(one))
    .map(({ method, path }) => ({ operation: `${method} ${path}`, reason: 'repeated-id' as const }));
  return { kept, repeated };
}
