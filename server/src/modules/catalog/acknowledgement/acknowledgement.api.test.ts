import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { deliverEvents } from '#platform/outbox';
import { lawJobs } from '#modules/law/jobs';
import { createTestDatabase } from '#test/test-database';
import { catalogListeners } from '../jobs.ts';
import { itemWith } from '../test-content.ts';
import { catalogWorld, type World } from '../test-world.ts';
import type { RunningGrant } from './impact.ts';
import { consumersIn } from './test-consumers.ts';
import { watchGrants } from './watch-grants.job.ts';

const store = await createTestDatabase();
const grants = new Map<string, readonly RunningGrant[]>();
const live = new Set<string>();
let world: World;
let city: ReturnType<typeof consumersIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database, { grants, live });
  city = consumersIn(world, grants);
});

const without = <T extends { readonly no: number }>(items: readonly T[], no: number) => items.filter((item) => item.no !== no);
const evidenceOf = async (id: string) => {
  const found = await sql<{ action: string }>`
    SELECT action FROM audit.pending WHERE convert_from(body, 'UTF8') LIKE ${`%${id}%`} ORDER BY 1`.execute(store.database.reader);
  return found.rows.map(({ action }) => action);
};

describe('before it is in force', () => {
  test('catalog.get-change-impact: 809-27: the draft says whether it is major, item by item why, and whom it touches now', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [1, 3]);
    city.grantTo('county', entry, [1]);
    live.add(entry.id);
    const items = without(content.items, 3).map((item) => (item.no === 2 ? { ...item, meaning: '' } : item));
    await city.drafted(entry, { ...content, items });

    const { status, body } = await world.call('market.dj', `GET /catalog/entries/${entry.id}/change-impact`);

    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        from: { no: 1, version: '1.0' },
        nextVersion: '2.0',
        major: true,
        breaks: [{ itemNo: 3, itemName: content.items[2]?.nameZh, kind: 'item-removed' }],
        grants: [{ organisationName: 'water', applicationNo: 'SQ-650400-20261123-water', itemNos: [1, 3], touchedNos: [3], goneNos: [3] }],
        untouchedGrants: 1,
        services: [{ name: '查询接口', closes: false }],
        workingDays: 10,
      },
    });
    // Signed, the authority sees it; nobody else ever does.
    expect((await world.call('office.fb', `GET /catalog/entries/${entry.id}/change-impact`)).status).toBe(404);
    expect((await world.call('water.gly', `GET /catalog/entries/${entry.id}/change-impact`)).status).toBe(404);
  });

  test('a change that takes nothing away is minor and tells nobody', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [1]);
    await city.signed(entry, { ...content, abstract: '改写的摘要。' });

    const { body } = await world.call('office.fb', `GET /catalog/entries/${entry.id}/change-impact`);

    expect(body).toMatchObject({ major: false, nextVersion: '1.1', breaks: [], grants: [], untouchedGrants: 1 });
  });
});

describe('in force', () => {
  test('catalog.get-acknowledgement, catalog.acknowledge-version: 91-3.3, 809-27: a consumer is told what changed of what it was granted, and takes note', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [1, 3]);
    city.grantTo('county', entry, [1]);
    await city.changed(entry, { ...content, items: without(content.items, 3) });

    const told = await city.waiting('water.gly', entry);
    const seen = await world.call('water.gly', `GET /catalog/acknowledgements/${told.id}`);

    expect(seen).toMatchObject({
      status: 200,
      body: {
        state: 'open',
        from: { version: '1.0' },
        to: { version: '2.0' },
        clock: { overdue: false, workingDaysLeft: 10, articles: ['809-27'] },
        versions: [{ version: '2.0', breaks: [{ itemNo: 3, kind: 'item-removed' }], grants: [{ goneNos: [3] }] }],
        allowed: { acknowledge: { allowed: true }, object: { allowed: true }, answer: { allowed: false } },
      },
    });
    expect(JSON.stringify(seen.body['content'])).toContain(content.items[2]?.nameZh);
    expect(await city.desk('water.gly', 'todos')).toContain(told.id);
    // Whose items stay is told and owes nothing.
    expect(await city.listed('county.gly', 'consumer', entry)).toEqual([]);

    const done = await city.acknowledge(told.id, 'water.gly', '系统已调整');

    expect(done).toMatchObject({
      status: 200,
      body: { state: 'acknowledged', clock: null, said: [{ kind: 'acknowledgement', text: '系统已调整' }] },
    });
    expect(await city.desk('water.gly', 'todos')).not.toContain(told.id);
    expect(await city.desk('market.dj', 'notices')).toContain('catalog.notice.acknowledgement-acknowledged');
    expect(await evidenceOf(told.id)).toEqual(['catalog.acknowledge-version', 'catalog.tell-consumer']);
    expect(await city.acknowledge(told.id)).toMatchObject({ status: 409, body: { code: 'catalog.acknowledgement.illegal-transition' } });
  });

  test('catalog.object-to-version, catalog.answer-objection: an objection goes to the provider, its answer back, and taking note ends it', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [3]);
    await city.changed(entry, { ...content, items: without(content.items, 3) });
    const { id } = await city.waiting('water.gly', entry);

    expect(await city.object(id)).toMatchObject({ status: 200, body: { state: 'contested', clock: { workingDaysLeft: 5 } } });
    expect(await city.desk('market.dj', 'todos')).toContain('catalog.todo.acknowledgement-contested');
    expect(await city.desk('water.gly', 'todos')).not.toContain(id);
    expect(await city.object(id)).toMatchObject({ status: 409 });
    expect(await city.answer(id, 'water.gly')).toMatchObject({ status: 403 });

    expect(await city.answer(id)).toMatchObject({
      status: 200,
      body: { state: 'answered', said: [{ kind: 'objection' }, { kind: 'answer' }] },
    });
    expect(await city.answer(id)).toMatchObject({ status: 409 });
    expect(await city.desk('market.dj', 'todos')).not.toContain(id);
    expect(await city.desk('water.gly', 'todos')).toContain('catalog.todo.acknowledgement-answered');
    expect(await city.acknowledge(id)).toMatchObject({ status: 200, body: { state: 'acknowledged' } });
    expect(await evidenceOf(id)).toEqual([
      'catalog.acknowledge-version',
      'catalog.answer-objection',
      'catalog.object-to-version',
      'catalog.tell-consumer',
    ]);
    const history = await world.call('market.dj', `GET /catalog/entries/${entry.id}/history`);
    expect(history.text).toContain('version-contested');
    expect((await world.call('county.gly', `GET /catalog/entries/${entry.id}/history`)).text).not.toContain('version-contested');
  });

  test('a next major version takes the open acknowledgement over: one for each consumer and entry, with every version since the one it knew', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [1, 3]);
    const second = { ...content, items: without(content.items, 3) };
    await city.changed(entry, second);
    const first = await city.waiting('water.gly', entry);
    await city.object(first.id);
    await city.changed(entry, {
      ...second,
      items: second.items.map((item) => (item.no === 1 ? { ...item, dataType: 'N' as const } : item)),
    });

    const next = await city.waiting('water.gly', entry);

    expect(await world.call('water.gly', `GET /catalog/acknowledgements/${next.id}`)).toMatchObject({
      body: {
        state: 'contested',
        from: { version: '1.0' },
        to: { version: '3.0' },
        versions: [{ version: '2.0' }, { version: '3.0', breaks: [{ itemNo: 1, kind: 'type-changed' }] }],
        said: [{ kind: 'objection', version: '2.0' }],
      },
    });
    expect((await city.listed('water.gly', 'consumer', entry)).map(({ state }) => state)).toEqual(['contested', 'superseded']);
    expect(await city.acknowledge(first.id)).toMatchObject({ status: 409 });
    expect(await city.desk('market.dj', 'todos')).toContain(next.id);
    expect(await city.desk('market.dj', 'todos')).not.toContain(first.id);
  });

  test('what a major version touched when it came into force stays in the record, for the unit and the authority only', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [3]);
    await city.changed(entry, { ...content, items: without(content.items, 3) });
    grants.set(entry.id, []);

    const seen = async (by: string) => (await world.call(by, `GET /catalog/entries/${entry.id}/versions`)).body['items'];

    const told = { no: 2, version: '2.0', inForce: true, readable: true };
    for (const by of ['market.dj', 'office.fb'])
      expect(await seen(by)).toMatchObject([
        { ...told, major: { breaks: [{ kind: 'item-removed' }], grants: [{ organisationName: 'water' }], services: [] } },
        { no: 1, version: '1.0', inForce: false, major: null },
      ]);
    expect(await seen('county.gly')).toMatchObject([{ ...told, major: { grants: null, services: null } }, { version: '1.0' }]);
  });
});

describe('two versions side by side', () => {
  test('catalog.compare-versions: any two versions of an entry are shown whole to whoever reads the entry', async () => {
    const { entry, content } = await city.published();
    await city.changed(entry, {
      ...content,
      items: [...content.items, itemWith({ no: 4, nameZh: '电话', fieldName: 'tel', isKey: false })],
    });

    const compared = await world.call('county.gly', `GET /catalog/entries/${entry.id}/comparison?from=2&to=1`);

    expect(compared).toMatchObject({
      status: 200,
      body: { from: { version: '1.1' }, to: { version: '1.0' }, breaks: [{ itemNo: 4, kind: 'item-removed' }] },
    });
    expect(await world.call('county.gly', `GET /catalog/entries/${entry.id}/comparison?from=1&to=7`)).toMatchObject({
      status: 404,
      body: { code: 'catalog.acknowledgement.version-not-found' },
    });
  });
});

describe('who learns of it', () => {
  test('404: another department learns nothing; the provider and the authority of the region see who has taken note of which version', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [3]);
    await city.changed(entry, { ...content, items: without(content.items, 3) });
    const { id } = await city.waiting('water.gly', entry);

    for (const by of ['language.gly', 'county.gly']) {
      expect(await world.call(by, `GET /catalog/acknowledgements/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'catalog.acknowledgement.not-found' },
      });
      for (const side of ['consumer', 'provider', 'authority']) expect(await city.listed(by, side, entry)).toEqual([]);
    }
    expect(await city.listed('market.dj', 'provider', entry)).toMatchObject([{ id, organisationName: 'water', to: { version: '2.0' } }]);
    expect(await city.listed('office.fb', 'authority', entry)).toMatchObject([{ id, state: 'open' }]);
    expect(await city.acknowledge(id, 'market.dj')).toMatchObject({ status: 403 });
    expect(await city.acknowledge(id, 'water.ld')).toMatchObject({ status: 403 });
  });
});

describe('time', () => {
  test('when no grant of a consumer runs any more, it owes nothing', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [3]);
    await city.changed(entry, { ...content, items: without(content.items, 3) });
    const { id } = await city.waiting('water.gly', entry);
    const needs = {
      ...world.needs,
      grantsOn: async (_reader: unknown, entryId: string) => (entryId === entry.id ? [] : (grants.get(entryId) ?? [])),
    };

    await watchGrants(needs);

    expect(await city.listed('market.dj', 'provider', entry)).toMatchObject([{ id, state: 'lapsed', clock: null }]);
    expect(await city.desk('water.gly', 'todos')).not.toContain(id);
    expect(await evidenceOf(id)).toContain('catalog.lapse-acknowledgement');
    expect(await city.acknowledge(id)).toMatchObject({ status: 409 });
  });

  test('a term that has lapsed is told to the provider too, and shows on the board; nothing is acknowledged by silence', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [3]);
    await city.changed(entry, { ...content, items: without(content.items, 3) });
    const { id } = await city.waiting('water.gly', entry);
    world.needs.clock.advance(21 * 86_400_000);

    await lawJobs(world.needs)
      .find((job) => job.id === 'law.clock-tick')
      ?.run({});
    await deliverEvents(
      (work) => store.database.transaction(work),
      catalogListeners({ ...world.needs, servicesOf: async () => [], applicantsOf: async () => [] }),
    );

    expect(await city.desk('market.dj', 'notices')).toContain('catalog.notice.acknowledgement-overdue');
    expect(await city.listed('office.fb', 'authority', entry)).toMatchObject([{ id, state: 'open', clock: { overdue: true } }]);
    expect(await city.acknowledge(id)).toMatchObject({ status: 200, body: { state: 'acknowledged' } });
  });
});
