import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';

import { catalogImportRefusals } from '@karez/contract/catalog-import';
import { platformRefusals } from '@karez/contract/route';
import { tableRefusals } from '@karez/contract/table';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import { isRefusal, refuse } from '@karez/kit/refusal';

import { holds, type Caller } from '#platform/caller';
import { readConfig } from '#platform/config';
import { httpApp } from '#platform/http/app';
import { mount, type Door } from '#platform/http/mount';
import { keysFrom } from '#platform/keys';
import { openTable } from '#platform/tables/table-file';
import { tableLimits } from '#platform/tables/table-limits';
import { sheetRow, workbookParts, zipOf } from '#platform/tables/zip-fixture';
import { createTestDatabase } from '#test/test-database';

import { catalogueHeader } from './headers.ts';
import { importJobs } from './import-jobs.ts';
import { importRoutes } from './import-routes.ts';

const { database } = await createTestDatabase();
const stored = new Map<string, Buffer>();
const needs = {
  database,
  clock: settableClock('2026-11-22T02:00:00Z'),
  newId,
  chance: () => 0.999,
  config: readConfig({ DATABASE_URL: 'postgres://unused' }),
  keys: keysFrom(Buffer.alloc(32, 7)),
  log: silentLog,
  files: {
    put: async (bytes: Uint8Array) => {
      const reference = String(stored.size).padStart(64, '0');
      stored.set(reference, Buffer.from(bytes));
      return reference;
    },
    get: async (reference: string) => stored.get(reference),
    remove: async (reference: string) => void stored.delete(reference),
  },
};
const orgs = { water: newId(), office: newId(), trade: newId() };
const caller = (orgId: string, powers: Caller['powers']): Caller => ({ kind: 'person', id: newId(), orgId, regionCode: '650400', powers });
const callers = new Map<string, Caller>([
  ['water', caller(orgs.water, [{ power: 'catalog.import', orgId: orgs.water, regionCode: null }])],
  ['office', caller(orgs.office, [{ power: 'catalog.import', orgId: null, regionCode: '650400' }])],
  ['trade', caller(orgs.trade, [{ power: 'catalog.import', orgId: orgs.trade, regionCode: null }])],
  ['clerk', caller(orgs.water, [])],
]);
const door: Door<Caller> = {
  authenticate: async ({ headers }) => callers.get(String(headers['x-caller'])) ?? refuse('request.signed-out'),
  permit: (actor, route) => (route.power === null || holds(actor, route.power) ? null : refuse('request.not-permitted')),
  recordFailure: async () => null,
};
const app = await httpApp({ trustedProxies: [] });
mount(app, { needs, door, statuses: { ...platformRefusals, ...catalogImportRefusals, ...tableRefusals } }, importRoutes(needs));

beforeAll(async () => {
  await sql`INSERT INTO identity.region (code, name, level) VALUES ('650400', '吐鲁番市', 'city')`.execute(database.reader);
  const departments = [
    [orgs.water, '11650400MB0000001Y', '市水利局'],
    [orgs.office, '11650400MB0000002W', '市政府办公室'],
    [orgs.trade, '11650400MB0000003U', '市商务局'],
  ];
  for (const [id, uscc, name] of departments) {
    await sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, created_at)
      VALUES (${id}, ${uscc}, ${name}, ${name}, 'government', '650400', now())`.execute(database.reader);
  }
  await sql`INSERT INTO identity.authority_member (region_code, org_id, lead, powers) VALUES ('650400', ${orgs.office}, true, '{catalog.publish}')`.execute(
    database.reader,
  );
});

type Answer = { status: number; body: Record<string, unknown> };

async function ask(who: string, method: 'GET' | 'POST', path: string): Promise<Answer> {
  const answer = await app.inject({ method, url: `/api/v1${path}`, headers: { 'x-caller': who } });
  return { status: answer.statusCode, body: answer.json() };
}

type Upload = { who?: string; fields?: Record<string, string>; bytes?: Buffer | null; key?: string };
const lines = ['数据目录名称,提供单位,更新周期', '机井名录,市水利局,每年', '灌区名录,,小时级', ',,每年'];

async function upload({
  who = 'water',
  fields = { target: 'own-department' },
  bytes = Buffer.from(lines.join('\n')),
  key,
}: Upload = {}): Promise<Answer> {
  const boundary = 'karez-test-boundary';
  const texts = Object.entries({ secrecyDeclaration: 'not-secret', ...fields }).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n`,
  );
  const file = bytes === null ? [] : [head, bytes, Buffer.from('\r\n')];
  const headers = {
    'x-caller': who,
    'content-type': `multipart/form-data; boundary=${boundary}`,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
  const payload = Buffer.concat([...texts, ...file, Buffer.from(`--${boundary}--\r\n`)]);
  const answer = await app.inject({ method: 'POST', url: '/api/v1/catalog/imports', headers, payload });
  return { status: answer.statusCode, body: answer.json() };
}

async function work(job: string, importId: unknown): Promise<void> {
  await importJobs(needs)
    .find(({ id }) => id === job)
    ?.run({ importId });
}

async function checked(more: Upload = {}): Promise<string> {
  const { body } = await upload(more);
  await work('catalog.check-import', body['id']);
  return String(body['id']);
}

describe('a department’s import through the door', () => {
  test('is started, checked, listed row by row, applied and gives back what it refused', async () => {
    const started = await upload();
    await work('catalog.check-import', started.body['id']);
    const id = String(started.body['id']);
    const seen = await ask('water', 'GET', `/catalog/imports/${id}`);
    const refused = await ask('water', 'GET', `/catalog/imports/${id}/rows?outcome=error`);
    const unknown = await ask('water', 'GET', `/catalog/imports/${id}/unknown-values`);
    const applying = await ask('water', 'POST', `/catalog/imports/${id}/application`);
    await work('catalog.apply-import', id);
    const list = await ask('water', 'GET', '/catalog/imports?limit=1');

    expect(started).toMatchObject({
      status: 202,
      body: { state: 'checking', target: 'own-department', allowed: { apply: { allowed: false } } },
    });
    expect(seen.body).toMatchObject({
      state: 'checked',
      read: 3,
      outcomes: { new: 2, error: 1 },
      allowed: { apply: { allowed: true, reason: null } },
    });
    expect(refused.body).toMatchObject({
      total: 1,
      items: [{ row: 4, refusals: [{ path: '4/A', code: 'catalog.import.value-missing' }] }],
    });
    expect(unknown.body).toEqual({ items: [{ field: 'updateCycle', raw: '小时级', count: 1 }] });
    expect(applying).toMatchObject({ status: 202, body: { state: 'applying' } });
    expect(list.body).toMatchObject({ items: [{ id, state: 'applied', done: 3, applied: { new: 2, error: 1 } }] });
  });

  test('an uploaded file with the same key is one import; another file with that key is refused', async () => {
    const first = await upload({ key: 'import-key-1' });
    const again = await upload({ key: 'import-key-1' });
    const other = await upload({ key: 'import-key-1', bytes: Buffer.from(`${lines.join('\n')}\n`) });

    expect(again.body['id']).toBe(first.body['id']);
    expect(other).toMatchObject({ status: 422, body: { code: 'request.key-reused' } });
  });

  test('refused rows are downloaded as a workbook', async () => {
    const id = await checked();

    const answer = await app.inject({ method: 'GET', url: `/api/v1/catalog/imports/${id}/refused-rows`, headers: { 'x-caller': 'water' } });

    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-disposition']).toContain('.xlsx');
    const table = await openTable(answer.rawPayload, catalogueHeader);
    expect(isRefusal(table) ? table.code : table.columns.map(({ header }) => header)).toEqual(['数据目录名称', '提供单位', '更新周期']);
  });

  test('pages of rows go on behind the cursor', async () => {
    const id = await checked();

    const first = await ask('water', 'GET', `/catalog/imports/${id}/rows?limit=2`);
    const second = await ask('water', 'GET', `/catalog/imports/${id}/rows?limit=2&cursor=${String(first.body['next'])}`);

    expect(first.body).toMatchObject({ total: 3, next: '3', items: [{ row: 2 }, { row: 3 }] });
    expect(second.body).toMatchObject({ total: 3, next: null, items: [{ row: 4 }] });
  });
});

describe('who may not', () => {
  test('401, 403: strangers and people without the power', async () => {
    expect((await upload({ who: 'nobody' })).status).toBe(401);
    expect((await upload({ who: 'clerk' })).status).toBe(403);
  });

  test('403, 409, 422: a sample place needs a regional power, a place that no authority here governs, and its code and name', async () => {
    const place = { target: 'sample-place', placeCode: '511400', placeName: '眉山市' };

    expect(await upload({ fields: place })).toMatchObject({ status: 403, body: { code: 'catalog.import.place-not-permitted' } });
    expect(await upload({ who: 'office', fields: { ...place, placeCode: '650421' } })).toMatchObject({
      status: 409,
      body: { code: 'catalog.import.place-not-sample' },
    });
    expect(await upload({ who: 'office', fields: { target: 'sample-place' } })).toMatchObject({
      status: 422,
      body: { code: 'catalog.import.place-missing' },
    });
    expect((await upload({ who: 'office', fields: place })).status).toBe(202);
  });

  test('404: another department learns nothing of an import, by no route', async () => {
    const id = await checked();

    const answers = await Promise.all([
      ask('trade', 'GET', `/catalog/imports/${id}`),
      ask('trade', 'GET', `/catalog/imports/${id}/rows`),
      ask('trade', 'GET', `/catalog/imports/${id}/unknown-values`),
      ask('trade', 'POST', `/catalog/imports/${id}/application`),
      ask('trade', 'GET', `/catalog/imports/${id}/refused-rows`),
    ]);

    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual(answers.map(() => [404, 'catalog.import.not-found']));
    expect((await ask('trade', 'GET', '/catalog/imports')).body).toMatchObject({ items: [], total: 0 });
  });

  test('409: nothing is applied or downloaded before the dry run is over', async () => {
    const { body } = await upload();
    const id = String(body['id']);

    expect(await ask('water', 'POST', `/catalog/imports/${id}/application`)).toMatchObject({
      status: 409,
      body: { code: 'catalog.import.illegal-transition' },
    });
    expect(await ask('water', 'GET', `/catalog/imports/${id}/refused-rows`)).toMatchObject({
      status: 409,
      body: { code: 'catalog.import.illegal-transition' },
    });
  });
});

describe('a bad file is refused at the door with its code, in words, and leaves nothing behind', () => {
  const good = workbookParts(`<sheetData>${sheetRow(1, ['标题', '提供单位'])}</sheetData>`);

  test.each([
    ['no file', null, 422, 'table.file-missing'],
    ['an empty file', Buffer.alloc(0), 422, 'table.file-empty'],
    ['a huge file', Buffer.alloc(tableLimits.fileBytesMax + 1), 413, 'table.file-too-large'],
    ['a broken workbook', zipOf(good).subarray(0, 300), 422, 'table.workbook-broken'],
    ['a macro workbook', zipOf([...good, { name: 'xl/vbaProject.bin', text: 'x' }]), 415, 'table.macro-workbook'],
    [
      'a locked workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      422,
      'table.password-locked',
    ],
    ['duplicate headers', Buffer.from('标题,提供单位,提供单位\na,b,c'), 422, 'table.header-doubled'],
    ['no header', Buffer.from('a,b\nc,d'), 422, 'catalog.import.header-not-found'],
    ['an unknown encoding', Buffer.from([0x61, 0xff, 0xff, 0x80]), 422, 'table.encoding-unknown'],
  ])('%s', async (_, bytes, status, code) => {
    const before = (await ask('water', 'GET', '/catalog/imports')).body['total'];

    const answer = await upload({ bytes });

    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.body['title']).not.toContain('catalog.import');
    expect((await ask('water', 'GET', '/catalog/imports')).body['total']).toBe(before);
  });

  test('809-3: a file that is declared secret is refused unread, and none of it is kept', async () => {
    const before = (await ask('water', 'GET', '/catalog/imports')).body['total'];

    const answer = await upload({
      fields: { target: 'own-department', secrecyDeclaration: 'state-secret' },
      bytes: Buffer.from('ZZ-SECRET-ZZ'),
    });

    expect(answer).toMatchObject({ status: 422, body: { code: 'catalog.import.secret' } });
    expect((await ask('water', 'GET', '/catalog/imports')).body['total']).toBe(before);
  });

  test('a file whose fault stands far below is refused by its dry run, and the reason is shown', async () => {
    const id = await checked({
      bytes: Buffer.from([...lines, ...Array.from({ length: 9_000 }, (_, at) => `名录${at},,`), '"open,,'].join('\n')),
    });

    expect((await ask('water', 'GET', `/catalog/imports/${id}`)).body).toMatchObject({
      state: 'failed',
      refusal: { code: 'table.quote-not-closed', params: { row: 9_005 } },
      allowed: { apply: { allowed: false, reason: 'catalog.import.illegal-transition' } },
    });
  });
});
