import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { apiPrefix, type Download, type RefusalStatuses, type Route } from '@karez/contract/route';
import { languageFrom } from '@karez/contract/wording';
import { isRefusal, Outage, refuse, type Refusal } from '@karez/kit/refusal';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anonymous, DelegationEnded, type Caller } from '../caller.ts';
import { joinedTo, type Database } from '../database.ts';
import { reached } from '../hooks.ts';
import { faultText, isDatabaseAway } from '../fault.ts';
import type { Needs } from '../needs.ts';
import type { Call, Served, UploadedFile } from './serve.ts';
import { inputHash, rememberAnswer, reserveCall, type CallKey } from './idempotency.ts';
import { problemOf, statusOf } from './problem.ts';
import { readUpload } from './upload.ts';
import { parsePart } from './validation.ts';

/** A request as the door sees it before anything of it is believed. */
export type Knock = {
  readonly route: Route;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly origin: string;
};

/** What a refused or failed request leaves behind. */
export type FailedCall = {
  readonly route: Route;
  readonly caller: Caller;
  readonly code: string;
  readonly status: number;
  readonly origin: string;
  readonly correlationId: string;
};

/** What the identity and audit modules lend to every route; wired in the process, so that the platform knows neither. */
export type Door<A extends Caller> = {
  /** Why the house serves this route to nobody now; asked before anything of the request is looked at, and answered from memory. */
  shut?(route: Route): Refusal | null;
  /** Who calls; a refusal where the route needs more than the request shows. */
  authenticate(knock: Knock): Promise<A | Refusal>;
  /** Whether the caller holds the route's power anywhere; where it counts is asked by the verb. */
  permit(actor: A, route: Route): Refusal | null;
  /** Records a refusal or fault in a transaction of its own and answers the evidence id. */
  recordFailure(failed: FailedCall): Promise<string | null>;
};

export type Mounting<A extends Caller> = { needs: Pick<Needs, 'database' | 'log'>; door: Door<A>; statuses: RefusalStatuses };

/** One request on its way: the raw sides of it, and the id that ties its evidence together. */
type Passage = { readonly route: Route; readonly request: FastifyRequest; readonly reply: FastifyReply; readonly correlationId: string };
type Outcome = { readonly answer: unknown; readonly etag: string | null; readonly status: number };

/** Registers routes on a Fastify instance: authentication, validation, idempotency, problem+json and evidence of every refusal. */
export function mount<A extends Caller>(app: FastifyInstance, mounting: Mounting<A>, routes: readonly Served<A>[]): void {
  for (const served of routes) {
    app.route({
      method: served.route.method,
      url: `${apiPrefix}${served.route.path}`,
      config: { contractRoute: served.route },
      handler: async (request, reply) => {
        const passage = { route: served.route, request, reply, correlationId: randomUUID() };
        await pass(mounting, served, passage);
        return reply;
      },
    });
  }
}

async function pass<A extends Caller>(mounting: Mounting<A>, served: Served<A>, passage: Passage): Promise<void> {
  let caller: Caller = anonymous;
  try {
    const shut = mounting.door.shut?.(served.route) ?? null;
    if (shut) return await sendRefusal(mounting, passage, { caller, refusal: shut });
    const actor = await mounting.door.authenticate(knockOf(passage));
    if (isRefusal(actor)) return await sendRefusal(mounting, passage, { caller, refusal: actor });
    caller = actor;
    const outcome = mounting.door.permit(actor, served.route) ?? (await answerOf(mounting, served, { passage, actor }));
    if (isRefusal(outcome)) return await sendRefusal(mounting, passage, { caller, refusal: outcome });
    await reached('platform.http.answering');
    sendAnswer(passage, outcome);
  } catch (error) {
    // Thrown, so that the transaction of the deed rolled back; for whoever did it it is a refusal.
    if (error instanceof DelegationEnded) return sendRefusal(mounting, passage, { caller, refusal: refuse('request.delegation-ended') });
    await sendFault(mounting, passage, { caller, error });
  }
}

function knockOf({ route, request }: Passage): Knock {
  return { route, headers: request.headers, cookies: request.cookies, origin: request.ip };
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

async function answerOf<A extends Caller>(
  mounting: Mounting<A>,
  served: Served<A>,
  { passage, actor }: { passage: Passage; actor: A },
): Promise<Outcome | Refusal> {
  const { route, request } = passage;
  const asked = await askedBy(passage);
  if (isRefusal(asked)) return asked;
  const { input, files } = asked;
  const key = headerOf(request, 'idempotency-key');
  if (!route.idempotent || key === null) return run(served, { passage, actor, input, files, database: mounting.needs.database });
  if (!/^[\x21-\x7e]{8,128}$/.test(key))
    return refuse('request.invalid', { count: 1 }, [{ path: '/header/Idempotency-Key', code: 'invalid-format', params: {} }]);
  // The same person acting for another unit, or for another person, is another caller: an answer made for one is not the other's.
  const standsFor = actor.standsFor ? `:${actor.standsFor.delegationId}` : '';
  const callKey = { caller: `${actor.kind}:${actor.id}:${actor.orgId ?? ''}${standsFor}`, route: route.id, key };
  return runOnce(served, { passage, actor, input, files, database: mounting.needs.database }, callKey);
}

/** Path, query and body as the route's schemas read them, and the uploaded files. */
async function askedBy({ route, request }: Passage): Promise<Pick<Work<Caller>, 'input' | 'files'> | Refusal> {
  const params = parsePart('path', route.params, request.params);
  if ('refusal' in params) return params.refusal;
  const query = parsePart('query', route.query, request.query);
  if ('refusal' in query) return query.refusal;
  const upload = route.kind === 'upload' ? await readUpload(request) : { fields: request.body ?? undefined, files: [] };
  if (isRefusal(upload)) return upload;
  const body = parsePart('body', route.body, upload.fields);
  if ('refusal' in body) return body.refusal;
  return { input: { params: params.value, query: query.value, body: body.value }, files: upload.files };
}

type Work<A extends Caller> = {
  readonly passage: Passage;
  readonly actor: A;
  readonly input: { readonly params: unknown; readonly query: unknown; readonly body: unknown };
  readonly files: readonly UploadedFile[];
  readonly database: Database;
};

/** Runs the handler and its remembered answer in one transaction, so that a repeated key never does the work twice. */
async function runOnce<A extends Caller>(served: Served<A>, work: Work<A>, key: CallKey): Promise<Outcome | Refusal> {
  const fileHashes = work.files.map((file) => inputHash(file.bytes.toString('base64')));
  const hash = inputHash({ input: work.input, fileHashes });
  return work.database.transaction(async (tx) => {
    const known = await reserveCall(tx, key, hash);
    if (known !== null) return known;
    const outcome = await run(served, { ...work, database: joinedTo(tx, work.database) });
    if (!isRefusal(outcome)) await rememberAnswer(tx, key, outcome);
    return outcome;
  });
}

async function run<A extends Caller>(served: Served<A>, { passage, actor, input, files, database }: Work<A>): Promise<Outcome | Refusal> {
  let etag: string | null = null;
  const call: Call<Route, A> = {
    actor,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed with the schemas of this very route; the contract ties the handler's types to them
    params: input.params as Call<Route, A>['params'],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed with the schemas of this very route
    query: input.query as Call<Route, A>['query'],
    body: input.body,
    database,
    accept: headerOf(passage.request, 'accept'),
    ifMatch: headerOf(passage.request, 'if-match')?.replace(/^(?:W\/)?"(.*)"$/, '$1') ?? null,
    origin: passage.request.ip,
    language: languageFrom(headerOf(passage.request, 'accept-language') ?? undefined),
    correlationId: passage.correlationId,
    files,
    setEtag: (value) => {
      etag = String(value);
    },
    setHeader: (name, value) => void passage.reply.header(name, value),
  };
  const result = await served.handler(call);
  if (isRefusal(result)) return result;
  // Parsing the answer cuts everything that the contract does not promise.
  const answer = served.route.kind === 'download' ? result : served.route.answer.parse(result);
  return { answer, etag, status: served.route.status };
}

function sendAnswer({ route, reply }: Passage, outcome: Outcome): void {
  reply.status(outcome.status).header('cache-control', 'no-store');
  if (outcome.etag !== null) reply.header('etag', `"${outcome.etag}"`);
  if (route.kind === 'download') return sendFile(reply, outcome.answer);
  if (outcome.status === 204) void reply.send();
  else void reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(outcome.answer));
}

function sendFile(reply: FastifyReply, answer: unknown): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only download routes come here, and their handlers answer with a Download
  const file = answer as Download;
  reply.header('content-type', file.contentType).header('x-content-type-options', 'nosniff');
  reply.header('content-disposition', `attachment; filename*=UTF-8''${extendedValue(file.fileName)}`);
  void reply.send(file.content instanceof Uint8Array ? Buffer.from(file.content) : Readable.from(file.content));
}

/** The `ext-value` of RFC 8187: its `attr-char` leaves out four signs that `encodeURIComponent` lets through. */
function extendedValue(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function sendRefusal<A extends Caller>(
  { door, statuses }: Mounting<A>,
  passage: Passage,
  { caller, refusal }: { caller: Caller; refusal: Refusal },
): Promise<void> {
  const status = statusOf(refusal, statuses);
  const { route, request, reply, correlationId } = passage;
  const recorded = door.recordFailure({ route, caller, code: refusal.code, status, origin: request.ip, correlationId });
  // A house that is shut says so although its trouble may be that nothing can be written: no data leaves with it.
  const evidence = await (status === 503 ? recorded.catch(() => null) : recorded);
  const language = languageFrom(headerOf(request, 'accept-language') ?? undefined);
  const body = problemOf(refusal, { status, language, origin: status >= 500 ? 'platform' : 'caller', evidence });
  reply.status(status).header('content-type', 'application/problem+json; charset=utf-8').header('cache-control', 'no-store');
  const wait = refusal.params['retryAfterSeconds'];
  if (typeof wait === 'number') reply.header('retry-after', wait);
  void reply.send(JSON.stringify(body));
}

async function sendFault<A extends Caller>(
  mounting: Mounting<A>,
  passage: Passage,
  { caller, error }: { caller: Caller; error: unknown },
): Promise<void> {
  const { route, request, reply, correlationId } = passage;
  const isOutage = error instanceof Outage || isDatabaseAway(error);
  const code = isOutage ? 'request.outage' : 'request.fault';
  const status = isOutage ? 503 : 500;
  mounting.needs.log.error('a request failed', {
    route: route.id,
    correlationId,
    error: faultText(error),
  });
  const evidence = await mounting.door.recordFailure({ route, caller, code, status, origin: request.ip, correlationId }).catch(() => null);
  const language = languageFrom(headerOf(request, 'accept-language') ?? undefined);
  const body = problemOf(refuse(code, { correlationId }), { status, language, origin: 'platform', evidence });
  reply.status(status).header('content-type', 'application/problem+json; charset=utf-8');
  void reply.send(JSON.stringify(body));
}
