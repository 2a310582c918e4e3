import { streamXlsxRows } from 'hucre/xlsx';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';
import { checkConformance } from './check-conformance.job.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
});

type Found = { id: string; entryId: string; rule: string; state: string };
let names = 0;

/** An entry in force that has lost its summary, as an old catalogue’s may. */
async function flawed(): Promise<Walked> {
  const entry = await story.published(contentWith({ name: `机井台账甲${'乙'.repeat((names += 1))}` }));
  await sql`UPDATE catalog.revision SET fields = fields || '{"abstract":""}' WHERE entry_id = ${entry.id}`.execute(store.database.reader);
  return entry;
}

const start = (by = 'office.fb', more: Record<string, unknown> = {}) =>
  world.call(by, 'POST /catalog/conformance/runs', {
    body: { regionCode: '650400', organisationId: null, dueOn: '2026-12-31', ...more },
    key: crypto.randomUUID(),
  });

async function reviewed() {
  const run = await start();
  expect(run).toMatchObject({ status: 201, body: { state: 'running', startedBy: 'demand' } });
  await checkConformance(world.needs, String(run.body['id']));
  return String(run.body['id']);
}

const list = (by: string, query = '') => world.call(by, `GET /catalog/conformance/nonconformities?limit=100${query}`);
async function nonconformityOf(entry: Walked): Promise<Found> {
  const found = (await list('office.fb', `&entryId=${entry.id}`)).body['items'] as Found[];
  const [first] = found.filter(({ state }) => state !== 'mended');
  if (!first) throw new Error('there is no nonconformity');
  return first;
}
const explain = (id: string, by = 'market.dj') =>
  world.call(by, `POST /catalog/conformance/nonconformities/${id}/explanation`, { body: { reason: '原系统即如此' } });
const decide = (id: string, decision: 'accept' | 'decline', by = 'office.fb') =>
  world.call(by, `POST /catalog/conformance/nonconformities/${id}/decision`, { body: { decision, opinion: '已核' } });
const recheck = (entry: Walked, by = 'market.dj') =>
  world.call(by, `POST /catalog/conformance/entries/${entry.id}/recheck`, { body: undefined });
const todos = async (by: string) => (await world.call(by, 'GET /desk/todos?limit=100')).text;

describe('a review', () => {
  test('91-3.2.1: catalog.start-conformance-run, catalog.list-conformance-runs, catalog.list-nonconformities: finds what does not conform, tells the department until a day, and every count is the length of its list', async () => {
    const entry = await flawed();
    const id = await reviewed();

    const runs = await world.call('office.fb', 'GET /catalog/conformance/runs');
    expect(runs.body['items']).toEqual(expect.arrayContaining([expect.objectContaining({ id, state: 'finished', dueOn: '2026-12-31' })]));
    const own = await list('market.dj', '&state=open');
    expect(own.body['items']).toEqual(
      expect.arrayContaining([expect.objectContaining({ entryId: entry.id, rule: 'abstract-empty', severity: 'error', state: 'open' })]),
    );
    const { rule } = own.body['facets'] as { rule: { value: string; count: number }[] };
    for (const { value, count } of rule)
      expect((await list('market.dj', `&state=open&rule=${value}`)).body).toMatchObject({ total: count });
    expect(await todos('market.dj')).toContain('catalog.todo.conformance');
  });

  test('91-3.2.1: it is no weaker than the submission: what was in force before a rule came, or came in from an old catalogue, is found by the words that a draft is refused with', async () => {
    const entry = await story.published(contentWith({ name: '无共享方式的旧目录' }));
    await sql`UPDATE catalog.revision SET fields = fields || '{"shareModeClass":null,"relatedCodes":["307/404"]}' WHERE entry_id = ${entry.id}`.execute(
      store.database.reader,
    );
    await reviewed();

    const found = (await list('market.dj', `&entryId=${entry.id}&state=open`)).body['items'] as { rule: string; field: string }[];
    expect(found.toSorted((one, other) => one.field.localeCompare(other.field))).toMatchObject([
      { rule: 'refused-at-submission', field: 'relatedCodes', params: { codes: 'catalog.related-code-unknown', count: 1 } },
      { rule: 'refused-at-submission', field: 'shareModeClass', params: { codes: 'catalog.missing', count: 1 } },
    ]);

    await sql`UPDATE catalog.revision SET fields = fields || '{"shareModeClass":"platform","relatedCodes":[]}' WHERE entry_id = ${entry.id}`.execute(
      store.database.reader,
    );
    expect(await recheck(entry)).toMatchObject({ status: 200 });
    expect((await list('market.dj', `&entryId=${entry.id}&state=open`)).body).toMatchObject({ total: 0 });
  });

  test('another department learns nothing, and only the region’s authority orders one', async () => {
    await flawed();
    await reviewed();

    expect((await list('water.gly')).body).toMatchObject({ items: [], total: 0, facets: { organisation: [], rule: [], state: [] } });
    expect((await list('county.gly')).body).toMatchObject({ items: [], total: 0 });
    expect(await start('county.gly')).toMatchObject({ status: 403, body: { code: 'identity.power.other-region' } });
    expect(await start('market.dj')).toMatchObject({ status: 403 });
    expect(await start('office.fb', { dueOn: '2026-01-01' })).toMatchObject({
      status: 422,
      body: { code: 'catalog.conformance.due-past' },
    });
    expect(await start('office.fb', { organisationId: world.orgId('county') })).toMatchObject({
      body: { code: 'catalog.conformance.department-unfit' },
    });
  });

  test('entries of a region without an authority are reviewed by the next higher one, which orders it for one of its departments too, and has the answers to decide', async () => {
    const entry = await flawed();
    // As an entry of a county that has formed no authority yet stands in the catalogue.
    await sql`UPDATE catalog.entry SET region_code = '650422' WHERE id = ${entry.id}`.execute(store.database.reader);

    await reviewed();

    const nonconformity = await nonconformityOf(entry);
    expect(nonconformity).toMatchObject({ rule: 'abstract-empty', state: 'open' });
    expect((await explain(nonconformity.id)).status).toBe(200);
    expect((await decide(nonconformity.id, 'accept')).body).toMatchObject({ state: 'accepted' });
    expect((await list('county.gly')).body).toMatchObject({ total: 0 });
  });

  test('one of a region runs at a time', async () => {
    const first = await start();
    expect(await start()).toMatchObject({ status: 409, body: { code: 'catalog.conformance.running' } });
    await checkConformance(world.needs, String(first.body['id']));
  });
});

describe('a nonconformity', () => {
  test('catalog.explain-nonconformity, catalog.decide-nonconformity: the department explains, the authority accepts or declines', async () => {
    const entry = await flawed();
    await reviewed();
    const { id } = await nonconformityOf(entry);

    expect(await explain(id, 'water.gly')).toMatchObject({ status: 404, body: { code: 'catalog.conformance.nonconformity-not-found' } });
    expect((await explain(id)).body).toMatchObject({ state: 'explained', explanation: '原系统即如此' });
    expect(await explain(id)).toMatchObject({ status: 409, body: { code: 'catalog.conformance.illegal-transition' } });
    expect(await todos('office.fb')).toContain('catalog.todo.conformance-answers');
    expect(await decide(id, 'accept', 'market.dj')).toMatchObject({ status: 403 });
    expect((await decide(id, 'decline')).body).toMatchObject({ state: 'open', opinion: '已核' });
    await explain(id);
    expect((await decide(id, 'accept')).body).toMatchObject({ state: 'accepted' });
    expect(await todos('office.fb')).not.toContain('catalog.todo.conformance-answers');
    await reviewed();
    expect(await nonconformityOf(entry)).toMatchObject({ id, state: 'accepted' });
  });

  test('catalog.recheck-entry: what is mended closes at the recheck, and by itself when a version that mends it comes into force', async () => {
    const [one, other] = [await flawed(), await flawed()];
    await reviewed();
    expect((await recheck(one)).body).toEqual({ open: 1, mended: 0 });
    await sql`UPDATE catalog.revision SET fields = fields || '{"abstract":"已补"}' WHERE entry_id = ${one.id}`.execute(
      store.database.reader,
    );
    expect((await recheck(one)).body).toEqual({ open: 0, mended: 1 });
    expect(await recheck(other, 'water.gly')).toMatchObject({ status: 404 });

    const change = await world.call('market.dj', `POST /catalog/entries/${other.id}/changes`, {
      body: { kind: 'quality-fix', changedOn: '2026-11-20', reason: '补摘要' },
      ifMatch: other.revision,
      key: crypto.randomUUID(),
    });
    const content = contentWith({ name: String(change.body['name']) });
    const saved = await world.call('market.dj', `PUT /catalog/entries/${other.id}/draft`, {
      body: { secrecyDeclaration: 'not-secret', content },
      ifMatch: Number(change.body['revision']),
    });
    const draft = { id: other.id, revision: Number(saved.body['revision']), answer: saved };
    await story.publish(await story.sign(await story.review(await story.submit(draft))));

    expect((await list('office.fb', `&entryId=${other.id}`)).body).toMatchObject({ total: 1, items: [{ state: 'mended' }] });
  });

  test('catalog.export-nonconformities: the list leaves as a ledger with title, unit, filters, date and maker', async () => {
    await flawed();
    await reviewed();

    const got = await world.call('market.dj', 'GET /catalog/conformance/ledger?state=open');

    const rows: string[] = [];
    for await (const { values } of streamXlsxRows(got.bytes)) rows.push(values.join('|'));
    expect(rows.slice(0, 5)).toEqual([
      expect.stringContaining('台账'),
      '制表单位|市市场监督管理局',
      '筛选条件|待整改',
      '制表日期|2026-11-23',
      '制表人|market.dj',
    ]);
    expect(rows.some((row) => row.includes('没有摘要'))).toBe(true);
  });
});
