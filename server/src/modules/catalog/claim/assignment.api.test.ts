import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { catalogWorld, type World } from '../test-world.ts';
import { importedEntry } from './test-import.ts';

const store = await createTestDatabase();
let world: World;
let names = 0;

beforeAll(async () => {
  world = await catalogWorld(store.database, { evidenced: true });
});

type Imported = { readonly id: string; readonly name: string };
/** An entry imported under a sample of the city whose name no department bears. */
async function imported(): Promise<Imported> {
  const provider = { name: '市粮食局', aliases: [], uscc: null, regionCode: '650400', sample: true };
  const name = `旧磨坊名录${(names += 1)}`;
  const organisationId = '00000000-0000-7000-8000-0000000000aa';
  const id = await store.database.transaction((tx) =>
    importedEntry(tx, { id: world.needs.newId(), provider: { ...provider, organisationId }, name }),
  );
  return { id, name };
}
const assign = ({ id }: Imported, org: string, by = 'office.fb') =>
  world.call(by, `POST /catalog/entries/${id}/claim/assignment`, {
    body: { organisationId: world.orgId(org), reason: '属该部门职责' },
  });
const decline = ({ id }: Imported, by = 'water.gly', reason = '磨坊由商务部门管理') =>
  world.call(by, `POST /catalog/entries/${id}/claim/assignment/declination`, { body: { reason } });
const withdraw = ({ id }: Imported, org: string, by = 'office.fb') =>
  world.call(by, `POST /catalog/entries/${id}/claim/assignment/withdrawal`, {
    body: { organisationId: world.orgId(org), reason: '另行研究归属' },
  });
const claim = ({ id }: Imported, by: string) => world.call(by, `POST /catalog/entries/${id}/claim`, { body: {}, ifMatch: 1 });
const asked = async ({ id }: Imported, by: string) => (await world.call(by, `GET /catalog/entries/${id}`)).body['claimAssignments'];
const todos = async (by: string) => (await world.call(by, 'GET /desk/todos?limit=100')).text;
const notices = async (by: string) => (await world.call(by, 'GET /desk/notices?limit=100')).text;
const isUnclaimed = async ({ name }: Imported) =>
  (await world.call('office.fb', `GET /catalog/bulk/assign/candidates?limit=100&text=${encodeURIComponent(name)}`)).body['total'] === 1;
/** Evidence of a route that holds all of some words. */
const evidenceOf = async (action: string, ...words: readonly string[]) => {
  const { rows } = await sql<{ body: string }>`
    SELECT convert_from(body, 'UTF8') AS body FROM audit.pending WHERE action = ${action} ORDER BY sequence`.execute(store.database.reader);
  return rows.map(({ body }) => body).filter((body) => words.every((word) => body.includes(word)));
};

describe('91-3.2: a department that was asked to claim', () => {
  test('catalog.decline-claim: declines with a reason that the authority reads; the entry stands among the unclaimed again and goes to another', async () => {
    const entry = await imported();
    await assign(entry, 'water');
    expect(await isUnclaimed(entry)).toBe(false);
    expect((await decline(entry, 'water.gly', '')).status).toBe(400);

    expect(await decline(entry)).toMatchObject({ status: 200, body: { allowed: { 'decline-claim': { allowed: false } } } });

    expect(await todos('water.gly')).not.toContain(entry.name);
    expect(await notices('office.fb')).toContain(`"name":"${entry.name}"`);
    expect(await isUnclaimed(entry)).toBe(true);
    expect(await claim(entry, 'water.gly')).toMatchObject({ status: 403, body: { code: 'catalog.claim.not-yours' } });
    const declined = { organisation: '市水利局', state: 'declined', reason: '属该部门职责', ended: { reason: '磨坊由商务部门管理' } };
    expect(await asked(entry, 'office.fb')).toMatchObject([declined]);
    expect(await asked(entry, 'water.gly')).toMatchObject([declined]);

    expect((await assign(entry, 'market')).status).toBe(200);
    expect((await claim(entry, 'market.dj')).status).toBe(200);
    const told = await evidenceOf('catalog.decline-claim', entry.id);
    expect(told).toHaveLength(1);
    expect(told[0]).not.toContain('磨坊');
  });

  test('catalog.withdraw-assignment: is told when the authority asks it no longer, and may be asked again', async () => {
    const entry = await imported();
    await assign(entry, 'water');

    expect(await withdraw(entry, 'water')).toMatchObject({ status: 200 });

    expect(await todos('water.gly')).not.toContain(entry.name);
    expect(await notices('water.gly')).toContain('catalog.notice.claim-withdrawn');
    expect(await claim(entry, 'water.gly')).toMatchObject({ status: 403 });
    expect(await isUnclaimed(entry)).toBe(true);
    await assign(entry, 'water');
    expect(await asked(entry, 'office.fb')).toMatchObject([{ state: 'open' }, { state: 'withdrawn', ended: { reason: '另行研究归属' } }]);
    expect((await claim(entry, 'water.gly')).status).toBe(200);
  });

  test('what has ended is neither declined nor withdrawn, what was never asked neither; both are evidence', async () => {
    const [entry, other] = [await imported(), await imported()];
    await assign(entry, 'water');
    await decline(entry);

    const ended = { status: 409, body: { code: 'catalog.claim.assignment-ended' } };
    expect(await decline(entry)).toMatchObject(ended);
    expect(await withdraw(entry, 'water')).toMatchObject(ended);
    expect(await decline(other)).toMatchObject({ status: 403, body: { code: 'catalog.claim.not-asked' } });
    expect(await withdraw(other, 'water')).toMatchObject({ status: 403, body: { code: 'catalog.claim.not-asked' } });
    for (const action of ['catalog.decline-claim', 'catalog.withdraw-assignment']) {
      expect(await evidenceOf(action, '"refused"', 'catalog.claim.assignment-ended')).toHaveLength(1);
    }
  });

  test('nobody else answers for it or learns that it was asked; a county’s authority withdraws nothing of the city’s', async () => {
    const entry = await imported();
    await assign(entry, 'water');

    expect(await asked(entry, 'market.dj')).toBeNull();
    expect(await asked(entry, 'county.gly')).toBeNull();
    expect(await asked(entry, 'office.fb')).toMatchObject([{ state: 'open', mayWithdraw: true }]);
    expect(await decline(entry, 'market.dj')).toMatchObject({ status: 403, body: { code: 'catalog.claim.not-asked' } });
    expect((await decline(entry, 'water.ld')).status).toBe(403);
    expect((await withdraw(entry, 'water', 'county.gly')).status).toBe(403);
    expect((await withdraw(entry, 'water', 'market.gly')).status).toBe(403);
    expect(await asked(entry, 'water.gly')).toMatchObject([{ state: 'open', mayWithdraw: false }]);
  });

  test('of several that were asked one claims: its assignment is claimed, the others lapse, and given back it stands among the unclaimed', async () => {
    const entry = await imported();
    await assign(entry, 'water');
    await assign(entry, 'market');

    const claimed = await claim(entry, 'market.dj');
    expect(await todos('water.gly')).not.toContain(entry.name);
    const released = await world.call('market.dj', `POST /catalog/entries/${entry.id}/claim/release`, {
      body: { reason: '不属本部门' },
      ifMatch: Number(claimed.body['revision']),
    });

    expect(released.status).toBe(200);
    const states = (await asked(entry, 'office.fb')) as { organisation: string; state: string }[];
    expect(states.map(({ organisation, state }) => `${organisation} ${state}`).toSorted()).toEqual([
      '市市场监督管理局 claimed',
      '市水利局 ended',
    ]);
    expect(await isUnclaimed(entry)).toBe(true);
  });
});
