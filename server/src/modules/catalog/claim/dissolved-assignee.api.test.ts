import { expect, test } from 'vitest';
import { deliverEvents } from '#platform/outbox';
import { createTestDatabase } from '#test/test-database';
import { organisationListeners } from '../transfer/hear-organisations.ts';
import { catalogWorld } from '../test-world.ts';
import { importedEntry } from './test-import.ts';

/** A city in which 市水利局 was asked to claim an imported entry and is dissolved then. */
async function dissolvedCity(successor: 'market' | null) {
  const store = await createTestDatabase();
  const world = await catalogWorld(store.database);
  const provider = {
    organisationId: '00000000-0000-7000-8000-0000000000aa',
    name: '市粮食局',
    aliases: [],
    uscc: null,
    regionCode: '650400',
    sample: true,
  };
  const id = await store.database.transaction((tx) => importedEntry(tx, { id: world.needs.newId(), provider, name: '旧油坊名录' }));
  const body = { organisationId: world.orgId('water'), reason: '属该部门职责' };
  expect((await world.call('office.fb', `POST /catalog/entries/${id}/claim/assignment`, { body })).status).toBe(200);
  const successorId = successor && world.orgId(successor);
  const decision = { documentNumber: '吐编发〔2026〕8号', decidedOn: '2026-11-20', reason: '机构改革', successorId };
  const dissolved = await world.call('sys', `POST /organisations/${world.orgId('water')}/dissolution`, { body: decision });
  expect(dissolved.status).toBe(200);
  const listeners = organisationListeners({ ...world.needs, applicantsOf: async () => [] });
  await deliverEvents((work) => store.database.transaction(work), listeners);
  const asked = async (by: string) => (await world.call(by, `GET /catalog/entries/${id}`)).body['claimAssignments'];
  const unclaimed = async () => (await world.call('office.fb', 'GET /catalog/bulk/assign/candidates')).body['total'];
  return { world, id, asked, unclaimed };
}

test('91-3.3: what a department was asked to claim stands among the unclaimed again when it is dissolved', async () => {
  const { asked, unclaimed } = await dissolvedCity(null);

  expect(await unclaimed()).toBe(1);
  expect(await asked('office.fb')).toMatchObject([{ organisation: '市水利局', state: 'ended' }]);
});

test('91-3.3: its successor is asked in its place, and claims', async () => {
  const { world, id, asked, unclaimed } = await dissolvedCity('market');

  expect(await unclaimed()).toBe(0);
  expect(await asked('market.dj')).toMatchObject([{ state: 'open', reason: '属该部门职责' }]);
  expect((await world.call('market.dj', 'GET /desk/notices')).text).toContain('catalog.notice.claim-inherited');
  expect((await world.call('market.dj', `POST /catalog/entries/${id}/claim`, { body: {}, ifMatch: 1 })).status).toBe(200);
});
