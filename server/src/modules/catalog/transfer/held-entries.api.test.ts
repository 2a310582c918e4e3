import { adjustmentSchema, type AdjustedFields } from '@karez/contract/catalog/adjustment';
import { listTransferable } from '@karez/contract/catalog/transfer';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';
import { idOf, linesOf, nextContent, transfersIn } from './test-transfers.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;
let transfers: ReturnType<typeof transfersIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
  transfers = transfersIn(world, store.database);
});

const asked = async (by = 'office.fb', from = 'market') =>
  world.call(by, `GET /catalog/transferable-entries?fromOrgId=${world.orgId(from)}&limit=100`);
const list = async () => listTransferable.answer.parse((await asked()).body);

/** The authority adjusts the name of an entry in force, and nobody has answered yet. */
async function adjusted({ id, revision }: Walked, content: ReturnType<typeof nextContent>) {
  const { category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle } = content;
  const same = { category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle };
  const fields: AdjustedFields = { ...same, name: `${content.name}信息`, items: [] };
  const answer = await world.call('office.fb', `POST /catalog/entries/${id}/adjustments`, {
    body: { secrecyDeclaration: 'not-secret', fields, reason: '名称应当指明是信息资源' },
    ifMatch: revision,
  });
  expect(answer).toMatchObject({ status: 201 });
  return adjustmentSchema.parse(answer.body);
}

test('catalog.list-transferable: 91-3.3: what is being adjusted or asked out of the catalogue is named with its case and not moved; an order moves the rest, and the authority keeps the duty until nothing is left', async () => {
  const content = nextContent();
  const [free, held] = [await transfers.published(), await story.published(content)];
  const adjustment = await adjusted(held, content);
  const leaving = await transfers.published();
  const retiring = await world.call('market.gx', `POST /catalog/entries/${leaving.id}/retirement`, {
    body: { reason: '职责取消', lastDay: '2026-12-31', successorId: free.id, secondFactor: await world.codeOf('market.gx') },
    ifMatch: leaving.revision,
  });
  expect(retiring).toMatchObject({ status: 200 });
  const instrument = { documentNumber: '吐编发〔2026〕8号', decidedOn: '2026-11-20', reason: '机构改革' };
  const market = world.orgId('market');
  await world.call('sys', `POST /organisations/${market}/dissolution`, { body: { ...instrument, successorId: world.orgId('water') } });
  await transfers.deliver();

  expect(await list()).toMatchObject({ total: 3, movable: 1 });
  expect((await list()).items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ entryId: free.id, state: 'published', hold: null }),
      expect.objectContaining({ entryId: held.id, hold: { kind: 'adjustment', caseId: adjustment.id } }),
      expect.objectContaining({ entryId: leaving.id, hold: { kind: 'status', caseId: null } }),
    ]),
  );
  expect(await transfers.order([free, held], { receiver: 'water' })).toMatchObject({
    status: 409,
    body: { code: 'catalog.transfer.not-movable', params: { hold: 'adjustment' } },
  });

  const ordered = await transfers.order(null, { receiver: 'water' });

  const transferId = idOf(ordered);
  expect(linesOf(ordered).map(({ entryId }) => entryId)).toEqual([free.id]);
  expect((await list()).items).toContainEqual(expect.objectContaining({ entryId: free.id, hold: { kind: 'moving', caseId: transferId } }));
  expect(await list()).toMatchObject({ total: 3, movable: 0 });
  expect(await transfers.desk('office.fb', 'todos')).toContain('catalog.todo.transfer-dissolved');
  expect(await transfers.order(null, { receiver: 'water' })).toMatchObject({
    status: 409,
    body: { code: 'catalog.transfer.nothing-to-move' },
  });

  await world.call('office.fb', `POST /catalog/adjustments/${adjustment.id}/withdrawal`, {
    body: { reason: '部门已撤销' },
    ifMatch: adjustment.entryRevision,
  });
  expect((await list()).items).toContainEqual(expect.objectContaining({ entryId: held.id, hold: null }));
  expect(linesOf(await transfers.order(null, { receiver: 'water' })).map(({ entryId }) => entryId)).toEqual([held.id]);
  expect(await transfers.desk('office.fb', 'todos')).toContain('catalog.todo.transfer-dissolved');
});

test('403 and 422: what can be moved is for whoever may order it', async () => {
  expect((await asked('market.gly')).status).toBe(403);
  expect((await asked('county.gly')).status).toBe(403);
  const nobody = await world.call('office.fb', `GET /catalog/transferable-entries?fromOrgId=${world.needs.newId()}`);
  expect(nobody).toMatchObject({ status: 422, body: { code: 'catalog.transfer.from-unknown' } });
});
