import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '@karez/contract/route';
import type { Language } from '@karez/contract/wording';
import type { Refusal } from '@karez/kit/refusal';
import type { Caller } from '../caller.ts';
import type { Database } from '../database.ts';

/** One uploaded file of a multipart body, whole in memory (the route's size limit has been kept). */
export type UploadedFile = { readonly field: string; readonly fileName: string; readonly contentType: string; readonly bytes: Buffer };

/** One validated request, as a route's handler sees it. */
export type Call<R, A extends Caller = Caller> = {
  readonly actor: A;
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  /** Transactions commit together with the remembered answer of an idempotent call. */
  readonly database: Database;
  /** Value of `If-Match` without quotes, or null. */
  readonly ifMatch: string | null;
  /** Value of `Accept`, or null. */
  readonly accept: string | null;
  /** Address that the request came from. */
  readonly origin: string;
  readonly language: Language;
  /** Ties the evidence of one request together. */
  readonly correlationId: string;
  readonly files: readonly UploadedFile[];
  /** Sets the `ETag` of the answer. */
  setEtag(value: string | number): void;
  /** Adds a header to the answer (a session cookie, a location). */
  setHeader(name: string, value: string): void;
};

export type Handler<R, A extends Caller> = (call: Call<R, A>) => Promise<AnswerOf<R> | Refusal>;

/** A route with what serves it; `A` is the caller type that the handler relies on. */
export type Served<A extends Caller = Caller> = { readonly route: Route; readonly handler: (call: Call<Route, A>) => Promise<unknown> };

/** Binds a handler to a contract route. */
export function serve<R extends Route, A extends Caller>(route: R, handler: Handler<R, A>): Served<A> {
  return { route, handler };
}
