import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { csrfHeader } from '@karez/contract/identity';
import { apiPrefix } from '@karez/contract/route';
import { z } from 'zod';
import type { House } from './house.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Answer = { readonly status: number; readonly body: Json; readonly etag: string };
export type Asking = { readonly body?: unknown; readonly ifMatch?: string; readonly form?: FormData };

/** The city's people over HTTP, each signed in once; sessions live in the database, so that they outlive any process. */
export type Officers = {
  /** Throws when the connection breaks: the process may have been killed under the request. */
  readonly ask: (account: string, request: `${'GET' | 'POST' | 'PUT'} /${string}`, asking?: Asking) => Promise<Answer>;
  /** The same, and a refusal is an error: for steps that lead to what is tested. */
  readonly must: (account: string, request: `${'GET' | 'POST' | 'PUT'} /${string}`, asking?: Asking) => Promise<Answer>;
  /** The text of a file that the person may download. */
  readonly download: (account: string, path: string) => Promise<string>;
  /** A code that counts now. The database forgets the last one, for an hour of approvals is told in a minute. */
  readonly codeOf: (account: string) => Promise<string>;
  /** Signs everybody in anew: what the database knew of sessions may be gone. */
  readonly forget: () => void;
  /** A new access token of the city's machine client. */
  readonly token: () => Promise<string>;
};

type Session = { cookie: string; csrf: string };
const accountsSchema = z.object({ items: z.array(z.object({ account: z.string(), code: z.string() })) });
const tokenSchema = z.object({ access_token: z.string() });

export function officersOf(house: House): Officers {
  const sessions = new Map<string, Session>();
  const { portal, seeded } = house;

  const presentCode = async (account: string): Promise<string> => {
    await house.database.query('UPDATE identity.person SET second_factor_step = NULL WHERE account = $1', [account]);
    const answer = await fetch(`${portal}${apiPrefix}/demo/accounts`);
    const { items } = accountsSchema.parse(await answer.json());
    return items.find((item) => item.account === account)?.code ?? '';
  };
  const signIn = async (account: string): Promise<Session> => {
    const first = await open(portal, '/session', { body: { account, password: seeded.password }, session: { cookie: '', csrf: '' } });
    const session = await open(portal, '/session/second-factor', { body: { code: await presentCode(account) }, session: first });
    sessions.set(account, session);
    return session;
  };
  const ask: Officers['ask'] = async (account, request, { body, ifMatch, form } = {}) => {
    const session = sessions.get(account) ?? (await signIn(account));
    const [method = 'GET', path = '/'] = request.split(' ');
    const headers = new Headers({ cookie: session.cookie, [csrfHeader]: session.csrf });
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`);
    const answer = await fetch(`${portal}${apiPrefix}${path}`, {
      method,
      headers,
      body: form ?? (body === undefined ? null : JSON.stringify(body)),
    });
    return { status: answer.status, body: jsonOf(await answer.text()), etag: (answer.headers.get('etag') ?? '').replaceAll('"', '') };
  };
  return {
    ask,
    codeOf: async (account) => {
      // First, for signing in uses a code up.
      if (!sessions.has(account)) await signIn(account);
      return presentCode(account);
    },
    must: async (account, request, asking) => {
      const answer = await ask(account, request, asking);
      if (answer.status >= 300) throw new Error(`${account} ${request}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer;
    },
    forget: () => sessions.clear(),
    token: () => tokenFrom(house),
    download: async (account, path) => {
      const { cookie } = sessions.get(account) ?? (await signIn(account));
      const answer = await fetch(`${portal}${apiPrefix}${path}`, { headers: { cookie } });
      if (!answer.ok) throw new Error(`${account} ${path}: ${answer.status}`);
      return answer.text();
    },
  };
}

function jsonOf(text: string): Json {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    // A file, or nothing: whoever wants it reads it as such.
    return {};
  }
}

async function open(portal: string, path: string, { body, session }: { body: unknown; session: Session }): Promise<Session> {
  const headers = { 'content-type': 'application/json', cookie: session.cookie, [csrfHeader]: session.csrf };
  const answer = await fetch(`${portal}${apiPrefix}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const given = jsonOf(await answer.text());
  if (!answer.ok) throw new Error(`signing in: ${JSON.stringify(given)}`);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? session.cookie;
  return { cookie, csrf: String(given['csrfToken']) };
}

async function tokenFrom({ portal, seeded }: House): Promise<string> {
  const audience = `${portal}/oauth/token`;
  const seconds = Math.floor(Date.now() / 1000);
  const key = createPrivateKey({ key: seeded.clientKey, format: 'jwk' });
  const isEdwards = seeded.clientKey['kty'] === 'OKP';
  const claims = { iss: seeded.clientId, sub: seeded.clientId, aud: audience, jti: randomUUID(), iat: seconds, exp: seconds + 60 };
  const signed = [{ alg: isEdwards ? 'EdDSA' : 'ES256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign(isEdwards ? null : 'sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${signed}.${signature}`,
  });
  const answer = await fetch(audience, { method: 'POST', body: form });
  return tokenSchema.parse(await answer.json()).access_token;
}
