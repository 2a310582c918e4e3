import { listMeasured } from '@karez/contract/catalog/overview';
import { listTransferable } from '@karez/contract/catalog/transfer';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { importedEntry } from '../claim/test-import.ts';
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

async function retired(name?: string): Promise<Walked> {
  const entry = await transfers.published(name);
  const asked = await world.call('market.gx', `POST /catalog/entries/${entry.id}/retirement`, {
    body: { reason: '系统停用', lastDay: '2026-12-31', successorId: null, secondFactor: await world.codeOf('market.gx') },
    ifMatch: entry.revision,
  });
  const decided = await world.call('office.fb', `POST /catalog/entries/${entry.id}/status-request/decision`, {
    body: { decision: 'approve', opinion: '已核' },
    ifMatch: Number(asked.body['revision']),
  });
  expect(decided).toMatchObject({ status: 200, body: { state: 'retired' } });
  return { ...entry, revision: Number(decided.body['revision']), answer: decided };
}
const lineOf = async (by: string, transferId: string, { id }: Walked) =>
  linesOf(await world.call(by, `GET /catalog/transfers/${transferId}`)).find(({ entryId }) => entryId === id);

test('91-3.3: drafts and retired entries go along and change hands when they are taken over; until then the former department works on its draft, which nobody else is told the name of', async () => {
  const [gone, draft] = [await retired(), await story.register(nextContent('内部草稿名录'))];
  const reviewed = await story.submit(await story.register(nextContent('送审草稿名录')));
  const asked = await world.call('office.fb', `GET /catalog/transferable-entries?fromOrgId=${world.orgId('market')}`);
  expect(listTransferable.answer.parse(asked.body)).toMatchObject({
    items: [{ entryId: gone.id, state: 'retired' }],
    total: 1,
    movable: 3,
    drafts: 2,
  });

  const ordered = await transfers.order(null, { receiver: 'water' });

  const transferId = idOf(ordered);
  expect(ordered.text).not.toContain('草稿名录');
  expect(await lineOf('office.fb', transferId, draft)).toMatchObject({ name: null, opens: false });
  expect(await lineOf('water.gly', transferId, draft)).toMatchObject({ name: '内部草稿名录', opens: false });
  expect(await lineOf('market.dj', transferId, draft)).toMatchObject({ name: '内部草稿名录', opens: true });
  expect(await transfers.order([gone], { receiver: 'water' })).toMatchObject({
    status: 409,
    body: { code: 'catalog.transfer.not-movable', params: { hold: 'moving' } },
  });
  expect(await transfers.entryFor('market.dj', draft)).toMatchObject({ state: 'unpublished', transfer: { receiver: '市水利局' } });
  const saved = await world.call('market.dj', `PUT /catalog/entries/${draft.id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content: nextContent('内部草稿名录') },
    ifMatch: draft.revision,
  });
  expect(saved).toMatchObject({ status: 200 });
  expect((await world.call('water.gly', `GET /catalog/entries/${draft.id}`)).status).toBe(404);

  expect(await transfers.accept(transferId, [gone, draft, reviewed])).toMatchObject({ status: 200 });

  const mine = { organisationId: world.orgId('water') };
  expect(await transfers.entryFor('water.gly', gone)).toMatchObject({ state: 'retired', provider: mine });
  expect(await transfers.entryFor('water.gly', draft)).toMatchObject({ state: 'unpublished', provider: mine, working: { state: 'draft' } });
  expect(await transfers.entryFor('water.gly', reviewed)).toMatchObject({ provider: mine, working: { state: 'draft' } });
  for (const { id } of [draft, reviewed]) expect((await world.call('market.dj', `GET /catalog/entries/${id}`)).status).toBe(404);
  expect(await lineOf('water.gly', transferId, draft)).toMatchObject({ opens: true });
  expect(await lineOf('office.fb', transferId, draft)).toMatchObject({ name: null, opens: false });
  expect(await transfers.desk('market.sh', 'todos')).not.toContain(reviewed.id);
});

test('a draft that is published while it waits is taken over as what it is now; one whose retirement is asked for meanwhile waits', async () => {
  const [first, second] = [await story.signed(nextContent()), await story.signed(nextContent())];
  const transferId = idOf(await transfers.order([first, second], { receiver: 'water' }));
  const published = await story.publish({ ...first, revision: Number((await transfers.entryFor('market.dj', first))['revision']) });
  const other = await story.publish({ ...second, revision: Number((await transfers.entryFor('market.dj', second))['revision']) });
  const asked = await world.call('market.gx', `POST /catalog/entries/${second.id}/retirement`, {
    body: { reason: '停用', lastDay: '2026-12-31', successorId: null, secondFactor: await world.codeOf('market.gx') },
    ifMatch: other.revision,
  });
  expect(asked).toMatchObject({ status: 200 });

  expect(await transfers.accept(transferId, [first, second])).toMatchObject({
    status: 409,
    body: { code: 'catalog.transfer.not-movable', params: { hold: 'status' } },
  });
  expect(await transfers.accept(transferId, [first])).toMatchObject({ status: 200 });

  expect(await transfers.entryFor('water.gly', first)).toMatchObject({
    state: 'published',
    resourceCode: published.answer.body['resourceCode'],
    provider: { organisationId: world.orgId('water') },
  });
  expect(await transfers.entryFor('water.gly', second)).toMatchObject({
    state: 'retire-pending',
    provider: { organisationId: world.orgId('market') },
  });
});

test('what is declined stays with the former department until the authority names another', async () => {
  const draft = await story.signed(nextContent());
  const transferId = idOf(await transfers.order([draft], { receiver: 'water' }));

  expect(await transfers.decline(transferId, [draft])).toMatchObject({ status: 200 });
  expect(await transfers.entryFor('market.dj', draft)).toMatchObject({ state: 'unpublished', transfer: { receiver: null } });
  expect(await transfers.nameReceiver(transferId, [draft])).toMatchObject({ status: 200 });
  expect(await transfers.accept(transferId, [draft])).toMatchObject({ status: 200 });

  expect(await transfers.entryFor('water.gly', draft)).toMatchObject({
    state: 'unpublished',
    provider: { organisationId: world.orgId('water') },
  });
});

test('91-3.3: a retired entry stands beside a namesake of its receiver’s, and a draft beside a retired one; back under that name it comes only when nobody has it', async () => {
  const name = '停用台账目录';
  const gone = await retired(name);
  const anew = { organisationId: world.orgId('market'), secrecyDeclaration: 'not-secret', content: nextContent(name) };
  expect(await world.call('market.dj', 'POST /catalog/entries', { body: anew })).toMatchObject({
    status: 409,
    body: { code: 'catalog.entry.name-taken' },
  });
  const content = nextContent(name);
  const draft = await story.register(content, 'water.gly', 'water');
  const toMarket = idOf(await transfers.order(null, { receiver: 'market', from: 'water' }));
  expect(await transfers.accept(toMarket, [draft], 'market.ld')).toMatchObject({ status: 200 });

  const edited = await world.call('market.dj', `PUT /catalog/entries/${draft.id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content: { ...content, abstract: '接收后补充说明。' } },
    ifMatch: Number((await transfers.entryFor('market.dj', draft))['revision']),
  });
  expect(edited).toMatchObject({ status: 200 });
  const restoration = async () =>
    world.call('market.gx', `POST /catalog/entries/${gone.id}/restoration`, {
      body: { reason: '恢复使用', secondFactor: await world.codeOf('market.gx') },
      ifMatch: gone.revision,
    });
  expect(await restoration()).toMatchObject({ status: 409, body: { code: 'catalog.entry.name-taken', params: { name } } });

  await story.register(nextContent(name), 'water.gly', 'water');
  const toWater = idOf(await transfers.order([gone], { receiver: 'water' }));
  expect(await transfers.accept(toWater, [gone])).toMatchObject({ status: 200 });
  expect(await transfers.entryFor('water.gly', gone)).toMatchObject({ state: 'retired', provider: { name: '市水利局' } });
});

test('what was imported for a merged department and never confirmed is its successor’s to claim', async () => {
  const own = {
    organisationId: world.orgId('market'),
    name: '市市场监督管理局',
    aliases: [],
    uscc: null,
    regionCode: '650400',
    sample: false,
  };
  const entryId = await store.database.transaction((tx) =>
    importedEntry(tx, { id: world.needs.newId(), provider: own, name: '旧渠道名录' }),
  );
  const toClaim = async () =>
    listMeasured.answer.parse((await world.call('water.gly', 'GET /catalog/overview/measures/to-claim')).body).items.map(({ id }) => id);
  expect(await toClaim()).toEqual([]);
  const instrument = { documentNumber: '吐编发〔2026〕8号', decidedOn: '2026-11-20', reason: '机构改革' };
  await world.call('sys', `POST /organisations/${own.organisationId}/dissolution`, {
    body: { ...instrument, successorId: world.orgId('water') },
  });

  await transfers.deliver();

  expect(await toClaim()).toEqual([entryId]);
  expect(await transfers.entryFor('water.gly', { id: entryId })).toMatchObject({ allowed: { 'claim-entry': { allowed: true } } });
});
