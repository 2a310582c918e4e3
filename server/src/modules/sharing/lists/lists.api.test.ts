import { streamXlsxRows } from 'hucre/xlsx';
import { beforeAll, expect, test } from 'vitest';
import { openCity } from '#test/city';
import { companyEntry, copiesOf, itemOf, publishedEntry } from '#test/published-entry';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { cityEntries } from '../../../../../tools/seed/city-entries.ts';
import { demandsIn, promise } from '../demand/test-demands.ts';

const city = await openCity(await createTestDatabase());
const { as } = city;
let promised = '';
let deniedName = '';
let deniedId = '';

beforeAll(async () => {
  const denied = cityEntries.find(({ content }) => content.shareType === 'denied');
  if (!denied) throw new Error('the demo city has no denied entry');
  deniedName = denied.content.name;
  deniedId = await publishedEntry(city, denied.department, denied.content);
  await publishedEntry(city, 'scjg', companyEntry({ name: '企业联络台账', items: [itemOf(1, { nameZh: '联络批次' })] }));
  promised = await demandsIn(city).answered(promise);
}, 120_000);

async function rowsOf(bytes: Uint8Array): Promise<string> {
  const rows: string[] = [];
  for await (const { values } of streamXlsxRows(bytes)) rows.push(values.join('|'));
  return rows.join('\n');
}

type Facets = Record<string, { value: string; count: number }[]>;

test('91-3.2.1, 91-4.3: sharing.list-responsibilities: who owes which data by when, as far as the reader sees the demand; every count is the length of its list', async () => {
  const list = async (who: string, query = '') => expected(await as(who, `GET /sharing/responsibilities?limit=100${query}`), 200).body;

  for (const who of ['slj.djy', 'scjg.djy', 'zfb.zgy']) {
    const all = await list(who);
    expect(all['items']).toContainEqual(
      expect.objectContaining({ kind: 'demand', id: promised, dueOn: '2027-01-29', division: '信用监管科', state: 'open' }),
    );
    const facets = all['facets'] as Facets;
    for (const [name, counts] of Object.entries(facets))
      for (const { value, count } of counts) expect(await list(who, `&${name}=${value}`)).toMatchObject({ total: count });
  }
  expect(JSON.stringify(await list('zrzy.djy'))).not.toContain(promised);
});

test('91-3.1, 809-15: sharing.list-denials: what is not shared stands there with reason and articles, and nothing that is shared', async () => {
  const all = expected(await as('slj.djy', 'GET /sharing/denials?limit=100'), 200).body;

  expect(all['items']).toContainEqual(
    expect.objectContaining({ entryName: deniedName, item: null, basis: expect.arrayContaining([expect.stringContaining('《')]) }),
  );
  expect(JSON.stringify(all)).not.toContain('企业联络台账');
  const facets = all['facets'] as Facets;
  for (const [name, counts] of Object.entries(facets))
    for (const { value, count } of counts)
      expect((await as('slj.djy', `GET /sharing/denials?${name}=${value}`)).body).toMatchObject({ total: count });
});

test('sharing.export-responsibilities, sharing.export-denials: both lists leave as ledgers with their rows', async () => {
  const owed = expected(await as('scjg.djy', 'GET /sharing/responsibilities/ledger?kind=demand'), 200);
  const denied = expected(await as('scjg.djy', 'GET /sharing/denials/ledger'), 200);

  expect(await rowsOf(owed.bytes)).toContain('信用监管科');
  expect(await rowsOf(denied.bytes)).toContain(deniedName);
});

test('a page is asked for in the database: the lists read page by page are the whole lists, and a ledger has every line of them', async () => {
  const page = async (list: string, query: string) => expected(await as('scjg.djy', `GET /sharing/${list}?${query}`), 200).body;
  await copiesOf(city, deniedId, 600);
  await demandsIn(city).answered(promise);

  const owed = await page('responsibilities', 'limit=100');
  const walked: unknown[] = [];
  for (let offset = 0; offset < Number(owed['total']); offset += 1)
    walked.push(...((await page('responsibilities', `limit=1&offset=${offset}`))['items'] as unknown[]));
  const denied = await page('denials', 'limit=100&offset=500');
  const ledger = expected(await as('scjg.djy', 'GET /sharing/denials/ledger?kind=entry'), 200);

  expect(Number(owed['total'])).toBeGreaterThan(1);
  expect(walked).toEqual(owed['items']);
  expect(denied['total']).toBeGreaterThan(600);
  expect(denied['items']).toHaveLength(100);
  const lines = (await rowsOf(ledger.bytes)).split('\n').filter((line) => line.includes(deniedName));
  expect(lines).toHaveLength(601);
  expect(new Set(lines.map((line) => line.split('|')[1])).size).toBe(601);
}, 60_000);
