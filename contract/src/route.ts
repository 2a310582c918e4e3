import { z } from 'zod';

/** Every route's path stands under this prefix. */
export const apiPrefix = '/api/v1';

/** HTTP methods that the platform uses. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Who may call a route at all, before any power is asked for. */
export type Audience =
  /** anyone, signed in or not (sign-in itself, health, public keys) */
  | 'anyone'
  /** a person with a session whose second factor was given */
  | 'person'
  /** a machine client with an access token */
  | 'client'
  /** a person or a machine client; where the installation has opened this reading, nobody known as well: the verb says what each is shown */
  | 'reader';

/** Everything that one route promises: the one declaration from which validation, types, client and OpenAPI come. */
export type Route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  /** Stable name `module.verb-noun`: the name in evidence, metrics, client and documentation. */
  readonly id: string;
  readonly method: Method;
  /** Path with `:name` parameters, without {@link apiPrefix}. */
  readonly path: string;
  readonly summary: string;
  readonly audience: Audience;
  /** The power that the caller's posts must carry; `null` where being signed in is enough. */
  readonly power: string | null;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  /** HTTP status of success. */
  readonly status: 200 | 201 | 202 | 204;
  /** Refusal codes beyond those that every route may give (validation, sign-in, power). */
  readonly refusals: readonly string[];
  /** A creating call: takes `Idempotency-Key`, and a repeated key gives the first answer again. */
  readonly idempotent: boolean;
  /** How the body travels: JSON both ways, a multipart upload in, or a file out. */
  readonly kind: 'json' | 'upload' | 'download';
  /** Media types that a download may come as. */
  readonly mediaTypes: readonly string[];
};

type RouteInput<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> = {
  id: string;
  method: Method;
  path: string;
  summary: string;
  audience?: Audience;
  power?: string | null;
  params?: P;
  query?: Q;
  body?: B;
  answer: A;
  status?: 200 | 201 | 202 | 204;
  refusals?: readonly string[];
  idempotent?: boolean;
  kind?: 'json' | 'upload' | 'download';
  mediaTypes?: readonly string[];
};

const nothing = z.object({}).strict();

function mediaTypesOf({ mediaTypes = ['application/octet-stream'] }: { mediaTypes?: readonly string[] }): readonly string[] {
  return mediaTypes;
}

/**
 * Declares a route. Unknown fields are refused (schemas are strict); audience defaults to `person`, power to none.
 * `params`, `query` values arrive as text: use `z.coerce` where a number or a date is meant.
 */
export function route<
  A extends z.ZodType,
  P extends z.ZodObject = typeof nothing,
  Q extends z.ZodObject = typeof nothing,
  B extends z.ZodType = z.ZodUndefined,
>(input: RouteInput<P, Q, B, A>): Route<P, Q, B, A> {
  return {
    id: input.id,
    method: input.method,
    path: input.path,
    summary: input.summary,
    audience: input.audience ?? 'person',
    power: input.power ?? null,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the default stands in only where the caller left the type parameter at its own default
    params: (input.params ?? nothing) as P,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the default stands in only where the caller left the type parameter at its own default
    query: (input.query ?? nothing) as Q,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the default stands in only where the caller left the type parameter at its own default
    body: (input.body ?? z.undefined()) as B,
    answer: input.answer,
    status: input.status ?? 200,
    refusals: input.refusals ?? [],
    idempotent: input.idempotent ?? false,
    kind: input.kind ?? 'json',
    mediaTypes: mediaTypesOf(input),
  };
}

export type ParamsOf<R> = R extends Route<infer P, infer _Q, infer _B, infer _A> ? z.infer<P> : never;
export type QueryOf<R> = R extends Route<infer _P, infer Q, infer _B, infer _A> ? z.infer<Q> : never;
export type BodyOf<R> = R extends Route<infer _P, infer _Q, infer B, infer _A> ? z.infer<B> : never;
export type AnswerOf<R> = R extends Route<infer _P, infer _Q, infer _B, infer A> ? z.infer<A> : never;

/** HTTP status of a refusal code. One table a module: `export const sharingRefusals = refusals({ … })`. */
export type RefusalStatuses = Readonly<
  Record<string, 400 | 401 | 403 | 404 | 406 | 409 | 412 | 413 | 415 | 422 | 423 | 429 | 431 | 451 | 500 | 502 | 503 | 504>
>;

/** Declares the refusal codes of one module with their statuses; their words stand in `contract/messages`. */
export function refusals<T extends RefusalStatuses>(table: T): T {
  return table;
}

/** Whether an action on a thing is open to the caller now; `reason` is a refusal code with words, for the disabled button. */
export const allowedSchema = z.record(
  z.string(),
  z.object({
    allowed: z.boolean(),
    reason: z.string().nullable(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
);
export type AllowedActions = z.infer<typeof allowedSchema>;

/** A page of a list: `next` is the cursor of the following page, `null` at the end; `total` counts by the same query. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() });
}

/** Query fields of every paged list. */
export const pageQuery = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) };

/** RFC 9457 problem details, with the code of the refusal and the wrong places. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  origin: z.enum(['caller', 'platform', 'provider', 'upper']),
  fields: z.array(
    z.object({
      path: z.string(),
      code: z.string(),
      title: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
  evidence: z.string().nullable(),
});
export type Problem = z.infer<typeof problemSchema>;

/** A file that a download route answers with. */
export type Download = {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
};
/** The answer schema of every download route. */
export const fileAnswer = z.custom<Download>((value) => typeof value === 'object' && value !== null && 'content' in value);

/** Refusals that every route may give; their words stand in the `platform.json` message files. */
export const platformRefusals = refusals({
  'request.invalid': 400,
  'request.body-unreadable': 400,
  'request.too-large': 413,
  'request.unsupported-type': 415,
  'request.signed-out': 401,
  'request.second-factor-missing': 401,
  'request.csrf': 403,
  'request.delegation-ended': 403,
  'request.not-lent': 403,
  'request.not-permitted': 403,
  'request.not-found': 404,
  'request.not-acceptable': 406,
  'request.etag-missing': 412,
  'request.key-reused': 422,
  'request.outage': 503,
  'request.evidence-stalled': 503,
  'request.malformed': 400,
  'request.headers-too-large': 431,
  'request.fault': 500,
});
