import { fork, type ChildProcess } from 'node:child_process';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personMarker } from '#modules/audit/append';
import { createTestDatabase } from '#test/test-database';
import {
  accessToken,
  clock,
  company,
  companyOperation,
  companyService,
  fakeProvider,
  gatewayUrl,
  grantDelta,
  identityDeltas,
  keys,
  portalUrl,
  publish,
  sendJson,
  serviceDelta,
} from './gateway-fixture.ts';

const { database, connectionString } = await createTestDatabase();
const person = (at: number) => `65049919000101${String(at).padStart(4, '0')}`;
/** Records that begin with what tells of a person and end with who it is. */
const owned = (count: number, lengths: readonly number[]) =>
  JSON.stringify({
    data: Array.from({ length: count }, (_none, at) => ({
      name: [`#${person(at)}#`, ...lengths.map((length) => 'x'.repeat(length))],
      owner: person(at),
    })),
  });
const ownedBy = new Map([
  ['/owners/companies', owned(8000, [200])],
  ['/owners/companies?page=long', owned(60, [70_000, 70_000, 70_000])],
]);
const provider = await fakeProvider((request, response) => {
  const listed = ownedBy.get(request.url ?? '');
  if (listed !== undefined) return sendJson(response, listed);
  const isLong = request.url?.startsWith('/base/companies?') || request.url === '/base/companies';
  sendJson(response, isLong ? { total: 1, data: Array.from({ length: 5000 }, () => ({ ...company, name: 'x'.repeat(100) })) } : company);
});

const page = { name: 'page', place: 'query', required: false } as const;
// The person stands behind everything else in a record, so that a part that was cut anywhere else would name too few.
const ownersService = companyService(provider.baseUrl.replace('/base', '/owners'), {
  format: 2,
  serviceId: 'service-2',
  timeoutMs: 20_000,
  code: 'owners',
  operations: [companyOperation({ path: '/companies', parameters: [page], recordsAt: 'data', person: { from: 'field', path: 'owner' } })],
});

beforeAll(async () => {
  await publish(
    database,
    ...identityDeltas,
    serviceDelta(companyService(provider.baseUrl)),
    serviceDelta(ownersService),
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

/** Everything that arrives until the transfer breaks. */
async function arrivingUntilBroken(port: number, path: string): Promise<string> {
  let arrived = '';
  const headers = { authorization: `Bearer ${accessToken()}`, 'karez-matter': 'SW-2026-1', 'karez-operator': 'o' };
  return new Promise((resolve, reject) => {
    const asked = get({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.setEncoding('utf8').on('data', (text: string) => (arrived += text));
      response
        .on('end', () => reject(new Error(`the answer was whole: ${response.statusCode} ${arrived.slice(0, 200)}`)))
        .on('error', () => resolve(arrived));
    });
    asked.on('error', () => resolve(arrived));
  });
}

/** The short form of every mark that is kept. */
async function keptMarks(): Promise<Set<string>> {
  const single = await sql<{ mark: string }>`SELECT encode(substring(mark FOR 8), 'hex') AS mark FROM audit.person_mark`.execute(
    database.reader,
  );
  const batches = await sql<{ marks: Buffer }>`SELECT marks FROM audit.person_batch`.execute(database.reader);
  return new Set([
    ...single.rows.map(({ mark }) => mark),
    ...batches.rows.flatMap(({ marks }) => marks.toString('hex').match(/.{16}/g) ?? []),
  ]);
}

test.each([
  ['when the first part is marked', 'gateway.call.begun', '', 0],
  ['when a further part is marked', 'gateway.call.marked', '', 1],
  ['when a part has left', 'gateway.call.marking#3', '', 1000],
  ['when a part has left of records that are longer than what arrives at once', 'gateway.call.marking#5', '?page=long', 1],
])('killed %s: nothing about a person had left without the mark of the person', async (_what, point, query, persons) => {
  const { child, port } = await gatewayKilledAt(point);
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  clock.set(new Date().toISOString());
  await sql`TRUNCATE audit.person_mark, audit.person_batch`.execute(database.reader);

  const arrived = await arrivingUntilBroken(port, `/services/owners/companies${query}`);
  const ids = [...new Set(Array.from(arrived.matchAll(/#(\d{18})#/g), (match) => match[1] ?? ''))];

  expect(await ended).toBe('SIGKILL');
  expect(ids.length).toBeGreaterThanOrEqual(persons);
  const marker = personMarker({ database, clock, keys });
  const marked = await Promise.all(ids.map((id) => marker([id], clock.now())));
  const marks = marked.flatMap((one) =>
    one?.kind === 'marks' ? one.marks.map((mark) => Buffer.from(mark.subarray(0, 8)).toString('hex')) : [],
  );
  const known = await keptMarks();
  expect(marks).toHaveLength(ids.length);
  expect(marks.filter((mark) => !known.has(mark))).toEqual([]);
});
