import { acknowledgementStates } from '@karez/contract/catalog/acknowledgement';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { itemWith } from '../test-content.ts';
import { catalogWorld, type World } from '../test-world.ts';
import type { Said, SaidKind } from './acknowledgement.ts';
import type { RunningGrant } from './impact.ts';
import { consumersIn } from './test-consumers.ts';

const store = await createTestDatabase();
const grants = new Map<string, readonly RunningGrant[]>();
let world: World;
let city: ReturnType<typeof consumersIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database, { grants });
  city = consumersIn(world, grants);
});

const without = <T extends { readonly no: number }>(items: readonly T[], no: number) => items.filter((item) => item.no !== no);
const publication = (id: string, revision: number) =>
  world.call('office.fb', `POST /catalog/entries/${id}/publication`, { body: { opinion: '予以发布' }, ifMatch: revision });

describe('at once', () => {
  test('taking note while the next version comes into force: one of them is first, and the consumer is told of what it has not seen', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [1, 2, 3]);
    const second = { ...content, items: without(content.items, 3) };
    await city.changed(entry, second);
    const { id } = await city.waiting('water.gly', entry);
    const ready = await city.signed(entry, { ...content, items: without(second.items, 2) });

    const [noted, published] = await Promise.all([city.acknowledge(id), publication(entry.id, ready.revision)]);

    expect(published.status).toBe(200);
    expect([200, 409]).toContain(noted.status);
    const told = await city.waiting('water.gly', entry);
    const isFirst = noted.status === 200;
    expect(told).toMatchObject({ state: 'open', from: { version: isFirst ? '2.0' : '1.0' }, to: { version: '3.0' } });
    const states = (await city.listed('water.gly', 'consumer', entry)).map(({ state }) => state);
    expect(states).toEqual(['open', isFirst ? 'acknowledged' : 'superseded']);
  });

  test('a major version that is published twice at once tells its consumers once', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [3]);
    const ready = await city.signed(entry, { ...content, items: without(content.items, 3) });

    const answers = await Promise.all([publication(entry.id, ready.revision), publication(entry.id, ready.revision)]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(await city.listed('office.fb', 'authority', entry)).toHaveLength(1);
  });

  test('taking note and objecting at once: one counts, the other learns that it came too late', async () => {
    const { entry, content } = await city.published();
    city.grantTo('water', entry, [3]);
    await city.changed(entry, { ...content, items: without(content.items, 3) });
    const { id } = await city.waiting('water.gly', entry);

    const [noted, objected] = await Promise.all([city.acknowledge(id), city.object(id)]);

    // An objection first may still be taken back by taking note.
    expect(noted.status).toBe(200);
    expect([200, 409]).toContain(objected.status);
    expect(await city.listed('market.dj', 'provider', entry)).toMatchObject([{ id, state: 'acknowledged' }]);
  });
});

test('422: the number of an item that was dropped does not come back, so a grant that names it cannot open anew by itself', async () => {
  const { entry, content } = await city.published();
  await city.changed(entry, { ...content, items: without(content.items, 3) });
  const draft = await city.drafted(entry, content);

  const refused = await world.call('market.dj', `POST /catalog/entries/${entry.id}/submission`, { body: {}, ifMatch: draft.revision });
  const { body } = await world.call('market.dj', `GET /catalog/entries/${entry.id}/change-impact`);
  const renumbered = { ...content, items: content.items.map((item) => (item.no === 3 ? { ...item, no: 4 } : item)) };
  const saved = await world.call('market.dj', `PUT /catalog/entries/${entry.id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content: renumbered },
    ifMatch: draft.revision,
  });

  expect(body['usedNumbers']).toEqual([1, 2, 3]);
  expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: '/content/items/2/no', code: 'catalog.item-number-reused' }] } });
  expect(
    await world.call('market.dj', `POST /catalog/entries/${entry.id}/submission`, { body: {}, ifMatch: Number(saved.body['revision']) }),
  ).toMatchObject({ status: 200 });
});

test('a version that only adds is told to nobody, whatever else it says', async () => {
  const { entry, content } = await city.published();
  city.grantTo('water', entry, [1]);
  const more = itemWith({ no: 4, nameZh: '建成年份', fieldName: 'built_in', dataType: 'N', isKey: false });
  await city.changed(entry, { ...content, items: [...content.items, more] });

  expect(await city.listed('market.dj', 'provider', entry)).toEqual([]);
  expect(await city.desk('water.gly', 'notices')).not.toContain(entry.id);
});

describe('the database mirrors the machine', () => {
  const word = (kind: SaidKind): Said => ({
    kind,
    by: 'p',
    orgId: 'o',
    organisationName: '市水利局',
    at: new Date('2026-11-23T02:00:00Z'),
    version: '2.0',
    text: '',
  });
  const insert = async (state: string, { said, closed }: { said: readonly Said[]; closed: boolean }) => {
    const entry = await sql<{ id: string }>`SELECT id FROM catalog.entry LIMIT 1`.execute(store.database.reader);
    const closedAt = closed ? new Date('2026-11-23T03:00:00Z') : null;
    return store.database.transaction(async (tx) => {
      await sql`
        INSERT INTO catalog.acknowledgement (id, entry_id, organisation_id, organisation_name, state, from_no, from_version, to_no, to_version, said,
          opened_at, closed_at)
        VALUES (${world.needs.newId()}, ${entry.rows[0]?.id}, ${world.needs.newId()}, 'x', ${state}, 1, '1.0', 2, '2.0', ${JSON.stringify(said)}::jsonb,
          now(), ${closedAt})`.execute(tx);
    });
  };
  const lastWord: Readonly<Record<string, SaidKind | null>> = {
    contested: 'objection',
    answered: 'answer',
    acknowledged: 'acknowledgement',
  };
  const ends = ['acknowledged', 'superseded', 'lapsed'];
  const words = [null, 'objection', 'answer', 'acknowledgement'] as const;

  test.each(acknowledgementStates.flatMap((state) => words.map((last) => ({ state, last }))))(
    '$state with the last word $last stands only where the machine leads to it',
    async ({ state, last }) => {
      const needed = lastWord[state];
      const fits = state === 'open' ? last === null || last === 'answer' : needed === undefined || needed === last;
      const said = last === null ? [] : [word(last)];
      const closed = ends.includes(state);

      if (fits) await expect(insert(state, { said, closed })).resolves.toBeUndefined();
      else await expect(insert(state, { said, closed })).rejects.toThrow('acknowledgement_check');
      await expect(insert(state, { said: needed ? [word(needed)] : [], closed: !closed })).rejects.toThrow('acknowledgement_check');
    },
  );

  test('no other state, and one open acknowledgement for each consumer and entry', async () => {
    await expect(insert('forgotten', { said: [], closed: false })).rejects.toThrow('acknowledgement_state_check');
    await expect(
      sql`INSERT INTO catalog.acknowledgement SELECT gen_random_uuid(), entry_id, organisation_id, organisation_name, region_code, state, from_no,
        from_version, to_no, to_version, said, opened_at, closed_at FROM catalog.acknowledgement WHERE closed_at IS NULL LIMIT 1`.execute(
        store.database.reader,
      ),
    ).rejects.toThrow('acknowledgement_one_open');
  });
});
