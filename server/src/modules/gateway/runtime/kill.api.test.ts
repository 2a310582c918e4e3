import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import {
  accessToken,
  clock,
  company,
  companyService,
  fakeProvider,
  gatewayUrl,
  grantDelta,
  identityDeltas,
  portalUrl,
  publish,
  sendJson,
  serviceDelta,
} from './gateway-fixture.ts';

const { database, connectionString } = await createTestDatabase();
const provider = await fakeProvider((request, response) => {
  const isLong = request.url?.startsWith('/base/companies?') || request.url === '/base/companies';
  sendJson(response, isLong ? { total: 1, data: Array.from({ length: 5000 }, () => ({ ...company, name: 'x'.repeat(100) })) } : company);
});

beforeAll(async () => {
  await publish(
    database,
    ...identityDeltas,
    serviceDelta(companyService(provider.baseUrl)),
    grantDelta({ validFrom: '2020-01-01T00:00:00Z', validTo: '2090-01-01T00:00:00Z' }),
  );
});

afterAll(() => provider[Symbol.asyncDispose]());

type Running = { readonly child: ChildProcess; readonly port: number };

/** A gateway in a process of its own that kills itself at a named point. */
async function gatewayKilledAt(point: string): Promise<Running> {
  const child = fork(
    fileURLToPath(new URL('./test-killed-gateway.ts', import.meta.url)),
    [JSON.stringify({ connectionString, point, gatewayUrl, portalUrl })],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`)));
  });
  return { child, port };
}

const recorded = async () =>
  (await sql<{ n: number }>`SELECT count(*) AS n FROM audit.pending WHERE result = 'done'`.execute(database.reader)).rows[0]?.n ?? 0;

test.each([
  ['gateway.call.decided', '/services/companies/companies/1', 0],
  ['gateway.call.recorded', '/services/companies/companies/1', 1],
  ['gateway.call.begun', '/services/companies/companies', 1],
])('killed at %s: no byte of data had left without its record', async (point, path, records) => {
  const { child, port } = await gatewayKilledAt(point);
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  clock.set(new Date().toISOString());
  const before = await recorded();

  const call = fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${accessToken()}`, 'karez-matter': 'SW-2026-1', 'karez-operator': 'o' },
  });

  await expect(call).rejects.toThrow();
  expect(await ended).toBe('SIGKILL');
  expect((await recorded()) - before).toBe(records);
});
