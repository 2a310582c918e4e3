import { onePersonId } from '@karez/policy/evidence/person-id';
import type { CompiledService, ServedOperation } from './compiled-service.ts';

/** A call's path and query, taken apart and understood; `upstreamPath` is what the provider is asked. */
export type MatchedRoute = {
  readonly operation: ServedOperation;
  readonly upstreamPath: string;
  /** The parameter that names the person the call is about; null where none does. */
  readonly personId: string | null;
};
export type Unmatched = {
  readonly unmatched: 'path' | 'parameter-unknown' | 'parameter-missing' | 'parameter-malformed' | 'parameter-not-one-person';
  readonly name: string;
};

/** Prefix of every call: `/services/<code>/<path of the operation>`. */
export const servicesPrefix = '/services/';
export const parameterCharactersMax = 500;
const queryParametersMax = 50;

/** A service with its operations split into segments, once. */
export type RoutedService = {
  readonly service: CompiledService;
  readonly basePath: string;
  readonly operations: readonly RoutedOperation[];
};
type RoutedOperation = {
  readonly operation: ServedOperation;
  readonly segments: readonly Segment[];
  readonly query: ReadonlyMap<string, boolean>;
  readonly personFrom: PersonParameter | null;
};
/** The parameter that names the person, and which segment of the path it is; null: it stands in the query. */
type PersonParameter = { readonly name: string; readonly segment: number | null };
type Segment = { readonly literal: string } | { readonly parameter: string };

export function routedService(service: CompiledService): RoutedService {
  const basePath = new URL(service.baseUrl).pathname.replace(/\/$/, '');
  const operations = service.operations.map((operation) => ({
    operation,
    segments: operation.path.split('/').slice(1).map(segmentOf),
    query: new Map(
      operation.parameters.filter((parameter) => parameter.place === 'query').map(({ name, required }) => [name, required] as const),
    ),
    personFrom: personParameter(operation),
  }));
  return { service, basePath, operations };
}

function personParameter({ person, path }: ServedOperation): PersonParameter | null {
  if (person?.from !== 'parameter') return null;
  const { place, name } = person;
  return { name, segment: place === 'query' ? null : path.split('/').slice(1).indexOf(`{${name}}`) };
}

function segmentOf(text: string): Segment {
  return text.startsWith('{') && text.endsWith('}') ? { parameter: text.slice(1, -1) } : { literal: text };
}

/** Splits `/services/<code>/rest?query`; undefined when the path is no call of a service or is written to be read in two ways. */
export function splitTarget(target: string): { code: string; path: string; query: string } | undefined {
  if (!target.startsWith(servicesPrefix)) return undefined;
  const mark = target.indexOf('?');
  const whole = mark < 0 ? target : target.slice(0, mark);
  if (!isCanonical(whole)) return undefined;
  const slash = whole.indexOf('/', servicesPrefix.length);
  const end = slash < 0 ? whole.length : slash;
  return { code: whole.slice(servicesPrefix.length, end), path: whole.slice(end), query: mark < 0 ? '' : target.slice(mark + 1) };
}

/** No empty or dotted segment, no encoded slash, dot or backslash, no parameter after a semicolon: one path, one meaning. */
function isCanonical(path: string): boolean {
  if (/[\\;#]|\/\/|%(?:2[ef]|5c|00)/i.test(path)) return false;
  return !path.includes('/./') && !path.includes('/../') && !path.endsWith('/.') && !path.endsWith('/..');
}

/** Finds the operation and builds the upstream path from its template and the checked parameters. */
export function matchRoute(
  routed: RoutedService,
  method: string,
  { path, query }: { path: string; query: string },
): MatchedRoute | Unmatched {
  const parts = path.split('/').slice(1);
  for (const candidate of routed.operations) {
    if (candidate.operation.method !== method || candidate.segments.length !== parts.length) continue;
    const upstream = upstreamSegments(candidate.segments, parts);
    if (upstream === undefined) continue;
    const checked = checkedQuery(candidate.query, query);
    if (typeof checked !== 'string') return checked;
    const personId = candidate.personFrom && personOf(candidate.personFrom, { segments: upstream, query: checked });
    if (personId !== null && typeof personId !== 'string') return personId;
    return { operation: candidate.operation, upstreamPath: `${routed.basePath}/${upstream.join('/')}${checked}`, personId };
  }
  return { unmatched: 'path', name: '' };
}

/**
 * The value as the provider is asked for it, so that what is marked is what was looked up; '' where it was left out. A text that may name
 * several persons, or none, would be marked as one who does not exist: it is not asked about.
 */
function personOf({ name, segment }: PersonParameter, asked: { segments: readonly string[]; query: string }): string | Unmatched {
  const value = segment === null ? new URLSearchParams(asked.query).get(name) : decodeURIComponent(asked.segments[segment] ?? '');
  if (value === null) return '';
  return onePersonId(value) === undefined ? { unmatched: 'parameter-not-one-person', name } : value;
}

function upstreamSegments(segments: readonly Segment[], parts: readonly string[]): string[] | undefined {
  const built: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? '';
    if ('literal' in segment) {
      if (segment.literal !== part) return undefined;
      built.push(part);
      continue;
    }
    const value = decoded(part);
    if (value === undefined || value === '' || value === '.' || value === '..') return undefined;
    built.push(encodeURIComponent(value));
  }
  return built;
}

/** Keeps declared parameters only, each once; what is undeclared is refused rather than silently dropped. */
function checkedQuery(declared: ReadonlyMap<string, boolean>, query: string): string | Unmatched {
  if (query === '' && declared.size === 0) return '';
  const found = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&', queryParametersMax + 1)) {
    const fault = readPair(pair, declared, found);
    if (fault) return fault;
  }
  for (const [name, required] of declared) if (required && !found.get(name)) return { unmatched: 'parameter-missing', name };
  if (found.size === 0) return '';
  return `?${[...found].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
}

function readPair(pair: string, declared: ReadonlyMap<string, boolean>, found: Map<string, string>): Unmatched | undefined {
  const mark = pair.indexOf('=');
  const name = decoded(mark < 0 ? pair : pair.slice(0, mark));
  const value = decoded(mark < 0 ? '' : pair.slice(mark + 1));
  if (name === undefined || value === undefined) return { unmatched: 'parameter-malformed', name: '' };
  if (!declared.has(name)) return { unmatched: 'parameter-unknown', name: name.slice(0, 64) };
  if (found.has(name)) return { unmatched: 'parameter-malformed', name };
  found.set(name, value);
  return undefined;
}

function decoded(text: string): string | undefined {
  if (text.length > parameterCharactersMax) return undefined;
  if (!text.includes('%') && !text.includes('+')) return isPrintable(text) ? text : undefined;
  try {
    const value = decodeURIComponent(text.replaceAll('+', '%20'));
    return isPrintable(value) ? value : undefined;
  } catch {
    // The one way in which decodeURIComponent fails: the escapes are not UTF-8.
    return undefined;
  }
}

function isPrintable(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x7f) return false;
  }
  return true;
}
