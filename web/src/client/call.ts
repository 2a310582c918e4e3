import { apiPrefix, type AnswerOf, type BodyOf, type ParamsOf, type QueryOf, type Route } from '@karez/contract/route';
import { csrfHeader } from '@karez/contract/identity';
import { ProblemError, problemFrom, Unreachable } from './problem-error.ts';

type Empty = Record<string, never>;
type Part<Name extends string, T> = T extends undefined
  ? { readonly [K in Name]?: undefined }
  : T extends Empty
    ? { readonly [K in Name]?: T }
    : { readonly [K in Name]: T };

/** What a call of a route takes: its params, query and body as the contract has them. */
export type Input<R> = Part<'params', ParamsOf<R>> & { readonly query?: Partial<QueryOf<R>> } & Part<'body', BodyOf<R>> & {
    readonly ifMatch?: string | number;
    readonly files?: readonly { field: string; file: Blob; name: string }[];
    /** One key for one intended deed: a repeated click does not do it twice. */
    readonly key?: string;
  };

export type Answered<R> = { readonly answer: AnswerOf<R>; readonly etag: string | null };

let csrfToken = '';
let language = 'zh';

/** Set by the session after sign-in; every write carries it. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

let hearRefusal: (code: string) => void = () => undefined;

/** Who is told of every refusal by its code, whoever asked: the session, which may have changed meanwhile. */
export function setRefusalListener(listener: (code: string) => void): void {
  hearRefusal = listener;
}

async function refusalIn(response: Response): Promise<Error> {
  const error = await problemFrom(response);
  if (error instanceof ProblemError) hearRefusal(error.problem.code);
  return error;
}

/** Language that refusals are answered in. */
export function setCallLanguage(next: string): void {
  language = next;
}

/** The address of a route with its params and query filled in. */
export function addressOf(route: Route, input: { params?: unknown; query?: unknown }): string {
  const params = new Map(Object.entries(input.params ?? {}));
  const path = route.path.replaceAll(/:([A-Za-z]+)/g, (_whole, name: string) => encodeURIComponent(String(params.get(name) ?? '')));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return `${apiPrefix}${path}${text === '' ? '' : `?${text}`}`;
}

function bodyFor(input: { body?: unknown; files?: readonly { field: string; file: Blob; name: string }[] | undefined }): {
  body: BodyInit | null;
  type: string | null;
} {
  if (input.files) {
    const form = new FormData();
    for (const [name, value] of Object.entries(input.body ?? {})) form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    for (const { field, file, name } of input.files) form.append(field, file, name);
    return { body: form, type: null };
  }
  return input.body === undefined ? { body: null, type: null } : { body: JSON.stringify(input.body), type: 'application/json' };
}

function headersFor(route: Route, { ifMatch, key }: { ifMatch?: string | number; key?: string }): Headers {
  const headers = new Headers({ 'accept-language': language, accept: 'application/json' });
  if (route.method !== 'GET') headers.set(csrfHeader, csrfToken);
  if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`);
  if (route.idempotent) headers.set('idempotency-key', key ?? crypto.randomUUID());
  return headers;
}

/** Calls a contract route; throws a ProblemError for a refusal and Unreachable when no answer came. */
export async function call<R extends Route>(route: R, input: Input<R>): Promise<Answered<R>> {
  const { body, type } = bodyFor(input);
  const headers = headersFor(route, input);
  if (type !== null) headers.set('content-type', type);
  let response: Response;
  try {
    response = await fetch(addressOf(route, input), { method: route.method, headers, body, credentials: 'same-origin' });
  } catch (error) {
    throw new Unreachable('no answer', { cause: error });
  }
  if (!response.ok) throw await refusalIn(response);
  const answer: unknown = response.status === 204 ? undefined : await response.json();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server parsed the answer with this route's own schema before it sent it
  return { answer: answer as AnswerOf<R>, etag: response.headers.get('etag')?.replaceAll('"', '') ?? null };
}

/** Fetches the file of a download route. */
export async function fetchFile<R extends Route>(route: R, input: Input<R>): Promise<{ readonly file: Blob; readonly name: string }> {
  const response = await fetch(addressOf(route, input), {
    method: route.method,
    headers: { 'accept-language': language, [csrfHeader]: csrfToken },
    credentials: 'same-origin',
  });
  if (!response.ok) throw await problemFrom(response);
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { file: await response.blob(), name: name ? decodeURIComponent(name) : 'karez' };
}

/** Hands a file to the browser. */
export function handOver({ file, name }: { readonly file: Blob; readonly name: string }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Fetches a download route and hands the file to the browser. */
export async function download<R extends Route>(route: R, input: Input<R>): Promise<void> {
  handOver(await fetchFile(route, input));
}
