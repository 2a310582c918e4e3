import { findingsSchema } from '@karez/contract/catalog/finding';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { consumersIn } from '../src/modules/catalog/acknowledgement/test-consumers.ts';
import type { RunningGrant } from '../src/modules/catalog/acknowledgement/impact.ts';
import { adjustmentsIn, fieldsOf } from '../src/modules/catalog/adjustment/test-adjustments.ts';
import { importedEntry } from '../src/modules/catalog/claim/test-import.ts';
import { checkConformance } from '../src/modules/catalog/conformance/check-conformance.job.ts';
import { contentWith, itemWith } from '../src/modules/catalog/test-content.ts';
import { storyIn } from '../src/modules/catalog/test-story.ts';
import { idOf, nextContent, transfersIn } from '../src/modules/catalog/transfer/test-transfers.ts';
import { catalogWorld, type World } from '../src/modules/catalog/test-world.ts';
import { correctionsIn } from '../src/modules/correction/test-corrections.ts';
import { openCity } from './city.ts';
import { recorderOf } from './recorded.ts';
import { createTestDatabase } from './test-database.ts';

const store = await createTestDatabase();
const { database } = store;
const recordedBy = recorderOf(database);
const grants = new Map<string, readonly RunningGrant[]>();
let world: World;
let transfers: ReturnType<typeof transfersIn>;
let consumers: ReturnType<typeof consumersIn>;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(database, { evidenced: true, grants });
  transfers = transfersIn(world, database);
  consumers = consumersIn(world, grants);
  story = storyIn(world);
});

type Told = { readonly status: number; readonly body: Record<string, unknown> };

/** The move is refused with the code and leaves exactly one record of its route. */
async function expectRefused(tried: () => Promise<Told>, expected: { action: string; code: string }, recorded = recordedBy) {
  let answer: Told = { status: 0, body: {} };
  const records = await recorded(async () => {
    answer = await tried();
  });

  expect(answer).toMatchObject({ status: 409, body: { code: expected.code } });
  const told = records.filter(({ action }) => action === expected.action);
  expect(told.map(({ body }) => JSON.parse(body))).toMatchObject([{ outcome: { result: 'refused', code: expected.code } }]);
}

const post = (by: string, path: `/${string}`, body: object, ifMatch?: number) =>
  world.call(by, `POST ${path}`, { body, ...(ifMatch === undefined ? {} : { ifMatch }) });

describe('809-13 to 809-17: an illegal move through the real route of each machine answers 409 and leaves evidence', () => {
  test('entry and revision: what is in force is neither lifted nor published again', async () => {
    const entry = await transfers.published();
    const before = await transfers.entryFor('market.dj', entry);

    const liftingCode = await world.codeOf('office.ld');
    const lifting = { opinion: '整改完成', secondFactor: liftingCode };
    await expectRefused(() => post('office.ld', `/catalog/entries/${entry.id}/suspension/lifting`, lifting, entry.revision), {
      action: 'catalog.lift-suspension',
      code: 'catalog.entry.illegal-transition',
    });
    await expectRefused(() => post('office.fb', `/catalog/entries/${entry.id}/publication`, { opinion: '同意' }, entry.revision), {
      action: 'catalog.publish-entry',
      code: 'catalog.revision.illegal-transition',
    });
    expect(await transfers.entryFor('market.dj', entry)).toMatchObject({ state: 'published', revision: before['revision'] });
  });

  test('transfer: what was taken over is not declined', async () => {
    const entry = await transfers.published();
    const transferId = idOf(await transfers.order([entry], { receiver: 'water' }));
    expect(await transfers.accept(transferId, [entry])).toMatchObject({ status: 200 });

    await expectRefused(() => transfers.decline(transferId, [entry]), {
      action: 'catalog.decline-transfer',
      code: 'catalog.transfer.illegal-transition',
    });
  });

  test('revision case: what the department has reported as unchanged is not reported again', async () => {
    const entry = await transfers.published();
    const document = {
      kind: 'duties-changed',
      title: '三定规定',
      documentNumber: '吐编发〔2026〕3号',
      changedOn: '2026-11-20',
      summary: '职责调整',
    };
    const event = await post('office.fb', '/catalog/change-events', { ...document, entryIds: [entry.id] });
    expect(event.status).toBe(201);
    const cases = await world.call('market.dj', `GET /catalog/revision-cases?entry=${entry.id}`);
    const [given] = cases.body['items'] as { id: string; revision: number }[];
    const reporting = `/catalog/revision-cases/${given?.id ?? ''}/unchanged-report` as const;
    const reported = await post('market.dj', reporting, { reason: '不涉及' }, given?.revision);
    expect(reported.status).toBe(200);

    await expectRefused(() => post('market.dj', reporting, { reason: '不涉及' }, Number(reported.body['revision'])), {
      action: 'catalog.report-unchanged',
      code: 'catalog.revision-case.illegal-transition',
    });
  });

  test('adjustment: what the department objects to is not agreed to', async () => {
    const content = nextContent();
    const entry = await story.published(content);
    const adjustments = adjustmentsIn({ world, deliver: transfers.deliver });
    const { adjustment } = await adjustments.propose(entry, fieldsOf(content, { updateCycle: 'yearly' }));
    const objected = await adjustments.object(adjustment);
    expect(objected.status).toBe(200);

    await expectRefused(() => adjustments.agree({ ...adjustment, entryRevision: Number(objected.body['entryRevision']) }), {
      action: 'catalog.agree-adjustment',
      code: 'catalog.adjustment.illegal-transition',
    });
  });

  test('acknowledgement: what was taken note of is not taken note of again', async () => {
    const { entry, content } = await consumers.published();
    consumers.grantTo('water', entry, [3]);
    await consumers.changed(entry, { ...content, items: content.items.filter(({ no }) => no !== 3) });
    const { id } = await consumers.waiting('water.gly', entry);
    expect((await consumers.acknowledge(id)).status).toBe(200);

    await expectRefused(() => consumers.acknowledge(id), {
      action: 'catalog.acknowledge-version',
      code: 'catalog.acknowledgement.illegal-transition',
    });
  });

  test('campaign and its parts: what was accepted is not decided on again, what is closed is not closed', async () => {
    const asked = {
      regionCode: '650400',
      title: '涉农数据梳理',
      instruction: '梳理本部门履职产生的涉农数据。',
      dueOn: '2026-12-20',
      organisationIds: [world.orgId('water')],
      template: { names: ['灌区名录'], fields: { category: '102000', updateCycle: 'yearly', dataClass: 'organisation' } },
      usesSystems: false,
    };
    const sent = await world.call('office.fb', 'POST /catalog/campaigns', { body: asked, key: world.needs.newId() });
    expect(sent.status).toBe(201);
    const id = String(sent.body['id']);
    const decision = { decision: 'accept', opinion: '已核' };
    const deciding = `/catalog/campaigns/${id}/departments/${world.orgId('water')}/decision` as const;
    expect((await post('water.gly', `/catalog/campaigns/${id}/none-declaration`, { reason: '确无' })).status).toBe(200);
    expect((await post('office.fb', deciding, decision)).status).toBe(200);

    await expectRefused(() => post('office.fb', deciding, decision), {
      action: 'catalog.decide-campaign-part',
      code: 'catalog.campaign.illegal-transition',
    });
    expect((await post('office.fb', `/catalog/campaigns/${id}/closing`, { opinion: '梳理结束' })).status).toBe(200);
    await expectRefused(() => post('office.fb', `/catalog/campaigns/${id}/closing`, { opinion: '梳理结束' }), {
      action: 'catalog.close-campaign',
      code: 'catalog.campaign.closed',
    });
  });

  test('nonconformity: what is explained is not explained again', async () => {
    const entry = await transfers.published();
    await sql`UPDATE catalog.revision SET fields = fields || '{"abstract":""}' WHERE entry_id = ${entry.id}`.execute(database.reader);
    const asked = { regionCode: '650400', organisationId: null, dueOn: '2026-12-31' };
    const run = await world.call('office.fb', 'POST /catalog/conformance/runs', { body: asked, key: world.needs.newId() });
    await checkConformance(world.needs, String(run.body['id']));
    const found = await world.call('office.fb', `GET /catalog/conformance/nonconformities?limit=100&entryId=${entry.id}`);
    const [first] = found.body['items'] as { id: string }[];
    const explaining = `/catalog/conformance/nonconformities/${first?.id ?? ''}/explanation` as const;
    expect((await post('market.dj', explaining, { reason: '原系统即如此' })).status).toBe(200);

    await expectRefused(() => post('market.dj', explaining, { reason: '原系统即如此' }), {
      action: 'catalog.explain-nonconformity',
      code: 'catalog.conformance.illegal-transition',
    });
  });

  test('finding: what the draft gives no cause for any more is not answered', async () => {
    const items = ['闸孔编号', '闸门型号'].map((nameZh, at) => itemWith({ no: at + 1, nameZh, fieldName: `g${at}` }));
    await story.published(contentWith({ name: '引水闸门名录', items }));
    const draft = await story.register(contentWith({ name: '市引水闸门台账', items }), 'water.gly', 'water');
    const compared = await world.call('water.gly', `POST /catalog/entries/${draft.id}/comparison`, { ifMatch: draft.revision });
    const [found] = findingsSchema.parse(compared.body).items;
    const other = contentWith({ name: '防汛值守安排', items: [itemWith({ nameZh: '值守班次' })] });
    const saved = await world.call('water.gly', `PUT /catalog/entries/${draft.id}/draft`, {
      body: { secrecyDeclaration: 'not-secret', content: other },
      ifMatch: draft.revision,
    });
    expect(saved.status).toBe(200);

    const answering = `/catalog/entries/${draft.id}/findings/${found?.id ?? ''}/answer` as const;
    await expectRefused(() => post('water.gly', answering, { answer: 'cite' }, Number(saved.body['revision'])), {
      action: 'catalog.answer-finding',
      code: 'catalog.finding.illegal-transition',
    });
  });

  test('91-7.1.1: translation: what nobody wrote is not handed over, a draft is not reviewed, what is reviewed is neither handed over nor confirmed', async () => {
    const { id } = await story.published(contentWith({ name: '渡槽名录' }));
    const fields = ['name'];
    const read = () => world.call('language.bj', `GET /catalog/entries/${id}/translations/ug`);
    const revision = async () => Number((await read()).body['revision']);
    const deliver = async () => post('language.bj', `/catalog/entries/${id}/translations/ug/delivery`, { fields }, await revision());
    const confirm = async () => post('language.bj', `/catalog/entries/${id}/translations/ug/confirmation`, { fields }, await revision());
    const pass = async () =>
      post('language.sh', `/catalog/entries/${id}/translations/ug/review`, { fields, decision: 'pass', opinion: '已校' }, await revision());
    const refused = (tried: () => Promise<Told>, action: string) =>
      expectRefused(tried, { action, code: 'catalog.translation.illegal-transition' });

    await refused(deliver, 'catalog.deliver-translation');
    const written = await world.call('language.bj', `PUT /catalog/entries/${id}/translations/ug`, {
      body: { fields: [{ field: 'name', text: 'سۇ كۆۋرۈكى' }] },
      ifMatch: await revision(),
    });
    expect(written.status).toBe(200);
    await refused(pass, 'catalog.review-translation');
    expect((await deliver()).status).toBe(200);
    expect((await pass()).status).toBe(200);
    await refused(deliver, 'catalog.deliver-translation');
    await refused(confirm, 'catalog.confirm-translation');
    expect((await read()).body).toMatchObject({ counts: { reviewed: 1 } });
  });

  test('assignment: what was withdrawn is not declined', async () => {
    const sampleId = '00000000-0000-7000-8000-0000000000aa';
    const provider = { organisationId: sampleId, name: '市粮食局', aliases: [], uscc: null, regionCode: '650400', sample: true };
    const id = await database.transaction((tx) => importedEntry(tx, { id: world.needs.newId(), provider, name: '旧碾坊名录' }));
    const asked = { organisationId: world.orgId('water'), reason: '属该部门职责' };
    expect((await post('office.fb', `/catalog/entries/${id}/claim/assignment`, asked)).status).toBe(200);
    expect((await post('office.fb', `/catalog/entries/${id}/claim/assignment/withdrawal`, asked)).status).toBe(200);

    await expectRefused(() => post('water.gly', `/catalog/entries/${id}/claim/assignment/declination`, { reason: '不属本部门' }), {
      action: 'catalog.decline-claim',
      code: 'catalog.claim.assignment-ended',
    });
  });
});

test('809-26: correction: a report that is being verified is not taken back, through its real route', { timeout: 120_000 }, async () => {
  const cityStore = await createTestDatabase();
  const corrections = correctionsIn(await openCity(cityStore));
  const id = await corrections.accepted(await corrections.granted());

  await expectRefused(
    () => corrections.post('slj.djy', id, '/withdrawal', { reason: '晚了' }),
    { action: 'correction.withdraw-correction', code: 'correction.illegal-transition' },
    recorderOf(cityStore.database),
  );
});
