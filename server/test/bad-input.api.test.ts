import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { apiPrefix } from '@karez/contract/route';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lawJobs } from '#modules/law/jobs';
import { expected, type Answer } from '../../tools/seed/city-people.ts';
import { proposalToAgree, agreeTo, wellPermitApplication } from '../../tools/seed/seed-sharing.ts';
import { openCity } from './city.ts';
import { companyEntry, publishedEntry } from './published-entry.ts';
import { openSeat, type Seat } from './route-role-seats.ts';
import { createTestDatabase } from './test-database.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { app, as, needs, founded } = city;
const port = randomInt(20_000, 32_000);
let registrar: Seat;

beforeAll(async () => {
  registrar = await openSeat(city, 'provider', 'CATALOG_REGISTRAR');
  await app.listen({ host: '127.0.0.1', port });
});
afterAll(() => app.close());

type Sent = { readonly body: string | Buffer; readonly headers?: Readonly<Record<string, string>> };

/** Posts what no well-behaved page sends to the register of entries, signed in as a registrar. */
async function post({ body, headers = {} }: Sent) {
  const answer = await app.inject({
    method: 'POST',
    url: `${apiPrefix}/catalog/entries`,
    headers: { ...registrar.headers, 'content-type': 'application/json', ...headers },
    payload: body,
  });
  const problem = answer.json<{ code: string; fields: { path: string; code: string }[] }>();
  return {
    status: answer.statusCode,
    type: String(answer.headers['content-type']).split(';')[0],
    code: problem.code,
    fields: problem.fields,
  };
}

const entry = (more: object = {}) => ({
  organisationId: founded.organisations.get('scjg'),
  secrecyDeclaration: 'not-secret',
  content: companyEntry({ name: '坏输入试验' }),
  ...more,
});
const count = async (table: string) =>
  (await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`.execute(needs.database.reader)).rows[0]?.n;

describe('bodies that are not what was asked for', () => {
  let before: number | undefined;
  beforeAll(async () => {
    before = await count('catalog.entry');
  });

  test('413: JSON beyond the limit is refused with the limit’s rule', async () => {
    const big = JSON.stringify(entry({ content: companyEntry({ abstract: '大'.repeat(1024 * 1024) }) }));

    expect(await post({ body: big })).toMatchObject({ status: 413, type: 'application/problem+json', code: 'request.too-large' });
  });

  test.each([
    ['a body that ends in the middle', '{"content": {'],
    ['bytes that are no UTF-8 text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['a second document behind the first', `${JSON.stringify({})}{}`],
    ['a member that would change every object', '{"__proto__": {"polluted": true}}'],
    ['nothing at all', ''],
  ])('400: %s', async (_what, body) => {
    const answer = await post({ body });

    expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test.each([['null'], ['[]'], ['"text"'], ['17'], ['true']])(
    '400: %s where an object is asked for is told with its place',
    async (body) => {
      expect(await post({ body })).toMatchObject({ status: 400, code: 'request.invalid', fields: [{ path: '/body' }] });
    },
  );

  test('400: every unknown field is named by its place, wherever it stands', async () => {
    const stray = {
      ...entry({ isAdmin: true }),
      content: { ...companyEntry(), approved: true, items: [{ ...companyEntry().items[0], price: 1 }] },
    };

    const answer = await post({ body: JSON.stringify(stray) });

    expect(answer.status).toBe(400);
    const unknown = answer.fields.filter(({ code }) => code === 'unknown').map(({ path }) => path);
    expect(unknown.toSorted()).toEqual(['/body/content/approved', '/body/content/items/0/price', '/body/isAdmin']);
  });

  test.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'text/html', 'application/json-patch+json'])(
    '415: a body as %s',
    async (type) => {
      expect(await post({ body: JSON.stringify(entry()), headers: { 'content-type': type } })).toMatchObject({
        status: 415,
        code: 'request.unsupported-type',
      });
    },
  );

  test('none of them has stored anything', async () => {
    expect(await count('catalog.entry')).toBe(before);
  });
});

/** What the server answers to bytes as they stand, until it closes or has answered. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    let answer = '';
    socket.on('data', (piece: Buffer) => {
      answer += piece.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

test.each([
  ['two lengths that differ', 'Content-Length: 5\r\nContent-Length: 50\r\n\r\nhello'],
  ['a length beside chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a transfer coding that nobody knows', 'Transfer-Encoding: chunked, smuggled\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a header that goes on in the next line', 'X-One: a\r\n b: c\r\nContent-Length: 0\r\n\r\n'],
  ['a space before the colon', 'Content-Length : 0\r\n\r\n'],
])(
  '400: a request with %s is answered once and its connection ends; nothing behind it is taken for a second request',
  async (_what, rest) => {
    const answer = await raw(`POST ${apiPrefix}/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${rest}`);

    expect(answer.match(/HTTP\/1\.1 \d{3}/gu)).toEqual(['HTTP/1.1 400']);
    expect(answer).not.toContain('"status":"up"');
  },
);

test('forged forwarding headers change neither who asks nor where from, unless a proxy is trusted', async () => {
  const url = `${apiPrefix}/me`;
  const forged = {
    'x-forwarded-for': '10.1.2.3',
    'x-forwarded-user': 'zfb.zgl',
    forwarded: 'for=10.1.2.3',
    'x-http-method-override': 'DELETE',
  };

  expect((await app.inject({ url, headers: forged })).statusCode).toBe(401);
  expect(
    (await app.inject({ url, headers: { ...registrar.headers, ...forged } })).json<{ person: { account: string } }>().person.account,
  ).toBe('seat.provider.catalog-registrar');
  const kept = await sql<{ n: number }>`SELECT count(*)::int AS n FROM audit.opening WHERE origin = '10.1.2.3'`.execute(
    needs.database.reader,
  );
  expect(kept.rows[0]?.n).toBe(0);
});

test('SQL and markup in every text are text: found, shown and searched as they were written', async () => {
  const name = `'; DROP TABLE catalog.entry; -- <img src=x onerror=alert(1)>`;
  const made = expected(await as('scjg.djy', 'POST /catalog/entries', { body: entry({ content: companyEntry({ name }) }) }), 201);

  expect(made.body['name']).toBe(name);
  const search = expected(await as('scjg.djy', `GET /catalog/entries?scope=mine&q=${encodeURIComponent(`'; DROP TABLE`)}`), 200);
  expect(search.body['total']).toBe(1);
  for (const hostile of ["' OR 1=1 --", '%', '_', '\\', '*', '") | !("', '<script>']) {
    const found = await as('slj.djy', `GET /catalog/entries?q=${encodeURIComponent(hostile)}&state=${encodeURIComponent(hostile)}`);
    expect([hostile, found.status, found.body['total']]).toEqual([hostile, 200, 0]);
  }
  const page = await app.inject({ url: `${apiPrefix}/catalog/entries/${String(made.body['id'])}`, headers: registrar.headers });
  expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-type': 'application/json; charset=utf-8' });
});

test('with the clock moved back due days stay, a code of an earlier step counts no more, and the work goes on', async () => {
  const [application, other] = [await received(), await received()];
  const earlier = { at: needs.clock.now(), code: await city.codeOf('scjg.fzr') };
  expected(await as('scjg.djy', `POST ${at(other)}/proposal`, { body: agreeing }), 200);
  const due = await dueOf(application);
  await agreeTo(city, application);
  const present = needs.clock.now();

  needs.clock.set(earlier.at.toISOString());
  const signed = await as('scjg.fzr', `POST ${at(other)}/consent-in`, {
    body: { decision: 'sign', opinion: '同意。', code: earlier.code },
  });
  for (const { id, run } of lawJobs(needs)) if (id === 'law.clock-tick') await run({});
  const dueMeanwhile = await dueOf(application);
  needs.clock.set(present.toISOString());

  expect([signed.status, signed.body['code']]).toEqual([403, 'identity.second-factor.used']);
  expect(due).toBeInstanceOf(Date);
  expect([dueMeanwhile, await dueOf(application)]).toEqual([due, due]);
  const late = { decision: 'sign', opinion: '同意。', code: await city.codeOf('scjg.fzr') };
  expect((await as('scjg.fzr', `POST ${at(other)}/consent-in`, { body: late })).status).toBe(200);
});

async function dueOf(application: Answer): Promise<Date | undefined> {
  const { rows } = await sql<{ due_at: Date }>`SELECT due_at FROM law.clock WHERE case_id = ${String(application.body['id'])}`.execute(
    needs.database.reader,
  );
  return rows[0]?.due_at;
}

const agreeing = proposalToAgree([
  { no: 1, mask: 'none' },
  { no: 2, mask: 'none' },
]);
const at = (application: Answer) => `/sharing/applications/${String(application.body['id'])}`;
let entryId = '';

/** An application of the water bureau that has reached the provider. */
async function received(): Promise<Answer> {
  if (entryId === '') entryId = await publishedEntry(city, 'scjg', companyEntry());
  const content = wellPermitApplication('2026-12-01', { systemId: founded.systems.get('well-permit') ?? '', itemNos: [1, 2] });
  const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  const saved = { body: { secrecyDeclaration: 'not-secret', content }, ifMatch: started.etag ?? '' };
  expected(await as('slj.djy', `PUT ${at(started)}/content`, saved), 200);
  expected(await as('slj.djy', `POST ${at(started)}/submission`), 200);
  const body = { decision: 'consent', opinion: '同意申请。', code: await city.codeOf('slj.fzr') };
  return expected(await as('slj.fzr', `POST ${at(started)}/consent-out`, { body }), 200);
}
