import { listEntries } from '@karez/contract/catalog';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld, type World } from '../test-world.ts';
import { registerUse } from '../use/use-register.ts';
import { renameProvider } from './rename-provider.job.ts';
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

describe('an order', () => {
  test('91-3.3: what is between two departments is in force all the while: editions print it, it is counted and searched as before', async () => {
    const entry = await transfers.published();
    const { name, resourceCode } = entry.answer.body as { name: string; resourceCode: string };
    const counted = async () => {
      const found = await world.call('county.gly', `GET /catalog/entries?q=${encodeURIComponent(name)}`);
      const [item] = listEntries.answer.parse(found.body).items;
      const listings = (await world.call('office.fb', 'GET /catalog/listings/counts')).body['region'];
      const board = await world.call('language.bj', 'GET /catalog/translations/board?language=ug');
      expect(board.status).toBe(200);
      return { listing: item?.listing, listings, board: board.body };
    };
    const before = await counted();

    const transferId = idOf(await transfers.order([entry], { receiver: 'water' }));

    expect(await counted()).toEqual(before);
    expect(before.listing).toBe('unlisted');
    const body = { regionCode: '650400', opinion: '同意发布', secondFactor: await world.codeOf('office.fb') };
    const edition = await world.call('office.fb', 'POST /catalog/editions', { body, key: world.needs.newId() });
    expect(edition).toMatchObject({ status: 201 });
    const lines = await world.call('county.gly', `GET /catalog/editions/${String(edition.body['id'])}/lines?limit=100`);
    expect(lines.text).toContain(resourceCode);
    await transfers.accept(transferId, [entry]);
  });

  test('catalog.order-transfer, catalog.accept-transfer, catalog.get-transfer: 91-3.3: an entry goes to the receiver when its head accepts; the code stays, the former name finds it, users are told', async () => {
    const entry = await transfers.published();
    const name = String(entry.answer.body['name']);
    const use = {
      useId: world.needs.newId(),
      entryId: entry.id,
      revisionNo: 1,
      organisationId: world.orgId('county'),
      organisationName: '鄯善县政府办公室',
    };
    await store.database.transaction((tx) => registerUse(tx, { ...use, systemName: null, since: '2026-11-23' }));

    const transferId = idOf(await transfers.order([entry], { receiver: 'water' }));
    expect(await transfers.entryFor('market.dj', entry)).toMatchObject({
      state: 'transfer-pending',
      provider: { name: '市市场监督管理局' },
      transfer: { documentNumber: '吐编发〔2026〕7号', receiver: '市水利局', visible: true },
    });
    expect(await transfers.entryFor('county.gly', entry)).toMatchObject({ transfer: { visible: false } });
    expect(await transfers.desk('water.ld', 'todos')).toContain('catalog.todo.transfer-offered');
    expect(await transfers.desk('market.dj', 'notices')).toContain('catalog.notice.transfer-from');

    const taken = await transfers.accept(transferId, [entry]);

    expect(taken).toMatchObject({ status: 200, body: { lines: [{ entryId: entry.id, state: 'accepted', opinion: '同意接收' }] } });
    expect(await transfers.entryFor('market.dj', entry)).toMatchObject({
      state: 'published',
      resourceCode: entry.answer.body['resourceCode'],
      version: '1.0',
      provider: { organisationId: world.orgId('water'), name: '市水利局' },
      transfer: null,
      usedByCount: 1,
    });
    expect(await transfers.desk('water.ld', 'todos')).not.toContain('catalog.todo.transfer-offered');
    expect(await transfers.foundFor('county.gly', '市市场监督管理局', name)).toBe(true);
    expect(await transfers.foundFor('county.gly', '市水利局', name)).toBe(true);
    const change = { kind: 'function-change', changedOn: '2026-11-20', reason: '职责划转' };
    const ifMatch = Number((await transfers.entryFor('water.gly', entry))['revision']);
    expect(await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, { body: change, ifMatch })).toMatchObject({
      status: 403,
    });
    expect(await world.call('water.gly', `POST /catalog/entries/${entry.id}/changes`, { body: change, ifMatch })).toMatchObject({
      status: 201,
    });
    const history = (await world.call('county.gly', `GET /catalog/entries/${entry.id}/history`)).body['items'];
    expect(history).toContainEqual(
      expect.objectContaining({
        action: 'transferred',
        changes: [{ field: 'provider', before: '市市场监督管理局', after: '市水利局' }],
      }),
    );
  });

  test('catalog.decline-transfer, catalog.name-receiver: what is declined has no department until the authority names another, which takes it over', async () => {
    const [kept, declined] = [await transfers.published(), await transfers.published()];
    const transferId = idOf(await transfers.order([kept, declined], { receiver: 'water' }));

    const answer = await transfers.decline(transferId, [declined]);
    expect(linesOf(answer).find(({ entryId }) => entryId === declined.id)).toMatchObject({
      state: 'orphaned',
      receiver: null,
      mine: false,
    });
    expect(await transfers.entryFor('market.dj', declined)).toMatchObject({ state: 'orphaned', transfer: { receiver: null } });
    expect(await transfers.desk('office.fb', 'todos')).toContain('catalog.todo.transfer-orphaned');
    expect(await transfers.desk('water.ld', 'todos')).toContain('catalog.todo.transfer-offered');
    expect(await transfers.accept(transferId, [declined])).toMatchObject({
      status: 409,
      body: { code: 'catalog.transfer.illegal-transition' },
    });

    expect(await transfers.nameReceiver(transferId, [declined])).toMatchObject({ status: 200 });
    expect(await transfers.accept(transferId, [kept, declined])).toMatchObject({ status: 200 });
    expect(await transfers.desk('office.fb', 'todos')).not.toContain('catalog.todo.transfer-orphaned');
    expect(await transfers.accept(transferId, [kept])).toMatchObject({ status: 409 });
  });

  test('a consent in advance ends, what was signed is a draft again, nobody works on it meanwhile, and the receiver goes on with the change and its term', async () => {
    const entry = await transfers.published();
    const given = await world.call('market.gx', `POST /catalog/entries/${entry.id}/standing-consent`, {
      body: { validUntil: '2027-06-30', terms: '凡依法履职，均可共享。', secondFactor: await world.codeOf('market.gx') },
      ifMatch: entry.revision,
    });
    const opened = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: { kind: 'law-change', changedOn: '2026-11-20', reason: '法规修订' },
      ifMatch: Number(given.body['revision']),
    });
    const signed = await story.sign(
      await story.review(await story.submit({ id: entry.id, revision: Number(opened.body['revision']), answer: opened })),
    );

    const transferId = idOf(await transfers.order([signed], { receiver: 'water' }));
    const moving = await transfers.entryFor('market.dj', entry);
    expect(moving).toMatchObject({
      state: 'transfer-pending',
      standingConsent: null,
      working: { state: 'draft', returned: { opinion: '职责划转' } },
    });
    expect(
      await world.call('market.dj', `POST /catalog/entries/${entry.id}/submission`, { body: {}, ifMatch: Number(moving['revision']) }),
    ).toMatchObject({
      status: 409,
      body: { code: 'catalog.entry.illegal-transition' },
    });
    expect(await transfers.desk('office.fb', 'todos')).not.toContain('catalog.todo.publish');

    await transfers.accept(transferId, [signed]);
    expect(await transfers.entryFor('water.gly', entry)).toMatchObject({ state: 'change-pending', working: { state: 'draft' } });
    expect(await transfers.desk('water.gly', 'todos')).toContain('catalog.todo.revise');
    const { rows } = await sql<{ duty: string }>`
      SELECT duty_org_id AS duty FROM law.clock WHERE case_id = ${entry.id} AND rule_key = 'catalog.update' AND state = 'running'`.execute(
      store.database.reader,
    );
    expect(rows).toEqual([{ duty: world.orgId('water') }]);
  });

  test('a suspended entry stays suspended, and putting it right is the receiver’s duty', async () => {
    const entry = await transfers.published();
    await world.call('office.ld', `POST /catalog/entries/${entry.id}/suspension`, {
      body: { reason: '待整改', rectifyBy: '2026-12-10', secondFactor: await world.codeOf('office.ld') },
      ifMatch: entry.revision,
    });

    const transferId = idOf(await transfers.order([entry], { receiver: 'water' }));
    await transfers.accept(transferId, [entry]);

    expect(await transfers.entryFor('water.gly', entry)).toMatchObject({
      state: 'suspended',
      statusChange: { kind: 'suspension', open: true },
    });
    expect(await transfers.desk('water.gly', 'todos')).toContain('catalog.todo.suspension');
  });

  test('two answers at once: an entry is taken over or declined, never both', async () => {
    const entry = await transfers.published();
    const transferId = idOf(await transfers.order([entry], { receiver: 'water' }));

    const [taken, declined] = await Promise.all([transfers.accept(transferId, [entry]), transfers.decline(transferId, [entry])]);

    expect([taken.status, declined.status].toSorted()).toEqual([200, 409]);
    expect(await transfers.entryFor('market.dj', entry)).toMatchObject({ state: taken.status === 200 ? 'published' : 'orphaned' });
  });

  test('a name that the receiver has already is told, and nothing of the answer is kept', async () => {
    const name = '同名的名册';
    const [entry, other] = [await story.published(nextContent(name)), await transfers.published()];
    await world.call('water.gly', 'POST /catalog/entries', {
      body: { organisationId: world.orgId('water'), secrecyDeclaration: 'not-secret', content: contentWith({ name }) },
    });
    const transferId = idOf(await transfers.order([entry, other], { receiver: 'water' }));

    expect(await transfers.accept(transferId, [entry, other])).toMatchObject({
      status: 409,
      body: { code: 'catalog.entry.name-taken', params: { name } },
    });
    expect(await transfers.entryFor('market.dj', other)).toMatchObject({ state: 'transfer-pending' });
  });
});

describe('who may, and what may not', () => {
  test('403 and 404: the department itself, another department, another region’s authority; catalog.list-transfers: who is no party learns nothing', async () => {
    const entry = await transfers.published();
    expect((await transfers.order([entry], { receiver: 'water', by: 'market.gly' })).status).toBe(403);
    expect((await transfers.order([entry], { receiver: 'water', by: 'county.gly' })).status).toBe(403);
    const transferId = idOf(await transfers.order([entry], { receiver: 'water' }));

    expect((await world.call('county.gly', `GET /catalog/transfers/${transferId}`)).status).toBe(404);
    expect((await world.call('county.gly', 'GET /catalog/transfers')).body).toMatchObject({ items: [], total: 0 });
    expect((await transfers.decline(transferId, [entry], 'market.ld')).status).toBe(403);
    expect((await transfers.accept(transferId, [entry], 'market.ld')).status).toBe(403);
    expect((await transfers.decline(transferId, [entry], 'water.gly')).status).toBe(403);
    for (const by of ['market.dj', 'water.gly', 'office.ld']) {
      expect((await world.call(by, `GET /catalog/transfers/${transferId}`)).status).toBe(200);
    }
    expect((await world.call('water.gly', 'GET /catalog/transfers?limit=1&cursor=nothing')).body['items']).toHaveLength(1);
  });

  test('409 and 422: nothing twice, no draft, no entry of another, no day to come, no receiver that is the department itself', async () => {
    const [entry, draft] = [await transfers.published(), await story.register(contentWith({ name: '未发布的渠道' }))];
    expect(await transfers.order([draft], { receiver: 'water' })).toMatchObject({
      status: 409,
      body: { code: 'catalog.transfer.not-movable' },
    });
    expect(await transfers.order([entry], { receiver: 'market' })).toMatchObject({
      status: 422,
      body: { code: 'catalog.transfer.receiver-same' },
    });
    expect(await transfers.order([entry], { receiver: 'water', decidedOn: '2027-01-01' })).toMatchObject({ status: 422 });
    expect(await transfers.order([entry], { receiver: 'market', from: 'water' })).toMatchObject({ status: 409 });
    idOf(await transfers.order([entry], { receiver: null }));
    expect(await transfers.order([entry], { receiver: 'water' })).toMatchObject({
      status: 409,
      body: { code: 'catalog.transfer.not-movable' },
    });
  });
});

describe('the register of departments', () => {
  const instrument = { documentNumber: '吐编发〔2026〕8号', decidedOn: '2026-11-20', reason: '机构改革' };
  const rename = (org: string, name: string, shortName: string) =>
    world.call('sys', `POST /organisations/${world.orgId(org)}/names`, { body: { ...instrument, name, shortName } });
  const dissolve = (org: string, successorId: string | null) =>
    world.call('sys', `POST /organisations/${world.orgId(org)}/dissolution`, { body: { ...instrument, successorId } });

  const told = async (key: string) => {
    const { rows } = await sql<{ orgId: string }>`SELECT org_id AS "orgId" FROM desk.notice WHERE title_key = ${key}`.execute(
      store.database.reader,
    );
    return rows.map(({ orgId }) => orgId);
  };
  /** 鄯善县 uses an entry of 市市场监管局, which uses one that it handed to 市水利局. */
  const share = async () => {
    const [given, moved] = [await transfers.published(), await transfers.published()];
    await transfers.accept(idOf(await transfers.order([moved], { receiver: 'water' })), [moved]);
    const use = { revisionNo: 1, organisationName: '', systemName: null, since: '2026-11-23' };
    await store.database.transaction(async (tx) => {
      await registerUse(tx, { ...use, useId: world.needs.newId(), entryId: given.id, organisationId: world.orgId('county') });
      await registerUse(tx, { ...use, useId: world.needs.newId(), entryId: moved.id, organisationId: world.orgId('market') });
    });
  };

  test('a renamed department: its entries carry the new name and are found under the former one', async () => {
    const entry = await transfers.published();
    const name = String(entry.answer.body['name']);
    await share();
    expect(await rename('market', '市市场监督管理委员会', '市场监管委')).toMatchObject({
      status: 200,
      body: { formerNames: expect.arrayContaining(['市市场监督管理局', '市工商行政管理局']) },
    });
    expect(await rename('market', '市市场监督管理委员会', '市场监管委')).toMatchObject({ status: 409 });

    await transfers.deliver();
    await renameProvider(world.needs, world.orgId('market'));

    expect(await transfers.entryFor('water.gly', entry)).toMatchObject({ provider: { name: '市市场监督管理委员会' } });
    expect(await transfers.foundFor('water.gly', '市市场监督管理局', name)).toBe(true);
    expect(await transfers.foundFor('water.gly', '市场监管委', name)).toBe(true);
    expect(await transfers.desk('county.gly', 'notices')).toContain('catalog.notice.organisation-renamed-user');
    expect(await told('catalog.notice.organisation-renamed-provider')).toEqual([world.orgId('water')]);
    expect(await told('catalog.notice.organisation-renamed-user')).toEqual([world.orgId('county')]);
  });

  test('91-3.3: a dissolved department: the authority is asked to transfer everything, nothing new is registered for it, and it receives nothing', async () => {
    const entry = await transfers.published();
    expect((await dissolve('market', world.orgId('market'))).status).toBe(422);
    expect(await dissolve('market', world.orgId('water'))).toMatchObject({
      status: 200,
      body: { dissolved: { on: '2026-11-20', successorId: world.orgId('water') } },
    });
    expect((await dissolve('market', null)).status).toBe(409);
    await transfers.deliver();
    expect(await transfers.desk('office.fb', 'todos')).toContain('catalog.todo.transfer-dissolved');
    expect(await transfers.desk('county.gly', 'notices')).toContain('catalog.notice.organisation-dissolved-user');
    expect(await told('catalog.notice.organisation-dissolved-provider')).toEqual([world.orgId('water')]);
    expect(
      await world.call('market.dj', 'POST /catalog/entries', {
        body: { organisationId: world.orgId('market'), secrecyDeclaration: 'not-secret', content: contentWith({ name: '新登记' }) },
      }),
    ).toMatchObject({ status: 409, body: { code: 'identity.organisation.dissolved' } });

    const all = await transfers.order(null, { receiver: 'water' });

    expect(linesOf(all).map(({ entryId }) => entryId)).toContain(entry.id);
    expect(await transfers.desk('office.fb', 'todos')).not.toContain('catalog.todo.transfer-dissolved');
    expect(await transfers.order(null, { receiver: 'water' })).toMatchObject({
      status: 409,
      body: { code: 'catalog.transfer.nothing-to-move' },
    });
    expect((await transfers.order(null, { receiver: 'market', from: 'water' })).status).toBe(422);
  });
});
