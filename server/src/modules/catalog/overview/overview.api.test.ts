import { measureIds, type Counted, type MeasureId } from '@karez/contract/catalog/overview';
import { streamXlsxRows } from 'hucre/xlsx';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { importedEntry } from '../claim/test-import.ts';
import type { Nonconformity } from '../conformance/nonconformity.ts';
import { insertNonconformities, saveNonconformity } from '../conformance/nonconformity-store.ts';
import { insertRun } from '../conformance/run-store.ts';
import { contentWith, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';

const store = await createTestDatabase();
const live = new Set<string>();
let world: World;
let story: ReturnType<typeof storyIn>;

/** Names that have nothing in common, so that no entry is taken for another. */
const things = ['渠首', '粮库', '驾校', '药店', '苗圃', '桥梁', '泵站', '路灯', '茶馆', '书店', '澡堂', '客栈', '剧场', '公墓'];
let names = 0;
function nextContent() {
  names += 1;
  const thing = things[names % things.length] ?? '';
  const items = [itemWith({ no: 1, nameZh: `${thing}编号`, fieldName: `f${names}`, isKey: true })];
  return contentWith({ name: `${thing}名录${names}`, abstract: `${thing}的基本情况。`, items });
}

type Counts = Record<MeasureId, number>;
type Department = { organisationId: string; name: string; counts: Counts };
const overview = async (by: string) => (await world.call(by, 'GET /catalog/overview')).body;
const departmentsOf = async (by: string) => (await overview(by))['departments'] as Department[];
async function countsOf(by: string, org = 'market'): Promise<Counts> {
  const found = (await departmentsOf(by)).find(({ organisationId }) => organisationId === world.orgId(org));
  if (!found) throw new Error(`${by} does not see ${org}`);
  return found.counts;
}
/** Every row behind a number, page by page. */
async function behind(by: string, measure: MeasureId, org?: string): Promise<Counted[]> {
  const rows: Counted[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = `limit=2${org === undefined ? '' : `&organisationId=${world.orgId(org)}`}${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const { status, body } = await world.call(by, `GET /catalog/overview/measures/${measure}?${query}`);
    expect(status).toBe(200);
    rows.push(...(body['items'] as Counted[]));
    cursor = body['next'] as string | null;
    if (cursor === null) expect(body['total']).toBe(rows.length);
  }
  return rows;
}

const put = (text: ReturnType<typeof sql>) => text.execute(store.database.reader);

async function listed(entry: Walked, dueOn: string | null): Promise<void> {
  if (dueOn === null) live.add(entry.id);
  const answer = await world.call('market.ld', `POST /catalog/entries/${entry.id}/listing`, {
    body: {
      promise: dueOn === null ? null : { dueOn, mode: 'api', responsible: '数据科' },
      opinion: '同意纳入',
      secondFactor: await world.codeOf('market.ld'),
    },
    ifMatch: entry.revision,
  });
  expect(answer).toMatchObject({ status: 200 });
}

/** What a review found of an entry, and translations that its Chinese has left behind. */
async function burdened({ id }: Walked): Promise<void> {
  const runId = world.needs.newId();
  const at = world.needs.clock.now();
  const about = {
    runId,
    entryId: id,
    revisionNo: 1,
    organisationId: world.orgId('market'),
    organisationName: '市市场监督管理局',
    regionCode: '650400',
  };
  const left = { params: {}, severity: 'error', field: 'items', foundAt: at, closedAt: null, explained: null, decided: null } as const;
  const found = ([rule, dueOn]: readonly [Nonconformity['rule'], string]): Nonconformity => ({
    ...about,
    ...left,
    id: world.needs.newId(),
    rule,
    dueOn,
    state: 'open',
  });
  const explained = found(['item-incomplete', '2026-12-01']);
  await store.database.transaction(async (tx) => {
    const counts = { entriesTotal: 1, entriesRead: 1, opened: 3, mended: 0, lastEntryId: null };
    const whom = { regionCode: '650400', organisationId: null, organisationName: null, startedBy: 'demand', startedAt: at } as const;
    await insertRun(tx, { ...whom, ...counts, id: runId, state: 'running', dueOn: '2026-12-01', finishedAt: null });
    await insertNonconformities(tx, [found(['abstract-empty', '2026-11-01']), found(['items-missing', '2026-12-01']), explained]);
    await saveNonconformity(tx, {
      ...explained,
      state: 'explained',
      explained: { by: 'somebody', orgId: about.organisationId, at, opinion: '如实' },
    });
  });
  await put(sql`
    INSERT INTO catalog.translation (entry_id, language, revision, missing, draft, translated, reviewed, stale, state)
    VALUES (${id}, 'ug', 1, 0, 0, 0, 1, 1, 'stale'), (${id}, 'en', 1, 0, 0, 0, 1, 1, 'stale')
    ON CONFLICT (entry_id, language) DO UPDATE SET missing = 0, draft = 0, translated = 0, reviewed = 1, stale = 1, state = 'stale'`);
}

let draft: Walked;
let mounted: Walked;

beforeAll(async () => {
  world = await catalogWorld(store.database, { live });
  story = storyIn(world);
  mounted = await story.published(nextContent());
  const [promised, late, closed] = [
    await story.published(nextContent()),
    await story.published(nextContent()),
    await story.published(nextContent()),
  ];
  await listed(mounted, null);
  await listed(promised, '2026-12-10');
  await listed(late, '2026-12-10');
  await put(sql`UPDATE catalog.listing SET due_on = '2026-11-20', told_due_on = '2026-11-20' WHERE entry_id = ${late.id}`);
  await put(sql`UPDATE catalog.listing SET stale_told = true WHERE entry_id = ${mounted.id}`);
  await burdened(mounted);
  const suspended = await world.call('office.ld', `POST /catalog/entries/${closed.id}/suspension`, {
    body: { reason: '口径不一致', rectifyBy: '2026-12-31', secondFactor: await world.codeOf('office.ld') },
    ifMatch: closed.revision,
  });
  expect(suspended).toMatchObject({ status: 200 });
  draft = await story.register({ ...nextContent(), updateCycle: null });
  await put(sql`
    INSERT INTO catalog.finding (id, entry_id, kind, target_id, place, relation, evidence, state, found_at)
    VALUES (${world.needs.newId()}, ${draft.id}, 'entry', ${mounted.id}, 'entry', 'same', '{"score":1}', 'open', now())`);
  await story.signed(nextContent());
  const returned = await story.submit(await story.register(nextContent()));
  await world.call('market.sh', `POST /catalog/entries/${returned.id}/return`, {
    body: { opinion: '摘要太短' },
    ifMatch: returned.revision,
  });
  const campaign = {
    regionCode: '650400',
    title: '涉企数据梳理',
    instruction: '梳理。',
    dueOn: '2026-11-24',
    organisationIds: [world.orgId('market'), world.orgId('water')],
    template: null,
    usesSystems: false,
  };
  expect(await world.call('office.fb', 'POST /catalog/campaigns', { body: campaign, key: crypto.randomUUID() })).toMatchObject({
    status: 201,
  });
  const provider = {
    organisationId: '00000000-0000-7000-8000-0000000000aa',
    name: '市工商行政管理局',
    aliases: [],
    uscc: null,
    regionCode: '650400',
    sample: true,
  };
  await store.database.transaction((tx) => importedEntry(tx, { id: world.needs.newId(), provider, name: '旧渠道名录' }));
});

describe('91-3.2.1, 809-16: how the catalogue of a department stands', () => {
  test('catalog.read-overview, catalog.list-measured: every number is the length of the list that it opens, for a department and for the authority', async () => {
    const own = await countsOf('market.dj');

    expect(own).toMatchObject({
      compiled: 7,
      'in-force': 4,
      draft: 1,
      returned: 1,
      'under-way': 1,
      'to-claim': 1,
      suspended: 1,
      'required-missing': 1,
      due: 4,
      mounted: 1,
      promised: 1,
      unlisted: 1,
      'promise-overdue': 1,
      stale: 1,
      'nonconformity-open': 2,
      'nonconformity-overdue': 1,
      'nonconformity-explained': 1,
      'finding-open': 1,
      'ug-missing': 3,
      'ug-stale': 1,
      'en-stale': 1,
      'campaign-owing': 1,
      'campaign-overdue': 0,
    });
    expect(own['todo-near']).toBeGreaterThan(0);
    const whole = await departmentsOf('office.fb');
    for (const measure of measureIds) {
      expect([measure, (await behind('market.dj', measure)).length]).toEqual([measure, own[measure]]);
      expect([measure, (await behind('office.fb', measure, 'market')).length]).toEqual([measure, own[measure]]);
      const all = whole.reduce((sum, { counts }) => sum + counts[measure], 0);
      expect([measure, (await behind('office.fb', measure)).length]).toEqual([measure, all]);
    }
  });

  test('what is counted as listed, mounted and overdue is what 挂接率 counts', async () => {
    const own = await countsOf('market.dj');

    const { departments } = (await world.call('market.dj', 'GET /catalog/listings/counts')).body as {
      departments: Record<string, unknown>[];
    };

    expect(departments).toMatchObject([
      { due: own.due, mounted: own.mounted, promised: own.promised, promiseOverdue: own['promise-overdue'], unlisted: own.unlisted },
    ]);
    expect(departments).toMatchObject([{ interrupted: own.interrupted, timed: own.timed, stale: own.stale }]);
  });

  test('a gap is told field by field', async () => {
    expect(await behind('market.dj', 'required-missing')).toMatchObject([
      { fields: ['updateCycle'], link: `/catalog/entries/${draft.id}` },
    ]);
    const [first] = await behind('market.dj', 'recommended-missing');
    expect(first?.fields).toContain('coveragePeriod');
  });

  test('another department, and another region’s authority, learn nothing', async () => {
    expect(await departmentsOf('water.gly')).toMatchObject([{ name: '市水利局', counts: { compiled: 0, 'campaign-owing': 1 } }]);
    for (const by of ['water.gly', 'county.gly'])
      for (const measure of ['in-force', 'todo-open', 'to-claim', 'nonconformity-open'] as const)
        expect(await behind(by, measure, 'market')).toEqual([]);
    expect((await departmentsOf('county.gly')).map(({ name }) => name)).toEqual(['鄯善县政府办公室']);
  });

  test('the authority counts drafts that their department’s head has not signed, and is told neither their names nor where they are', async () => {
    const name = String(draft.answer.body['name']);
    expect(await behind('market.dj', 'draft')).toMatchObject([{ name, link: `/catalog/entries/${draft.id}` }]);

    expect(await behind('office.fb', 'draft', 'market')).toMatchObject([{ name: null, link: null, organisationName: '市市场监督管理局' }]);
    for (const measure of ['returned', 'required-missing', 'finding-open', 'todo-open', 'todo-near'] as const)
      expect(JSON.stringify(await behind('office.fb', measure, 'market'))).not.toMatch(new RegExp(`${name}|${draft.id}`, 'u'));
    expect(await behind('office.fb', 'under-way', 'market')).toMatchObject([{ name: expect.stringContaining('名录') }]);
  });

  test('catalog.export-overview: the authority takes the table along, one row for each department; a department does not', async () => {
    expect(await world.call('market.dj', 'GET /catalog/overview/ledger')).toMatchObject({
      status: 403,
      body: { code: 'catalog.overview.not-authority' },
    });

    const got = await world.call('office.fb', 'GET /catalog/overview/ledger');

    const rows: string[][] = [];
    for await (const { values } of streamXlsxRows(got.bytes)) rows.push(values.map(String));
    const own = await countsOf('office.fb');
    const row = rows.find(([first]) => first === '市市场监督管理局');
    expect(row?.slice(2)).toEqual(measureIds.map((id) => String(own[id])));
    expect(rows.map(([first]) => first)).toEqual(expect.arrayContaining(['市水利局', '市政府办公室']));
  });

  test('what was near its day is overdue when the day has passed, and the department with the most overdue stands first', async () => {
    const before = await countsOf('market.dj');
    world.needs.clock.advance(3 * 24 * 3_600_000);

    const after = await countsOf('market.dj');

    expect(after['campaign-overdue']).toBe(1);
    expect(after['todo-overdue']).toBeGreaterThan(before['todo-overdue']);
    expect((await behind('market.dj', 'campaign-overdue')).length).toBe(1);
    expect((await departmentsOf('office.fb'))[0]?.name).toBe('市市场监督管理局');
  });
});
