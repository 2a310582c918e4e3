import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import type { EntryContent } from '@karez/contract/catalog/content';
import type { RunningGrant } from '../acknowledgement/impact.ts';
import { consumersIn } from '../acknowledgement/test-consumers.ts';
import { deniedItem } from '../denial/test-denial.ts';
import type { Walked } from '../test-story.ts';
import { catalogWorld } from '../test-world.ts';
import { watchRecalls } from './watch-recalls.ts';

const store = await createTestDatabase();
const grants = new Map<string, readonly RunningGrant[]>();
const world = await catalogWorld(store.database, { grants });
const city = consumersIn(world, grants);
const grantsOn = async (_reader: unknown, entryId: string) => grants.get(entryId) ?? [];
const watch = () => watchRecalls({ ...world.needs, grantsOn });

/** Brings a version into force that denies the third item, which the leader upholds. */
async function denyThird(entry: Walked, content: EntryContent): Promise<void> {
  const { denial } = deniedItem();
  const items = content.items.map((item) => (item.no === 3 ? { ...item, shareType: 'denied' as const, denial } : item));
  const signed = await city.signed(entry, { ...content, items });
  const body = {
    items: [{ no: 3, verdict: 'upheld', until: null, opinion: '成立' }],
    opinion: '核定',
    secondFactor: await world.codeOf('office.ld'),
  };
  const ruled = await world.call('office.ld', `POST /catalog/entries/${entry.id}/denial-verification`, { body, ifMatch: signed.revision });
  expect(ruled.status, ruled.text).toBe(200);
}
const recalls = async (entryId: string) => {
  const { rows } = await sql<{ organisation: string; outcome: string | null }>`
    SELECT organisation_id AS organisation, outcome FROM catalog.recall WHERE entry_id = ${entryId} ORDER BY opened_at, id`.execute(
    store.database.reader,
  );
  return rows;
};

test('809-14: only a grant that names what is denied is to be taken back; one that runs out ends the duty', async () => {
  const { entry, content } = await city.published();
  city.grantTo('water', entry, [1, 3]);
  city.grantTo('county', entry, [1, 2]);
  await denyThird(entry, content);

  const read = await world.call('office.fb', `GET /catalog/entries/${entry.id}/recall`);
  expect(read.body).toMatchObject({ recall: { items: [{ no: 3 }], grants: [{ organisationName: 'water', touchedNos: [3] }] } });
  await watch();
  expect(await recalls(entry.id)).toMatchObject([{ outcome: null }]);

  grants.set(entry.id, []);
  expect(await watch()).toBeGreaterThan(0);

  expect(await recalls(entry.id)).toMatchObject([{ outcome: 'recalled' }]);
  expect((await world.call('office.fb', `GET /catalog/entries/${entry.id}/recall`)).body).toEqual({ recall: null });
});

test('where no grant names it nothing is owed', async () => {
  const { entry, content } = await city.published();
  city.grantTo('water', entry, [1, 2]);
  await denyThird(entry, content);

  expect(await recalls(entry.id)).toEqual([]);
});

test('91-3.3: a department that takes the entry over owes it with a term of its own; the former owes nothing', async () => {
  const { entry, content } = await city.published();
  city.grantTo('county', entry, [3]);
  await denyThird(entry, content);
  const order = {
    kind: 'relieved',
    documentNumber: '吐编发〔2026〕9号',
    decidedOn: '2026-11-20',
    reason: '职责划转',
    fromOrgId: world.orgId('market'),
    receiverId: world.orgId('water'),
    entryIds: [entry.id],
  };
  const transfer = await world.call('office.fb', 'POST /catalog/transfers', { body: order });
  const acceptance = { entryIds: [entry.id], opinion: '同意接收', secondFactor: await world.codeOf('water.ld') };
  const taken = await world.call('water.ld', `POST /catalog/transfers/${String(transfer.body['id'])}/acceptance`, { body: acceptance });
  expect(taken.status, taken.text).toBe(200);

  await watch();

  expect(await recalls(entry.id)).toEqual([
    { organisation: world.orgId('market'), outcome: 'left' },
    { organisation: world.orgId('water'), outcome: null },
  ]);
});
