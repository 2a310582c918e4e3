import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { importedEntry } from '../claim/test-import.ts';
import { contentWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld, type Answer, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
beforeAll(async () => {
  world = await catalogWorld(store.database);
});

type Imported = { readonly id: string; readonly name: string };
const sampleId = '00000000-0000-7000-8000-0000000000aa';
let names = 0;

/** An entry imported for a department of the city, or under a sample of a place. */
async function imported({
  own,
  provider = '市粮食局',
  regionCode = '650400',
}: { own?: string; provider?: string; regionCode?: string } = {}) {
  const whose = {
    organisationId: own === undefined ? sampleId : world.orgId(own),
    name: provider,
    aliases: [],
    uscc: null,
    regionCode,
    sample: own === undefined,
  };
  const name = `旧仓单名录${(names += 1)}`;
  const id = await store.database.transaction((tx) =>
    importedEntry(tx, { id: world.needs.newId(), provider: whose, name, authorityRegion: own === undefined ? null : regionCode }),
  );
  return { id, name };
}
const to = (org: string, { id: entryId }: Imported, revision = 1) => ({ entryId, revision, organisationId: world.orgId(org) });
const assign = (entries: readonly object[], by = 'office.fb') =>
  world.call(by, 'POST /catalog/bulk/assign', { body: { entries, opinion: '属该部门职责' } });
const rows = (answer: Answer) => answer.body['results'];
const todos = async (by: string) => (await world.call(by, 'GET /desk/todos?limit=100')).text;
const candidates = async (by = 'office.fb', text = '') =>
  (await world.call(by, `GET /catalog/bulk/assign/candidates?limit=100&text=${encodeURIComponent(text)}`)).body;

describe('catalog.assign-entries: 91-3.2: the authority asks several departments at once to claim what was imported, each its own', () => {
  test('each department has a to-do for its own entries only, each entry its history, and may claim then', async () => {
    const [first, second, third] = [await imported(), await imported(), await imported({ own: 'market', provider: '市市场监督管理局' })];

    const answer = await assign([to('market', first), to('water', second), to('market', third)]);

    expect(answer).toMatchObject({ status: 200, body: { done: 3, refused: 0 } });
    const [market, water] = [await todos('market.dj'), await todos('water.gly')];
    for (const { name } of [first, third]) expect([market.includes(name), water.includes(name)]).toEqual([true, false]);
    expect([market.includes(second.name), water.includes(second.name)]).toEqual([false, true]);
    const history = await world.call('office.fb', `GET /catalog/entries/${first.id}/history`);
    expect(history.body['items']).toMatchObject([{ action: 'claim-assigned', opinion: '属该部门职责' }]);
    expect(await world.call('water.gly', `POST /catalog/entries/${second.id}/claim`, { body: {}, ifMatch: 1 })).toMatchObject({
      status: 200,
    });
  });

  test('what was claimed, has changed, is published or would go to an unfit department is refused in its row, and keeps no other from being done', async () => {
    const [whole, claimed, elsewhere] = [
      await imported(),
      await imported({ own: 'market', provider: '市市场监督管理局' }),
      await imported(),
    ];
    await world.call('market.dj', `POST /catalog/entries/${claimed.id}/claim`, { body: {}, ifMatch: 1 });
    const published = await storyIn(world).published(contentWith({ name: '粮库分布登记', abstract: '粮库的分布。' }));

    const answer = await assign([
      to('water', claimed),
      to('water', elsewhere, 7),
      to('water', { id: published.id, name: '' }, published.revision),
      to('county', whole),
    ]);
    const after = await assign([to('water', whole)]);

    expect(rows(answer)).toMatchObject([
      { name: '', outcome: 'refused', code: 'catalog.entry.not-found' },
      { outcome: 'refused', code: 'catalog.entry.stale' },
      { outcome: 'refused', code: 'catalog.entry.illegal-transition' },
      { outcome: 'refused', code: 'identity.power.other-region' },
    ]);
    expect(rows(after)).toMatchObject([{ outcome: 'done' }]);
    expect((await todos('water.gly')).includes(elsewhere.name)).toBe(false);
  });

  test('what was asked for already is refused to the next press, and the same asked again changes nothing', async () => {
    const entry = await imported();
    await assign([to('market', entry)]);

    expect(rows(await assign([to('water', entry)]))).toMatchObject([{ outcome: 'refused', code: 'catalog.entry.stale' }]);
    const body = { organisationId: world.orgId('market'), reason: '属该部门职责' };
    expect(await world.call('office.fb', `POST /catalog/entries/${entry.id}/claim/assignment`, { body })).toMatchObject({ status: 200 });

    const history = await world.call('office.fb', `GET /catalog/entries/${entry.id}/history`);
    expect(history.body['items']).toHaveLength(1);
    expect((await todos('water.gly')).includes(entry.name)).toBe(false);
  });

  test('a press begins its evidence before the first deed and names each entry’s department; the end says what became of each', async () => {
    const [first, second] = [await imported(), await imported()];

    await assign([to('market', first), to('water', second, 9)]);

    const { rows: told } = await sql<{ phase: string; facts: Record<string, unknown> }>`
      SELECT convert_from(body, 'UTF8')::jsonb ->> 'phase' AS phase, convert_from(body, 'UTF8')::jsonb -> 'facts' AS facts
      FROM audit.pending WHERE action = 'catalog.assign-entries' AND convert_from(body, 'UTF8') LIKE ${`%${second.id}%`}`.execute(
      store.database.reader,
    );
    expect(told.toSorted((one, other) => one.phase.localeCompare(other.phase))).toMatchObject([
      {
        phase: 'begun',
        facts: {
          entries: `${first.id}@1 ${second.id}@9`,
          departments: `${first.id} ${world.orgId('market')} ${second.id} ${world.orgId('water')}`,
        },
      },
      { phase: 'ended', facts: { entries: `${first.id} done ${second.id} refused` } },
    ]);
  });

  test('403 without the power; 400 for an entry named twice or none at all', async () => {
    const entry = await imported();

    expect((await assign([to('market', entry)], 'market.gly')).status).toBe(403);
    expect((await assign([to('market', entry), to('water', entry)])).status).toBe(400);
    expect((await assign([])).status).toBe(400);
    expect(await todos('market.dj')).not.toContain(entry.name);
  });
});

describe('catalog.list-bulk-candidates: what waits to be assigned', () => {
  test('each with the one department that its words lead to, until somebody was asked for it; others see nothing', async () => {
    const [byName, nobody] = [await imported({ provider: '市工商行政管理局' }), await imported({ provider: '市盐务局' })];
    const own = await imported({ own: 'water', provider: '水利局旧称' });
    const rowOf = async ({ id }: Imported) => {
      const { items } = await candidates();
      return Array.isArray(items) ? items.find((item: { entryId: string }) => item.entryId === id) : undefined;
    };
    expect(await rowOf(byName)).toMatchObject({
      proposed: { id: world.orgId('market') },
      organisationName: '市工商行政管理局',
      stage: null,
    });
    expect(await rowOf(own)).toMatchObject({ proposed: { id: world.orgId('water') } });
    expect(await rowOf(nobody)).toMatchObject({ proposed: null });
    expect((await candidates('market.dj'))['items']).toEqual([]);

    await assign([to('market', byName)]);

    expect(await rowOf(byName)).toBeUndefined();
  });

  test('`text` asks for a part of an entry’s or a department’s name and counts what has it', async () => {
    const salt = await imported({ provider: '市制盐管理处' });

    expect(await candidates('office.fb', '制盐管')).toMatchObject({ total: 1, items: [{ entryId: salt.id }] });
    expect(await candidates('office.fb', salt.name)).toMatchObject({ items: [{ entryId: salt.id }] });
    expect(await candidates('office.fb', '%')).toMatchObject({ total: 0, items: [] });
  });

  test('`text` is folded as in every search: width and case do not matter, and words may stand in name and department', async () => {
    const salt = await imported({ provider: '市ＡＢＣ盐业所' });

    for (const text of ['abc盐业', 'ＡBc', `盐业所 ${salt.name}`, `  ${salt.name}  abc`])
      expect(await candidates('office.fb', text), text).toMatchObject({ total: 1, items: [{ entryId: salt.id }] });
    expect(await candidates('office.fb', 'abc 制糖')).toMatchObject({ total: 0, items: [] });
  });
});
