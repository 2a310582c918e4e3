import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { deliverEvents, publish } from '#platform/outbox';
import { catalogListeners } from '../jobs.ts';
import { deniedContent, contentWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, servicesIn, type Answer, type World } from '../test-world.ts';
import { watchFreshness } from './watch-freshness.job.ts';
import { watchPromises } from './watch-promises.job.ts';

const store = await createTestDatabase();
/** Entries of which a service is in operation. */
const live = new Set<string>();
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database, { live });
  story = storyIn(world);
});

let names = 0;
const published = () => story.published(contentWith({ name: `坎儿井水位${(names += 1)}` }));
const nameOf = (walked: Walked) => String(walked.answer.body['name']);
const promise = { dueOn: '2026-12-10', mode: 'api', responsible: '数据科' };

type Given = { readonly by?: string; readonly promise?: object | null; readonly ifMatch?: number };
const list = async ({ id, revision }: Walked, { by = 'market.ld', promise: given = null, ifMatch = revision }: Given = {}) =>
  world.call(by, `POST /catalog/entries/${id}/listing`, {
    body: { promise: given, opinion: '同意纳入', secondFactor: await world.codeOf(by) },
    ifMatch,
  });
const read = async ({ id }: Walked, by = 'market.dj') => (await world.call(by, `GET /catalog/entries/${id}`)).body;
const textOf = async (by: string, list_: 'todos' | 'notices') => (await world.call(by, `GET /desk/${list_}?limit=100`)).text;
const titled = (key: string, params: Record<string, unknown>) => JSON.stringify({ key, params });
/** A service of the entry begins or ends its operation, and the worker hears of it. */
const switchService = async ({ id }: Walked, on: boolean, events = 1) => {
  if (on) live.add(id);
  else live.delete(id);
  const eventOf = () => ({ id: world.needs.newId(), name: 'gateway.service-switched', key: `catalog.entry:${id}`, body: { entryId: id } });
  await store.database.transaction(async (tx) => {
    for (let told = 0; told < events; told += 1) await publish(tx, eventOf());
  });
  const listeners = catalogListeners({ ...world.needs, servicesOf: servicesIn(live), applicantsOf: async () => [] });
  await deliverEvents((work) => store.database.transaction(work), listeners);
};
const facetOf = async (by: string, walked: Walked): Promise<string> => {
  const { body } = await world.call(by, `GET /catalog/entries?q=${encodeURIComponent(nameOf(walked))}`);
  const found = body['items'] as { id: string; listing: string }[];
  const facets = body['facets'] as { listing: { value: string; count: number }[] };
  const own = found.find(({ id }) => id === walked.id)?.listing ?? 'not found';
  expect(facets.listing.map(({ value }) => value)).toContain(own);
  return own;
};

describe('91-3.0.1, 91-3.1, 91-5.0.2: putting a published entry into the shared catalogue', () => {
  test('catalog.list-entry: 91-4.3: neither a live resource nor a promise is refused; a promise lists it, with its day as the steward’s duty, and the authority is told', async () => {
    const entry = await published();
    expect(await textOf('market.ld', 'todos')).toContain(titled('catalog.todo.list-entry', { day: '', name: nameOf(entry) }));
    expect(await facetOf('water.gly', entry)).toBe('unlisted');

    expect(await list(entry)).toMatchObject({ status: 409, body: { code: 'catalog.listing.no-resource' } });
    const listed = await list(entry, { promise });

    expect(listed).toMatchObject({
      status: 200,
      body: { state: 'published', listing: { state: 'promised', promise, promises: 1, overdue: false, listedOn: '2026-11-23' } },
    });
    expect(await facetOf('water.gly', entry)).toBe('promised');
    expect(await textOf('market.ld', 'todos')).not.toContain(titled('catalog.todo.list-entry', { day: '', name: nameOf(entry) }));
    expect(await textOf('office.fb', 'notices')).toContain(nameOf(entry));
    const history = (await world.call('market.dj', `GET /catalog/entries/${entry.id}/history`)).body['items'];
    expect((history as { action: string }[]).at(-1)?.action).toBe('listed-promised');
  });

  test('with a service in operation it is mounted at once, and nothing is promised even where something was', async () => {
    const entry = await published();
    live.add(entry.id);

    expect(await list(entry, { promise })).toMatchObject({
      status: 200,
      body: { listing: { state: 'mounted', promise: null, mountedOn: '2026-11-23', promises: 0 } },
    });
    expect(await list(entry)).toMatchObject({ status: 409, body: { code: 'catalog.listing.illegal-transition' } });
  });

  test('403, 404: it is the head’s act, of the entry’s own department', async () => {
    const entry = await published();
    const draft = await story.register(contentWith({ name: '未签发的名录' }));

    for (const by of ['market.dj', 'market.sh', 'office.ld', 'water.gly']) expect((await list(entry, { by, promise })).status).toBe(403);
    expect(await list(draft, { by: 'office.ld', promise })).toMatchObject({ status: 404 });
    expect(await read(entry)).toMatchObject({ listing: { state: 'unlisted' } });
  });

  test('409, 412, 422: a draft, a stale reading, and a day that has passed or is too far away list nothing', async () => {
    const draft = await story.register(contentWith({ name: '草稿名录' }));
    const entry = await published();

    expect(await list(draft, { promise })).toMatchObject({ status: 409, body: { code: 'catalog.listing.not-listable' } });
    expect(await list(entry, { promise, ifMatch: 1 })).toMatchObject({ status: 412, body: { code: 'catalog.entry.stale' } });
    const late = { ...promise, dueOn: '2026-11-22' };
    expect(await list(entry, { promise: late })).toMatchObject({ status: 422, body: { code: 'catalog.listing.promise-past' } });
    const far = { ...promise, dueOn: '2027-11-24' };
    expect(await list(entry, { promise: far })).toMatchObject({ status: 422, body: { code: 'catalog.listing.promise-too-far' } });
  });
});

describe('a resource that comes and goes', () => {
  test('91-4.3: a promise is kept when the service opens; when it stops the entry stays listed, says so, and steward and head are told; events that come twice change nothing', async () => {
    const entry = await published();
    await list(entry, { promise });

    await switchService(entry, true, 2);
    expect(await read(entry)).toMatchObject({ listing: { state: 'mounted', promise: null, promises: 1 } });
    expect(await facetOf('water.gly', entry)).toBe('mounted');

    await switchService(entry, false, 2);
    expect(await read(entry)).toMatchObject({ listing: { state: 'interrupted' } });
    expect(await textOf('market.ld', 'notices')).toContain(titled('catalog.notice.resource-stopped', { day: '', name: nameOf(entry) }));
    expect(await list({ ...entry }, { promise })).toMatchObject({ status: 200, body: { listing: { state: 'promised', promises: 2 } } });
  });

  test('nothing is listed by a service alone: that is the head’s act', async () => {
    const entry = await published();

    await switchService(entry, true);

    expect(await read(entry)).toMatchObject({ listing: { state: 'unlisted' } });
  });
});

describe('a promise that is not kept', () => {
  test('91-4.3: is overdue from the day after, told once to the head and the authority, found as overdue, and may be given anew, which counts', async () => {
    const entry = await published();
    await list(entry, { promise });
    world.needs.clock.set('2026-12-10T15:59:00Z');
    expect(await watchPromises(world.needs)).toBe(0);
    expect(await read(entry)).toMatchObject({ listing: { overdue: false } });

    world.needs.clock.set('2026-12-10T16:00:00Z');
    expect(await watchPromises(world.needs)).toBeGreaterThan(0);
    expect(await watchPromises(world.needs)).toBe(0);

    expect(await read(entry)).toMatchObject({ listing: { state: 'promised', overdue: true } });
    expect(await facetOf('water.gly', entry)).toBe('promise-overdue');
    const told = { day: '2026-12-10', name: nameOf(entry) };
    expect(await textOf('market.ld', 'todos')).toContain(titled('catalog.todo.promise-overdue', told));
    expect(await textOf('office.fb', 'notices')).toContain(titled('catalog.notice.promise-overdue', told));

    const renewed = await list(entry, { promise: { ...promise, dueOn: '2026-12-31' } });
    expect(renewed).toMatchObject({ status: 200, body: { listing: { promises: 2, overdue: false } } });
    expect(await facetOf('water.gly', entry)).toBe('promised');
    expect(await textOf('market.ld', 'todos')).not.toContain(titled('catalog.todo.promise-overdue', told));
  });
});

describe('91-4.3: the data of a mounted entry', () => {
  const report = (walked: Walked, body: object, by = 'market.gj') =>
    world.call(by, `POST /catalog/entries/${walked.id}/data-report`, { body, ifMatch: walked.revision });

  test('catalog.report-data: is overdue by its cycle until the steward reports, told once for each time, found as overdue, and labelled as their word', async () => {
    const entry = await published();
    expect(await report(entry, { dataOn: '2026-11-20' })).toMatchObject({ status: 409, body: { code: 'catalog.data.not-mounted' } });
    live.add(entry.id);
    await list(entry);
    const start = world.needs.clock.now();
    const days = (count: number) => world.needs.clock.set(new Date(start.getTime() + count * 86_400_000).toISOString());
    const dayOf = (count: number) => new Date(start.getTime() + count * 86_400_000).toISOString().slice(0, 10);

    expect(await read(entry)).toMatchObject({ listing: { freshness: { state: 'fresh', reported: false, dataOn: null } } });
    days(4);
    expect(await watchFreshness(world.needs)).toBeGreaterThan(0);
    expect(await watchFreshness(world.needs)).toBe(0);
    expect(await read(entry)).toMatchObject({ listing: { freshness: { state: 'overdue' } } });
    const todo = titled('catalog.todo.stale-data', { name: nameOf(entry) });
    expect(await textOf('market.gj', 'todos')).toContain(todo);
    const stale = await world.call('water.gly', `GET /catalog/entries?freshness=overdue&q=${encodeURIComponent(nameOf(entry))}`);
    expect((stale.body['items'] as { id: string }[]).map(({ id }) => id)).toEqual([entry.id]);
    const counts = (await world.call('office.fb', 'GET /catalog/listings/counts')).body['region'];
    expect(counts).toMatchObject({ stale: expect.any(Number) });
    expect((counts as { stale: number }).stale).toBeGreaterThan(0);

    expect(await report(entry, { dataOn: dayOf(30) })).toMatchObject({ status: 422, body: { code: 'catalog.data.in-the-future' } });
    expect((await report(entry, { dataOn: dayOf(3) }, 'market.dj')).status).toBe(403);
    expect(await report(entry, { dataOn: dayOf(3) })).toMatchObject({
      status: 200,
      body: { listing: { freshness: { state: 'fresh', reported: true, dataOn: dayOf(3) } } },
    });
    expect(await textOf('market.gj', 'todos')).not.toContain(todo);
    days(9);
    expect(await watchFreshness(world.needs)).toBeGreaterThan(0);
    // The days have outlived the sessions: each signs in again before its next signature.
    for (const by of ['market.ld', 'market.gx', 'market.sh', 'office.ld', 'office.fb']) await textOf(by, 'notices');
  });
});

describe('an entry that is no longer shared', () => {
  test('leaves the shared catalogue when it is retired, and is its head’s to list when it comes back', async () => {
    const entry = await published();
    live.add(entry.id);
    await list(entry);
    const step = async (from: Answer, by: string, path: string, body: object, signs: boolean) =>
      world.call(by, `POST /catalog/entries/${entry.id}/${path}`, {
        body: { ...body, ...(signs ? { secondFactor: await world.codeOf(by) } : {}) },
        ifMatch: Number(from.body['revision']),
      });
    const day = { reason: '停用', lastDay: '2026-12-31', successorId: null };
    const asked = await step(entry.answer, 'market.gx', 'retirement', day, true);
    const retired = await step(asked, 'office.fb', 'status-request/decision', { decision: 'approve', opinion: '同意' }, false);

    expect(retired).toMatchObject({ status: 200, body: { state: 'retired', listing: null } });
    const back = await step(retired, 'market.gx', 'restoration', { reason: '恢复' }, true);
    const restored = await step(back, 'office.fb', 'status-request/decision', { decision: 'approve', opinion: '同意' }, false);
    expect(restored).toMatchObject({ status: 200, body: { state: 'published', listing: { state: 'unlisted', listedOn: null } } });
    expect(await textOf('market.ld', 'todos')).toContain(titled('catalog.todo.list-entry', { day: '', name: nameOf(entry) }));
  });

  test('a denied entry stands in the resource catalogue only', async () => {
    const draft = await story.register(deniedContent({ name: '举报人名录' }));
    const signed = await story.sign(await story.review(await story.submit(draft)));
    await read(draft, 'office.ld');
    const verified = await world.call('office.ld', `POST /catalog/entries/${draft.id}/denial-verification`, {
      body: { verdict: 'upheld', until: null, opinion: '核定', secondFactor: await world.codeOf('office.ld') },
      ifMatch: signed.revision,
    });
    expect(verified.status, verified.text).toBe(200);
    const entry: Walked = { ...draft, revision: Number((await read(draft))['revision']) };

    expect(await list(entry, { promise: { ...promise, dueOn: '2027-01-31' } })).toMatchObject({
      status: 409,
      body: { code: 'catalog.listing.not-listable' },
    });
    expect(await facetOf('water.gly', entry)).toBe('not-shared');
  });
});

test('the database refuses a promise without a day, a mounted listing without its moment, and a breach told for another day', async () => {
  const entry = await published();
  const insert = (values: ReturnType<typeof sql>) =>
    store.database.transaction((tx) =>
      sql`INSERT INTO catalog.listing (entry_id, listed_on, changed_at, state, due_on, mode, responsible, promises, mounted_at, told_due_on)
        VALUES (${entry.id}, '2026-11-23', now(), ${values})`.execute(tx),
    );

  await expect(insert(sql`'promised', NULL, 'api', '数据科', 1, NULL, NULL`)).rejects.toThrow('listing_check');
  await expect(insert(sql`'mounted', NULL, NULL, NULL, 0, NULL, NULL`)).rejects.toThrow('listing_check');
  await expect(insert(sql`'promised', '2026-12-01', 'api', '数据科', 1, NULL, '2026-12-02'`)).rejects.toThrow('listing_check1');
});
