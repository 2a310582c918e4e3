import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type Answer, type World } from '../test-world.ts';
import { idOf, linesOf, nextContent, transfersIn } from './test-transfers.ts';

const open = async () => {
  const store = await createTestDatabase();
  const world = await catalogWorld(store.database);
  return { world, story: storyIn(world), transfers: transfersIn(world, store.database) };
};
const dissolve = (world: World, org: string) =>
  world.call('sys', `POST /organisations/${world.orgId(org)}/dissolution`, {
    body: { documentNumber: '吐编发〔2026〕8号', decidedOn: '2026-11-20', reason: '机构改革', successorId: null },
  });
const ended = { status: 409, body: { code: 'catalog.entry.provider-ended', params: { name: '市市场监督管理局' } } };

describe('a department that is no more', () => {
  let city: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    city = await open();
  });

  test('91-3.3: submits, reviews, signs and changes nothing in its own name, and nothing of it is published; what it has is sent back, handed over, and goes on', async () => {
    const { world, story, transfers } = city;
    const post = async ({ id, revision }: Walked, by: string, step: string, body: Record<string, unknown>): Promise<Answer> =>
      world.call(by, `POST /catalog/entries/${id}/${step}`, { body, ifMatch: revision });
    const published = await transfers.published();
    const draft = await story.register(nextContent());
    const submitted = await story.submit(await story.register(nextContent()));
    const reviewed = await story.review(await story.submit(await story.register(nextContent())));
    const signed = await story.sign(await story.review(await story.submit(await story.register(nextContent()))));
    expect(await dissolve(world, 'market')).toMatchObject({ status: 200 });
    await transfers.deliver();

    const opinion = '同意';
    expect(await post(draft, 'market.dj', 'submission', {})).toMatchObject(ended);
    expect(await post(submitted, 'market.sh', 'review', { opinion })).toMatchObject(ended);
    const signing = { opinion, secondFactor: await world.codeOf('market.ld') };
    expect(await post(reviewed, 'market.ld', 'signature', signing)).toMatchObject(ended);
    expect(await post(signed, 'office.fb', 'publication', { opinion })).toMatchObject(ended);
    const change = { kind: 'other', changedOn: '2026-11-20', reason: '更新说明' };
    expect(await post(published, 'market.dj', 'changes', change)).toMatchObject(ended);
    const listing = { promise: null, opinion, secondFactor: await world.codeOf('market.ld') };
    expect(await post(published, 'market.ld', 'listing', listing)).toMatchObject(ended);
    const closed = { allowed: false, reason: 'catalog.entry.provider-ended' };
    expect(await transfers.entryFor('market.ld', published)).toMatchObject({ allowed: { 'list-entry': closed } });
    expect(await transfers.entryFor('office.fb', published)).toMatchObject({ allowed: { 'adjust-entry': closed } });
    expect(await transfers.entryFor('market.dj', draft)).toMatchObject({ allowed: { submit: closed, 'update-draft': { allowed: true } } });
    expect(await transfers.entryFor('office.fb', signed)).toMatchObject({ allowed: { publish: closed, return: { allowed: true } } });
    expect(await post(signed, 'office.fb', 'return', { opinion: '待移交' })).toMatchObject({ status: 200 });

    const all = [published, draft, submitted, reviewed, signed];
    const transferId = idOf(await transfers.order(null, { receiver: 'water' }));
    expect(await transfers.accept(transferId, all)).toMatchObject({ status: 200 });
    const now = await transfers.entryFor('water.gly', draft);
    expect(now).toMatchObject({ provider: { name: '市水利局' }, allowed: { submit: { allowed: true } } });
    const handed: Walked = { ...draft, revision: Number(now['revision']) };
    expect(await post(handed, 'water.gly', 'submission', {})).toMatchObject({ status: 200, body: { working: { state: 'in-review' } } });
  });
});

test('91-3.3: the end of a department stands in the history of each of its entries, with document, day and successor, once, for whoever reads it, and in no other’s', async () => {
  const { world, story, transfers } = await open();
  const [published, draft] = [await transfers.published(), await story.register(nextContent())];
  const other = await story.register(nextContent(), 'water.gly', 'water');
  const body = { documentNumber: '吐编发〔2026〕9号', decidedOn: '2026-11-20', reason: '机构改革', successorId: world.orgId('water') };
  expect((await world.call('sys', `POST /organisations/${world.orgId('market')}/dissolution`, { body })).status).toBe(200);
  await transfers.deliver();
  await transfers.deliver();

  const told = async (by: string, { id }: Walked) =>
    ((await world.call(by, `GET /catalog/entries/${id}/history`)).body['items'] as { action: string }[]).filter(
      ({ action }) => action === 'provider-ended',
    );
  const line = {
    organisation: '市市场监督管理局',
    opinion: null,
    changes: [
      { field: 'dissolution-document', before: '', after: '吐编发〔2026〕9号' },
      { field: 'dissolution-day', before: '', after: '2026-11-20' },
      { field: 'dissolution-successor', before: '', after: '市水利局' },
    ],
  };
  expect(await told('market.dj', published)).toMatchObject([line]);
  expect(await told('water.gly', published)).toMatchObject([line]);
  expect(await told('market.dj', draft)).toMatchObject([line]);
  expect(await told('water.gly', other)).toEqual([]);
});

describe('a receiver that is no more', () => {
  let city: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    city = await open();
  });

  test('91-3.3: takes nothing over, also not in the moment before it is heard of; what was offered to it is the authority’s to offer anew', async () => {
    const { world, story, transfers } = city;
    const [entry, draft] = [await transfers.published(), await story.register(nextContent())];
    const transferId = idOf(await transfers.order(null, { receiver: 'water' }));
    expect(await dissolve(world, 'water')).toMatchObject({ status: 200 });

    expect(await transfers.accept(transferId, [entry])).toMatchObject({ status: 422, body: { code: 'catalog.transfer.receiver-unfit' } });
    await transfers.deliver();

    const seen = await world.call('office.fb', `GET /catalog/transfers/${transferId}`);
    expect(linesOf(seen).map(({ state, receiver, declined }) => ({ state, receiver, declined }))).toEqual([
      { state: 'orphaned', receiver: null, declined: false },
      { state: 'orphaned', receiver: null, declined: false },
    ]);
    expect(await transfers.entryFor('market.dj', entry)).toMatchObject({ state: 'orphaned' });
    expect(await transfers.entryFor('market.dj', draft)).toMatchObject({ state: 'unpublished', transfer: { receiver: null } });
    expect(await transfers.desk('water.ld', 'todos')).not.toContain('catalog.todo.transfer-offered');
    expect(await transfers.desk('office.fb', 'todos')).toContain('catalog.todo.transfer-orphaned');
    const history = await world.call('market.dj', `GET /catalog/entries/${entry.id}/history`);
    expect((history.body['items'] as { action: string }[]).at(-1)).toMatchObject({ action: 'transfer-receiver-ended' });
  });
});
