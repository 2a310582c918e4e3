import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import type { CompiledGrant } from '@karez/policy/grant/grant';
import { sampleGrant } from '@karez/policy/grant/grant-samples';
import { afterAll } from 'vitest';
import type { DatabaseConnection } from '#platform/database';
import { keysFrom } from '#platform/keys';
import { appendFeed, type FeedDelta } from '#platform/feed';
import { createTestDatabase } from '#test/test-database';
import type { CompiledService, ServedOperation } from './compiled-service.ts';
import { openGateway, type Gateway, type GatewayConfig } from './runtime.ts';

/** Test support: a provider that answers as a test says, and a gateway with one client, one service and one grant. */
export const gatewayUrl = 'http://gateway.test';
export const portalUrl = 'http://portal.test';

export type FakeProvider = AsyncDisposable & {
  readonly baseUrl: string;
  readonly seen: string[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
};

/** An HTTP service of a department on a free port of this machine. */
export async function fakeProvider(answer: FakeProvider['answer']): Promise<FakeProvider> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    provider.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const provider: FakeProvider = {
    baseUrl: `http://127.0.0.1:${port}/base`,
    seen,
    answer,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return provider;
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

export const company = { uscc: '91650402MA7XXXXX10', name: 'Karez Wells', phone: '13812341234', idNumber: '650402199001011234' };

export function companyOperation(changes: Partial<ServedOperation> = {}): ServedOperation {
  return {
    id: 'findCompany',
    method: 'GET',
    path: '/companies/{uscc}',
    parameters: [{ name: 'uscc', place: 'path', required: true }],
    takesBody: false,
    recordsAt: '',
    envelope: [],
    fields: [
      { no: 1, path: 'uscc' },
      { no: 2, path: 'name' },
      { no: 3, path: 'phone' },
      { no: 4, path: 'idNumber' },
    ],
    ...changes,
  };
}

export function companyService(baseUrl: string, changes: Partial<CompiledService> = {}): CompiledService {
  return {
    format: 1,
    serviceId: 'service-1',
    code: 'companies',
    version: 1,
    online: true,
    entryId: 'entry-1',
    providerOrgId: 'org-market',
    baseUrl,
    timeoutMs: 1000,
    operations: [
      companyOperation(),
      companyOperation({
        id: 'listCompanies',
        path: '/companies',
        parameters: [{ name: 'page', place: 'query', required: false }],
        recordsAt: 'data',
        envelope: ['total'],
      }),
    ],
    ...changes,
  };
}

/** The key that seals the keys of everything in a test. */
export const keys = keysFrom(Buffer.alloc(32, 7));
export const clock = settableClock('2026-06-01T04:00:00Z');

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** An access token as identity issues them; `claims` change what a test is about. */
export function accessToken(
  claims: Record<string, unknown> = {},
  { privateKey, keyId }: { privateKey: KeyObject; keyId: string } = { privateKey: pair.privateKey, keyId: 'key-1' },
): string {
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const signed = `${encode({ alg: 'ES256', typ: 'at+jwt', kid: keyId })}.${encode({ iss: portalUrl, aud: gatewayUrl, sub: 'client-1', iat: seconds, exp: seconds + 600, ...claims })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

export async function publish(database: DatabaseConnection, ...deltas: readonly FeedDelta[]): Promise<number> {
  return database.transaction((tx) => appendFeed(tx, 'gateway', deltas));
}

export function grantDelta(changes: Partial<CompiledGrant> = {}): FeedDelta {
  const grant = sampleGrant(changes);
  return { kind: 'grant', key: grant.grantId, body: grant };
}

export function serviceDelta(service: CompiledService): FeedDelta {
  return { kind: 'service', key: service.serviceId, body: service };
}

export const identityDeltas: readonly FeedDelta[] = [
  { kind: 'token-key', key: 'key-1', body: { jwk: { ...pair.publicKey.export({ format: 'jwk' }), kid: 'key-1' } } },
  { kind: 'client', key: 'client-1', body: { orgId: 'org-water', systemId: 'system-1', keyId: 'k' } },
  { kind: 'client', key: 'client-2', body: { orgId: 'org-other', systemId: 'system-2', keyId: 'k' } },
];

/** A gateway process part on a free port. */
export async function startGateway(database: DatabaseConnection, changes: Partial<GatewayConfig> = {}, log = silentLog): Promise<Gateway> {
  const config: GatewayConfig = {
    KAREZ_HOST: '127.0.0.1',
    KAREZ_GATEWAY_PORT: 0,
    KAREZ_GATEWAY_URL: gatewayUrl,
    KAREZ_PUBLIC_URL: portalUrl,
    KAREZ_DATA_FOLDER: await mkdtemp(path.join(tmpdir(), 'karez-gateway-')),
    KAREZ_TRUSTED_PROXIES: [],
    KAREZ_PROVIDER_ADDRESSES: ['127.0.0.0/8'],
    KAREZ_TIME_ZONE: 'Asia/Shanghai',
    KAREZ_EVIDENCE_STALL_SECONDS_MAX: 300,
    ...changes,
  };
  return openGateway({ database, clock, newId, keys, config, log });
}

/** A gateway on a database of its own before a provider that answers with the company; closed with the file's tests. */
export async function companyGateway() {
  const { database } = await createTestDatabase();
  const provider = await fakeProvider((_request, response) => sendJson(response, company));
  await publish(database, ...identityDeltas);
  const gateway = await startGateway(database);
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
  });
  return { database, provider, gateway };
}

export type CallOptions = {
  readonly path?: string;
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  readonly body?: string;
};

/** Calls the gateway as a department's program does. */
export async function call(
  gateway: Gateway,
  {
    path: target = '/services/companies/companies/91650402MA7XXXXX10',
    token = accessToken(),
    headers = {},
    method = 'GET',
    body,
  }: CallOptions = {},
) {
  const sent = {
    'karez-matter': 'SW-2026-17',
    'karez-operator': 'window-3',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...headers,
  };
  const response = await fetch(`http://127.0.0.1:${gateway.port}${target}`, {
    method,
    headers: sent,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: (): unknown => JSON.parse(text) };
}

/** Answers when the gateway has applied a feed position. */
export async function applied(gateway: Gateway, position: number): Promise<void> {
  while (gateway.health().feedPosition < position) await new Promise((resolve) => setTimeout(resolve, 10));
}
