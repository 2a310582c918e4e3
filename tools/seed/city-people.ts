import { apiPrefix } from '@karez/contract/route';
import type { settableClock } from '@karez/kit/clock';
import type { FastifyInstance } from 'fastify';

type Json = Readonly<Record<string, unknown>>;
export type Answer = { readonly status: number; readonly body: Json; readonly etag: string | null; readonly bytes: Uint8Array };
export type Upload = { readonly fields: Readonly<Record<string, string>>; readonly fileName: string; readonly content: Uint8Array };
export type Asking = { readonly body?: unknown; readonly upload?: Upload; readonly ifMatch?: string | number; readonly key?: string };

/** The people of the demo city at their work: each acts by the product's own routes, signed in as themselves. */
export type CityPeople = {
  /** Calls `METHOD /path` (without the prefix) as the person of an account; signs in where needed. */
  as(account: string, what: string, asking?: Asking): Promise<Answer>;
  /** A code of the account's second factor that was not used before; moves the clock by one step for it. */
  codeOf(account: string): Promise<string>;
};

type Session = { readonly cookie: string; readonly csrf: string; seenMs: number };
/** Sessions end after 30 idle minutes; a little less, so that nobody is signed out in the middle. */
const IDLE_MS = 29 * 60_000;
const CODE_STEP_MS = 30_000;

/** People over an application in this process, whose clock can be moved. */
export function cityPeople(
  app: FastifyInstance,
  { clock, password }: { clock: ReturnType<typeof settableClock>; password: string },
): CityPeople {
  const sessions = new Map<string, Session>();
  const freshCode = async (account: string): Promise<string> => {
    clock.advance(CODE_STEP_MS);
    const accounts = await app.inject({ method: 'GET', url: `${apiPrefix}/demo/accounts` });
    const found = accounts.json<{ items: { account: string; code: string }[] }>().items.find((item) => item.account === account);
    if (!found) throw new Error(`the demo city has no account ${account}`);
    return found.code;
  };
  const signIn = async (account: string): Promise<Session> => {
    const first = await app.inject({ method: 'POST', url: `${apiPrefix}/session`, payload: { account, password } });
    const begun = sessionFrom(first, '');
    const second = await app.inject({
      method: 'POST',
      url: `${apiPrefix}/session/second-factor`,
      headers: { cookie: begun.cookie, 'x-karez-csrf': begun.csrf },
      payload: { code: await freshCode(account) },
    });
    if (second.statusCode !== 200) throw new Error(`${account} cannot sign in: ${second.body}`);
    const session = { ...sessionFrom(second, begun.cookie), seenMs: clock.now().getTime() };
    sessions.set(account, session);
    return session;
  };
  const sessionOf = async (account: string): Promise<Session> => {
    const live = sessions.get(account);
    const isOver = live !== undefined && live.seenMs + IDLE_MS < clock.now().getTime();
    const session = live && !isOver ? live : await signIn(account);
    session.seenMs = clock.now().getTime();
    return session;
  };
  return {
    codeOf: async (account) => {
      await sessionOf(account);
      return freshCode(account);
    },
    as: async (account, what, asking = {}) => {
      const [method, url = '/'] = what.split(' ');
      if (!isMethod(method)) throw new Error(`not a method: ${what}`);
      const headers = headersOf(await sessionOf(account), asking);
      const payload = payloadOf(asking);
      const answer = await app.inject({ method, url: `${apiPrefix}${url}`, headers, ...payload });
      const isJson = (answer.headers['content-type'] ?? '').includes('json');
      return {
        status: answer.statusCode,
        body: isJson ? answer.json<Json>() : {},
        etag: answer.headers.etag?.replaceAll('"', '') ?? null,
        bytes: answer.rawPayload,
      };
    },
  };
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;

function isMethod(text: string | undefined): text is (typeof methods)[number] {
  return methods.some((method) => method === text);
}

const boundary = 'karez-city-boundary';

function payloadOf({ body, upload }: Asking): { payload?: string | Buffer } {
  if (!upload) return body === undefined ? {} : { payload: JSON.stringify(body) };
  const fields = Object.entries(upload.fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${upload.fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return { payload: Buffer.concat([Buffer.from(`${fields.join('')}${file}`), upload.content, Buffer.from(`\r\n--${boundary}--\r\n`)]) };
}

function typeOf({ body, upload }: Asking): Record<string, string> {
  if (upload) return { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

function headersOf(session: Session, asking: Asking): Record<string, string> {
  const { ifMatch, key } = asking;
  return {
    cookie: session.cookie,
    'x-karez-csrf': session.csrf,
    ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...typeOf(asking),
  };
}

/** The answer, or a thrown sentence with the problem: for steps that must succeed. */
export function expected(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}

type Injected = Awaited<ReturnType<FastifyInstance['inject']>>;

function sessionFrom(answer: Injected, before: string): { cookie: string; csrf: string; seenMs: number } {
  const given = answer.headers['set-cookie'];
  const cookie = typeof given === 'string' ? (given.split(';')[0] ?? '') : before;
  return { cookie, csrf: answer.json<{ csrfToken?: string }>().csrfToken ?? '', seenMs: 0 };
}
