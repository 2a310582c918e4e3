import { createPrivateKey, sign } from 'node:crypto';
import { csrfHeader } from '@karez/contract/identity';
import { everyRefusal } from '@karez/contract/every-route';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import { catalogRoutes } from '#modules/catalog/routes';
import { applicantsOf, promisedDemands, runningGrantsOf } from '#modules/sharing';
import { onlineServicesOf } from './present-service.ts';
import { servicesUnder } from './services-under.ts';
import { deskRoutes } from '#modules/desk/routes';
import { foundCity, type CityPlan } from '#modules/identity/jobs';
import { identityDoor, identityRoutes, mountOAuth } from '#modules/identity/routes';
import { seedLaw } from '#modules/law/jobs';
import { readConfig } from '#platform/config';
import type { DatabaseConnection } from '#platform/database';
import { httpApp } from '#platform/http/app';
import { mount } from '#platform/http/mount';
import { keysFrom } from '#platform/keys';
import { gatewayRoutes } from './routes.ts';

/** Test support: a city with a provider, a requester and an authority behind their real sign-in. */
const password = 'Karez-Gateway-2026';
type Organisation = CityPlan['organisations'][number];
type Roles = Organisation['people'][number]['roles'];
const person = (account: string, ...roles: Roles) => ({ account, title: account, roles });
const system = (key: string, name: string) =>
  ({
    key,
    name,
    builder: '',
    operator: '',
    networkZone: 'e-government-extranet',
    protectionLevel: 3,
    joinedOn: null,
    purpose: name,
    division: null,
  }) as const;
const organisation = (
  key: string,
  uscc: string,
  more: Pick<Organisation, 'name' | 'shortName' | 'people'> & Partial<Organisation>,
): Organisation => ({
  type: 'government',
  formerNames: [],
  divisions: [],
  documents: [],
  systems: [],
  regionCode: '650400',
  sharingOffice: null,
  key,
  uscc,
  ...more,
});

const plan: CityPlan = {
  password,
  administrators: {
    organisation: 'office',
    SYS_ADMIN: { account: 'sys', title: 'sys' },
    SEC_ADMIN: { account: 'sec', title: 'sec' },
    AUDIT_ADMIN: { account: 'audit', title: 'audit' },
  },
  organisations: [
    organisation('office', '11650400000000414H', {
      name: '市政府办公室',
      shortName: '政府办',
      people: [person('office.fb', 'ORG_ADMIN', 'AUTHORITY_ADMIN'), person('office.yx', 'PLATFORM_OPERATOR')],
    }),
    organisation('market', '11650400000000422C', {
      name: '市市场监督管理局',
      shortName: '市场监管局',
      people: [
        person('market.gly', 'ORG_ADMIN'),
        person('market.dj', 'CATALOG_REGISTRAR'),
        person('market.sh', 'CATALOG_REVIEWER'),
        person('market.ld', 'DEPT_LEADER'),
        person('market.gj', 'DATA_STEWARD'),
      ],
      systems: [system('registry', '企业登记系统')],
    }),
    organisation('water', '116504000000004307', {
      name: '市水利局',
      shortName: '水利局',
      people: [person('water.gly', 'ORG_ADMIN'), person('water.sq', 'APPLICANT'), person('water.gj', 'DATA_STEWARD')],
      systems: [system('wells', '取水许可系统')],
    }),
    organisation('county', '116504020000004304', {
      name: '高昌区人民政府办公室',
      shortName: '高昌区政府办',
      regionCode: '650402',
      people: [person('county.gly', 'ORG_ADMIN'), person('county.yx', 'PLATFORM_OPERATOR')],
    }),
  ],
  authorities: [{ regionCode: '650400', members: [{ organisation: 'office', lead: true, powers: ['catalog.publish'] }] }],
};

type Request = { readonly body?: unknown; readonly ifMatch?: string | number };
export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly etag: string | undefined };
type Target = `${'GET' | 'POST' | 'PUT'} /${string}`;

/** The test city with catalogue and gateway behind HTTP; `port` is where a test will open its gateway. */
export async function gatewayWorld(database: DatabaseConnection, port: number) {
  const config = readConfig({
    DATABASE_URL: 'postgres://unused',
    KAREZ_DEMO: '1',
    KAREZ_GATEWAY_URL: `http://127.0.0.1:${port}`,
    KAREZ_GATEWAY_PORT: String(port),
    KAREZ_PROVIDER_ADDRESSES: '127.0.0.0/8',
  });
  const files = { put: async () => '0'.repeat(64), get: async () => undefined, remove: async () => undefined };
  const needs = {
    database,
    clock: settableClock('2026-11-23T02:00:00Z'),
    newId,
    chance: () => 0.999,
    config,
    keys: keysFrom(Buffer.alloc(32, 7)),
    log: silentLog,
    files,
  };
  await database.transaction((tx) => seedLaw(tx, needs.clock.now()));
  const founded = await foundCity(needs, plan);
  const app = await httpApp({ trustedProxies: [] });
  const door = { ...identityDoor(needs), recordFailure: async () => null };
  mount(app, { needs, door, statuses: everyRefusal }, [
    ...identityRoutes(needs),
    ...catalogRoutes({ ...needs, servicesOf: onlineServicesOf, applicantsOf, grantsOn: runningGrantsOf, servicesUnder, promisedDemands }),
    ...deskRoutes(needs),
    ...gatewayRoutes(needs),
  ]);
  await mountOAuth(app, needs, door);

  const inject = async (request: Target, headers: Record<string, string>, body?: unknown) => {
    const [method = 'GET', path = ''] = request.split(' ');
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    const known = (['GET', 'POST', 'PUT'] as const).find((one) => one === method) ?? 'GET';
    return app.inject({
      method: known,
      url: `/api/v1${path}`,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...payload,
    });
  };
  const codeOf = async (account: string): Promise<string> => {
    needs.clock.advance(30_000);
    const shown = (await inject('GET /demo/accounts', {})).json<{ items: { account: string; code: string }[] }>();
    return shown.items.find((item) => item.account === account)?.code ?? '';
  };
  const sessions = new Map<string, Record<string, string>>();
  const sessionOf = async (account: string): Promise<Record<string, string>> => {
    const known = sessions.get(account);
    if (known) return known;
    const first = await inject('POST /session', {}, { account, password });
    const headers = {
      cookie: String(first.headers['set-cookie']).split(';')[0] ?? '',
      [csrfHeader]: String(first.json<Record<string, unknown>>()['csrfToken']),
    };
    const second = await inject('POST /session/second-factor', headers, { code: await codeOf(account) });
    if (second.statusCode !== 200) throw new Error(`${account} cannot sign in: ${second.body}`);
    const cookie = second.headers['set-cookie'] === undefined ? headers.cookie : (String(second.headers['set-cookie']).split(';')[0] ?? '');
    const session = { cookie, [csrfHeader]: String(second.json<Record<string, unknown>>()['csrfToken']) };
    sessions.set(account, session);
    return session;
  };
  const call = async (account: string, request: Target, { body, ifMatch }: Request = {}): Promise<Answer> => {
    const answer = await inject(
      request,
      { ...(await sessionOf(account)), ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }) },
      body,
    );
    const etag = answer.headers['etag'];
    return {
      status: answer.statusCode,
      body: answer.json<Record<string, unknown>>(),
      etag: typeof etag === 'string' ? etag.replaceAll('"', '') : undefined,
    };
  };
  /** Takes a draft of an entry through its four steps into force. */
  const bringIntoForce = async (draft: Answer): Promise<string> => {
    let at = draft;
    const id = String(at.body['id']);
    const step = async (account: string, name: string, body: unknown) => {
      at = await call(account, `POST /catalog/entries/${id}/${name}`, { body, ifMatch: Number(at.body['revision']) });
      if (at.status >= 300) throw new Error(`${name}: ${JSON.stringify(at.body)}`);
    };
    await step('market.dj', 'submission', {});
    await step('market.sh', 'review', { opinion: '符合标准' });
    await sessionOf('market.ld');
    await step('market.ld', 'signature', { opinion: '同意', secondFactor: await codeOf('market.ld') });
    await step('office.fb', 'publication', { opinion: '予以发布' });
    return id;
  };
  const publishedEntry = async (content: unknown): Promise<string> =>
    bringIntoForce(
      await call('market.dj', 'POST /catalog/entries', {
        body: { organisationId: founded.organisations.get('market'), secrecyDeclaration: 'not-secret', content },
      }),
    );
  /** Brings another version of a published entry into force. */
  const changedEntry = async (id: string, content: unknown): Promise<void> => {
    const read = await call('market.dj', `GET /catalog/entries/${id}`);
    const opened = await call('market.dj', `POST /catalog/entries/${id}/changes`, {
      body: { kind: 'other', changedOn: '2026-11-20', reason: '数据项调整' },
      ifMatch: Number(read.body['revision']),
    });
    await bringIntoForce(
      await call('market.dj', `PUT /catalog/entries/${id}/draft`, {
        body: { secrecyDeclaration: 'not-secret', content },
        ifMatch: Number(opened.body['revision']),
      }),
    );
  };
  /** A token as a client gets it: an assertion signed with its own key, at the token endpoint. */
  const tokenFor = async (clientId: string, privateJwk: Record<string, string>): Promise<string> => {
    const seconds = Math.floor(needs.clock.now().getTime() / 1000);
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${encode({ alg: 'ES256' })}.${encode({ iss: clientId, sub: clientId, aud: `${config.KAREZ_PUBLIC_URL}/oauth/token`, jti: newId(), iat: seconds, exp: seconds + 60 })}`;
    const signature = sign('sha256', Buffer.from(signed), {
      key: createPrivateKey({ key: privateJwk, format: 'jwk' }),
      dsaEncoding: 'ieee-p1363',
    });
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${signed}.${signature.toString('base64url')}`,
    });
    const answer = await app.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: form.toString(),
    });
    return answer.json<{ access_token: string }>().access_token;
  };
  return { needs, founded, call, publishedEntry, changedEntry, tokenFor };
}
