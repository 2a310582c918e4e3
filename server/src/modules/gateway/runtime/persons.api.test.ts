import { settableClock } from '@karez/kit/clock';
import { sm3 } from '@karez/kit/crypto/sm3';
import { jsonLog } from '@karez/kit/logging/log';
import { personIdCharactersMax } from '@karez/policy/evidence/person-id';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { personMarker } from '#modules/audit/append';
import { createTestDatabase } from '#test/test-database';
import type { PersonSource, ServedOperation } from './compiled-service.ts';
import {
  accessToken,
  applied,
  call,
  clock,
  company,
  companyOperation,
  companyService,
  fakeProvider,
  grantDelta,
  identityDeltas,
  keys,
  publish,
  sendJson,
  serviceDelta,
  startGateway,
} from './gateway-fixture.ts';
import { heldPersonsMax, recordBytesMax } from './person-gate.ts';

const { database } = await createTestDatabase();
const provider = await fakeProvider((_request, response) => sendJson(response, company));
await publish(database, ...identityDeltas);
const logged: string[] = [];
const log = jsonLog({ write: (line) => void logged.push(line), threshold: 'debug', now: () => clock.now(), fields: {} });
const gateway = await startGateway(database, {}, log);

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

const list = '/services/companies/companies';
const person = (at: number) => `65049919000101${String(at).padStart(4, '0')}`;
const people = (count: number, from = 0) => Array.from({ length: count }, (_none, at) => person(from + at));
const owned = (ids: readonly (string | null)[], name = 'x') => ids.map((id, at) => ({ name: `${name}${at}`, owner: { id } }));
const answerWith = (data: unknown) => {
  provider.answer = (_request, response) => sendJson(response, { total: 1, data });
};
const operationsOf = (source: PersonSource | null): ServedOperation[] => {
  const listed = { path: '/companies', recordsAt: 'data', envelope: ['total'], person: source } as const;
  const parameters = [
    { name: 'page', place: 'query', required: false },
    { name: 'owner', place: 'query', required: false },
  ] as const;
  const ask = { method: 'GET', path: '/owners/{owner}/companies', parameters: [{ name: 'owner', place: 'path', required: true }] } as const;
  const inPath: PersonSource = { from: 'parameter', place: 'path', name: 'owner' };
  return [
    companyOperation({ id: 'list', ...listed, parameters }),
    companyOperation({ id: 'byOwner', ...ask, recordsAt: 'data', person: inPath }),
  ];
};
const named = (source: PersonSource | null, items: readonly { no: number; path: string }[] = companyOperation().fields) =>
  serviceDelta(
    companyService(provider.baseUrl, {
      format: 2,
      operations: operationsOf(source).map((operation) => ({ ...operation, fields: items })),
    }),
  );
const byOwner: PersonSource = { from: 'field', path: 'owner.id' };

beforeEach(async () => {
  clock.advance(60_000);
  logged.length = 0;
  provider.seen.length = 0;
  await sql`TRUNCATE gateway.quota_use, audit.pending, audit.person_mark, audit.person_batch, audit.unended`.execute(database.reader);
  await applied(gateway, await publish(database, named(byOwner), grantDelta()));
});

type Body = {
  id: string;
  action: string;
  phase: string;
  begun: string | null;
  outcome: { result: string; code: string | null };
  persons: { kind: string; count: number; digest: string } | null;
  facts: Record<string, unknown>;
};

async function records(): Promise<Body[]> {
  const { rows } = await sql<{ body: string }>`
    SELECT convert_from(body, 'UTF8') AS body FROM audit.pending ORDER BY sequence`.execute(database.reader);
  return rows.map(({ body }) => JSON.parse(body));
}

const only = async (): Promise<Body> => {
  const all = await records();
  expect(all).toHaveLength(1);
  return all[0] ?? Promise.reject(new Error('no record'));
};

type Kept = { marks: string[]; batches: Buffer[] };
async function kept(): Promise<Kept> {
  const marks = await sql<{ mark: Buffer }>`SELECT mark FROM audit.person_mark ORDER BY mark`.execute(database.reader);
  const batches = await sql<{ marks: Buffer }>`SELECT marks FROM audit.person_batch`.execute(database.reader);
  return { marks: marks.rows.map(({ mark }) => mark.toString('hex')), batches: batches.rows.map((row) => row.marks) };
}

/** The marks that persons have, as the evidence writer makes them one by one. */
async function marksOf(ids: readonly string[]): Promise<string[]> {
  const marker = personMarker({ database, clock, keys });
  const marked = await Promise.all(ids.map((id) => marker([id], clock.now())));
  return marked.flatMap((one) => (one?.kind === 'marks' ? one.marks.map((mark) => Buffer.from(mark).toString('hex')) : [])).toSorted();
}

const shortened = (marks: readonly string[]) => [...new Set(marks.map((mark) => mark.slice(0, 16)))].toSorted();
const inBatches = (batches: readonly Buffer[]) =>
  [...new Set(batches.flatMap((batch) => batch.toString('hex').match(/.{16}/g) ?? []))].toSorted();

describe('a service whose records name a person', () => {
  test.each([
    ['one person', people(1), 1],
    ['100 persons', people(100), 100],
    ['persons named again and again, in several ways of typing', [person(1), person(2), ` ${person(1)}`, person(2)], 2],
  ])('%s: one mark each, once, stored with the record', async (_what, ids, count) => {
    answerWith(owned(ids));
    const answer = await call(gateway, { path: list });
    const record = await only();
    const { marks, batches } = await kept();

    expect([answer.status, answer.headers.get('karez-evidence')]).toEqual([200, record.id]);
    expect(marks).toEqual(await marksOf([...new Set(ids.map((id) => id.trim()))]));
    expect(batches).toEqual([]);
    expect(record.persons).toEqual({ kind: 'marks', count, digest: sm3(Buffer.from(marks.join(''), 'hex')).toString('hex') });
    expect(record.facts).toMatchObject({ withoutPerson: 0, operation: 'list' });
  });

  test('101 persons: one batch of short marks, whose digest and count the record holds', async () => {
    answerWith(owned(people(101)));
    await call(gateway, { path: list });
    const record = await only();
    const { marks, batches } = await kept();

    expect(marks).toEqual([]);
    expect(inBatches(batches)).toEqual(shortened(await marksOf(people(101))));
    expect(record.persons).toEqual({ kind: 'batch', count: 101, digest: sm3(batches[0] ?? Buffer.alloc(0)).toString('hex') });
  });

  test.each([
    ['masked', 'identity-number', { name: 'x0', owner: { id: '***************123' } }],
    ['granted as it is', 'none', { name: 'x0', owner: { id: person(123) } }],
    ['not granted', null, { name: 'x0' }],
  ] as const)('the person item is %s: the same mark, and the caller sees what the grant says', async (_what, mask, seen) => {
    const items = [{ no: 2, path: 'name', mask: 'none' } as const, ...(mask === null ? [] : [{ no: 5, path: 'owner.id', mask } as const])];
    const fields = [
      { no: 2, path: 'name' },
      { no: 5, path: 'owner.id' },
    ];
    await applied(gateway, await publish(database, named(byOwner, fields), grantDelta({ items })));
    answerWith(owned([person(123)]));
    const answer = await call(gateway, { path: list });

    expect((await kept()).marks).toEqual(await marksOf([person(123)]));
    const shown = answer.json();
    if (mask === 'identity-number') expect(answer.text).not.toContain(person(123));
    else expect(shown).toEqual({ total: 1, data: [seen] });
  });

  test('records without a person are counted; an answer without any has no marks', async () => {
    answerWith([...owned([null, ' ', person(1)]), { name: 'y' }]);
    await call(gateway, { path: list });
    answerWith([]);
    await call(gateway, { path: list });
    const [mixed, empty] = await records();

    expect(mixed).toMatchObject({ persons: { kind: 'marks', count: 1 }, facts: { withoutPerson: 3 } });
    expect(empty).toMatchObject({ persons: null, facts: { withoutPerson: 0 } });
  });

  test('nothing of a person stands in evidence, log or error, also when the provider or the grant refuses', async () => {
    answerWith(owned(people(3)));
    await call(gateway, { path: list });
    provider.answer = (_request, response) => sendJson(response, `{"data":[{"owner":{"id":"${person(1)}","id":"${person(2)}"}}]}`);
    const twice = await call(gateway, { path: list });
    provider.answer = (_request, response) => sendJson(response, { error: person(1) }, 500);
    const broken = await call(gateway, { path: list });
    const asked = await call(gateway, { path: `/services/companies/owners/${person(1)}/companies`, headers: { 'karez-matter': '' } });
    const stored = await sql<{ all: string }>`
      SELECT (SELECT string_agg(convert_from(body, 'UTF8'), '') FROM audit.pending) || coalesce((SELECT string_agg(o::text, '') FROM audit.opening o), '') AS all
    `.execute(database.reader);

    expect([twice.json(), broken.json(), asked.json()]).toMatchObject([
      { code: 'gateway.provider.not-json' },
      { code: 'gateway.provider.status' },
      { code: 'grant.matter.missing' },
    ]);
    for (const id of people(3))
      expect([stored.rows[0]?.all, logged.join(''), twice.text, broken.text, asked.text].join('')).not.toContain(id);
    expect((await kept()).marks).toHaveLength(3);
  });

  test('a record that is longer than what is held to learn its person is not let through', async () => {
    const half = 'y'.repeat(recordBytesMax / 2);
    answerWith([{ name: [half, half, 'z'.repeat(200_000)], owner: { id: person(1) } }]);
    const refused = await call(gateway, { path: list });
    answerWith([{ name: [half, 'z'.repeat(200_000)], owner: { id: person(1) } }]);
    const long = await call(gateway, { path: list });

    expect([refused.status, refused.text.includes('gateway.provider.too-large'), refused.text.includes('yyy')]).toEqual([502, true, false]);
    expect([long.status, long.text.length > recordBytesMax / 2]).toEqual([200, true]);
    expect((await kept()).marks).toEqual(await marksOf([person(1)]));
  });

  test('503: marks that cannot be made let nothing out, and the next call makes them', async () => {
    const sealed = await sql<{ sealed_private: Buffer }>`
      SELECT sealed_private FROM platform.sealed_key WHERE purpose = 'evidence-person-mark'`.execute(database.reader);
    const damage = (bytes: Buffer | undefined) =>
      sql`UPDATE platform.sealed_key SET sealed_private = ${bytes} WHERE purpose = 'evidence-person-mark'`.execute(database.reader);
    await using fresh = await startGateway(database);
    answerWith(owned(people(1)));
    await damage(Buffer.alloc(60));
    const refused = await call(fresh, { path: list });
    await damage(sealed.rows[0]?.sealed_private);

    expect([refused.status, refused.json()]).toMatchObject([503, { code: 'gateway.platform.failed' }]);
    expect(refused.text).not.toContain('x0');
    expect((await call(fresh, { path: list })).status).toBe(200);
  });

  test('the key turns with the year while the process runs', async () => {
    answerWith(owned(people(1)));
    const before = settableClock(clock.now().toISOString());
    await call(gateway, { path: list });
    clock.set('2026-12-31T23:59:59.900Z');
    await call(gateway, { path: list });
    clock.set('2027-01-01T00:00:00.100Z');
    await applied(gateway, await publish(database, grantDelta({ validTo: '2028-01-01T00:00:00Z' })));
    await call(gateway, { path: list });
    const digests = (await records()).map(({ persons }) => persons?.digest);
    clock.set(before.now().toISOString());

    expect(digests[0]).toBe(digests[1]);
    expect(digests[2]).not.toBe(digests[1]);
    expect((await kept()).marks).toHaveLength(3);
  });
});

describe('a service whose parameter names a person', () => {
  const path = `/services/companies/owners/${encodeURIComponent(` ${person(7)}`)}/companies`;

  test('the person asked about is marked, whatever the answer holds', async () => {
    answerWith([]);
    const answer = await call(gateway, { path });

    expect(answer.status).toBe(200);
    expect(await only()).toMatchObject({ persons: { kind: 'marks', count: 1 }, facts: { withoutPerson: 0 } });
    expect((await kept()).marks).toEqual(await marksOf([person(7)]));
  });

  test('that the provider has nothing about a person is marked too; that it failed is not', async () => {
    provider.answer = (_request, response) => sendJson(response, {}, 404);
    const absent = await call(gateway, { path });
    provider.answer = (_request, response) => sendJson(response, {}, 500);
    await call(gateway, { path });

    expect(absent.status).toBe(404);
    expect((await records()).map(({ outcome, persons }) => [outcome.code, persons?.count])).toEqual([
      ['gateway.provider.not-found', 1],
      ['gateway.provider.status', undefined],
    ]);
  });

  test('a query parameter names the person as well, and one that holds nothing is counted', async () => {
    const source: PersonSource = { from: 'parameter', place: 'query', name: 'owner' };
    await applied(gateway, await publish(database, named(source)));
    answerWith([]);
    await call(gateway, { path: `${list}?owner=${person(8)}+&page=1` });
    await call(gateway, { path: `${list}?page=1` });

    expect((await records()).map(({ persons, facts }) => [persons?.count, facts['withoutPerson']])).toEqual([
      [1, 0],
      [undefined, 1],
    ]);
    expect((await kept()).marks).toEqual(await marksOf([person(8)]));
    expect(provider.seen[0]).toContain(`owner=${person(8)}`);
  });

  test.each([
    ['a list', `${person(1)},${person(2)}`],
    ['a list after semicolons', `${person(1)};${person(2)}`],
    ['a list after bars', `${person(1)}|${person(2)}`],
    ['a list after blanks', `${person(1)} ${person(2)}`],
    ['a list after full-width commas', `${person(1)}，${person(2)}`],
    ['longer than an identifier', '6'.repeat(personIdCharactersMax + 1)],
    ['blank', ' '],
  ])('400: a value that is %s names no one person; nobody is asked about and nobody is marked', async (_what, value) => {
    const inQuery: PersonSource = { from: 'parameter', place: 'query', name: 'owner' };
    await applied(gateway, await publish(database, named(inQuery)));
    const encoded = encodeURIComponent(value);
    const calls = [`${list}?owner=${encoded}`, `/services/companies/owners/${encoded}/companies`];
    const refused = await Promise.all(calls.map((at) => call(gateway, { path: at })));

    const refusal = { code: 'gateway.call.parameter-not-one-person', params: { name: 'owner' } };
    expect(refused.map((answer) => [answer.status, answer.json()])).toMatchObject([
      [400, refusal],
      [400, refusal],
    ]);
    expect(provider.seen).toEqual([]);
    expect((await records()).map(({ outcome, persons }) => [outcome.code, persons])).toEqual(calls.map(() => [refusal.code, null]));
    expect((await kept()).marks).toEqual([]);
    expect(JSON.stringify(await records())).not.toContain(value.trim() || 'nothing');
  });

  test('a long answer about one person has one mark, with its beginning', async () => {
    answerWith(Array.from({ length: 3000 }, (_none, at) => ({ name: `${at}`.padStart(120, 'x') })));
    await call(gateway, { path });

    expect((await records()).map(({ phase, action, persons }) => [phase, action, persons?.count])).toEqual([
      ['begun', 'gateway.call', 1],
      ['ended', 'gateway.call', undefined],
    ]);
  });
});

describe('a long answer', () => {
  test('every person of it is marked, in records that name the one with which it began', async () => {
    const ids = people(6000);
    answerWith(owned(ids, 'n'.repeat(200)));
    const answer = await call(gateway, { path: list });
    const all = await records();
    const { marks, batches } = await kept();
    const begun = all[0]?.id;

    expect(answer.headers.get('karez-evidence')).toBe(begun);
    expect(JSON.parse(answer.text)).toMatchObject({ total: 1, data: { length: 6000 } });
    expect([all[0]?.phase, all.at(-1)?.phase, all.at(-1)?.begun]).toEqual(['begun', 'ended', begun]);
    const further = all.slice(1, -1);
    expect(further.length).toBeGreaterThan(1);
    for (const record of further)
      expect(record).toMatchObject({ action: 'gateway.mark-persons', phase: 'whole', facts: { begunRecord: begun, withoutPerson: 0 } });
    expect([...new Set([...shortened(marks), ...inBatches(batches)])].toSorted()).toEqual(shortened(await marksOf(ids)));
    const digests = batches.map((batch) => sm3(batch).toString('hex')).toSorted();
    expect(all.flatMap(({ persons }) => (persons?.kind === 'batch' ? [persons.digest] : [])).toSorted()).toEqual(digests);
  });

  test('persons without much output do not gather in memory: they make an answer long', async () => {
    const ids = people(heldPersonsMax * 3);
    answerWith(ids.map((id) => ({ owner: { id }, padding: 'p'.repeat(60) })));
    const answer = await call(gateway, { path: list });
    const all = await records();

    expect(answer.text.length).toBeLessThan(100_000);
    expect(all[0]?.phase).toBe('begun');
    expect(inBatches((await kept()).batches)).toEqual(shortened(await marksOf(ids)));
  });

  test('where it breaks off, everyone who has left is marked, and who was still held is not', async () => {
    const ids = people(4000);
    const whole = JSON.stringify({ total: 1, data: owned(ids, 'n'.repeat(200)) });
    provider.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(whole.slice(0, whole.length * 0.7));
      setTimeout(() => response.destroy(), 50);
    };

    const received = await receivedOf(gateway.port);
    await expect.poll(async () => (await records()).at(-1)?.phase).toBe('ended');
    const all = await records();
    expect(all.at(-1)).toMatchObject({ outcome: { result: 'failed', code: 'gateway.provider.closed' }, persons: null });
    const { marks, batches } = await kept();
    const marked = new Set([...shortened(marks), ...inBatches(batches)]);
    const left = [...received.matchAll(/n{200}(\d+)"/g)].map(([, at]) => ids[Number(at)] ?? '');
    expect(left.length).toBeGreaterThan(1000);
    expect(shortened(await marksOf(left)).filter((mark) => !marked.has(mark))).toEqual([]);
    // Of each 256 KiB the persons are marked as a whole, and what came after the last part that was released is held.
    expect(marked.size).toBeLessThan(ids.length * 0.7);
  });
});

/** What a caller has got of an answer before it broke off. */
async function receivedOf(port: number): Promise<string> {
  const headers = { authorization: `Bearer ${accessToken()}`, 'karez-matter': 'SW-2026-17', 'karez-operator': 'window-3' };
  const response = await fetch(`http://127.0.0.1:${port}${list}`, { headers });
  const pieces: Uint8Array[] = [];
  const reading = async () => {
    for await (const piece of response.body ?? []) pieces.push(piece);
  };
  await expect(reading()).rejects.toThrow('terminated');
  return Buffer.concat(pieces).toString();
}

test('a service that was published before persons were asked about is served as before, without marks', async () => {
  await applied(gateway, await publish(database, serviceDelta(companyService(provider.baseUrl))));
  answerWith(owned(people(2)));
  const answer = await call(gateway, { path: list });
  const record = await only();

  expect(answer.status).toBe(200);
  expect(record.persons).toBeNull();
  expect(record.facts).not.toHaveProperty('withoutPerson');
});

test('a person source that cannot be read, or names no parameter of the operation, closes the service', async () => {
  for (const source of [{ from: 'elsewhere' }, { from: 'field', path: '' }, { from: 'parameter', place: 'query', name: 'nobody' }]) {
    const service = companyService(provider.baseUrl);
    const operations = service.operations.map((operation) => ({ ...operation, person: source }));
    await applied(gateway, await publish(database, { kind: 'service', key: service.serviceId, body: { ...service, operations } }));

    expect((await call(gateway, { path: list })).status).toBe(404);
  }
});
