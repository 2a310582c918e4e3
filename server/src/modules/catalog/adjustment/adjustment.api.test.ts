import { adjustmentSchema, type Adjustment, type AdjustedFields } from '@karez/contract/catalog/adjustment';
import type { EntryContent } from '@karez/contract/catalog/content';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { lawJobs } from '#modules/law/jobs';
import { deliverEvents } from '#platform/outbox';
import { createTestDatabase } from '#test/test-database';
import { catalogListeners } from '../jobs.ts';
import { conditionalContent, contentWith, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type Answer, type World } from '../test-world.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;
let names = 0;

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
});

const things = [
  '渠首',
  '粮库',
  '驾校',
  '药店',
  '苗圃',
  '桥梁',
  '泵站',
  '路灯',
  '茶馆',
  '书店',
  '澡堂',
  '客栈',
  '剧场',
  '公墓',
  '码头',
  '鱼塘',
  '牧场',
  '驿站',
];
/** Things that have nothing in common, so that no finding stands in the way. */
function next(make: typeof contentWith = contentWith): EntryContent {
  names += 1;
  const thing = things[names % things.length] ?? '';
  const items = ['编号', '地址'].map((what, at) =>
    itemWith({ no: at + 1, nameZh: `${thing}${what}${names}`, fieldName: `f${names}_${at}`, isKey: at === 0 }),
  );
  return make({ name: `${thing}名录${names}`, abstract: `${thing}的基本情况。`, items });
}
const fieldsOf = (content: EntryContent, some: Partial<AdjustedFields>): AdjustedFields => {
  const { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle } = content;
  const same = { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle };
  return { ...same, items: [], ...some };
};

type Proposed = { readonly answer: Answer; readonly adjustment: Adjustment };
const adjustmentIn = (answer: Answer): Adjustment => adjustmentSchema.parse(answer.body);

async function ask(entry: Walked, fields: AdjustedFields, by = 'office.fb'): Promise<Answer> {
  return world.call(by, `POST /catalog/entries/${entry.id}/adjustments`, {
    body: { secrecyDeclaration: 'not-secret', fields, reason: '名称不规范，更新周期与实际不符' },
    ifMatch: entry.revision,
  });
}
async function propose(entry: Walked, fields: AdjustedFields): Promise<Proposed> {
  const answer = await ask(entry, fields);
  expect(answer).toMatchObject({ status: 201 });
  return { answer, adjustment: adjustmentIn(answer) };
}
const noAssessments = { secrecyAssessment: null, impactAssessment: null };
const agree = async ({ id, entryRevision }: Adjustment, given: object = {}, by = 'market.ld') =>
  world.call(by, `POST /catalog/adjustments/${id}/agreement`, {
    body: { opinion: '同意调整', secondFactor: await world.codeOf(by), ...noAssessments, ...given },
    ifMatch: entryRevision,
  });
const object = ({ id, entryRevision }: Adjustment, by = 'market.ld') =>
  world.call(by, `POST /catalog/adjustments/${id}/objection`, { body: { reason: '名称依部门规章' }, ifMatch: entryRevision });
const decide = async ({ id, entryRevision }: Adjustment, decision: 'uphold' | 'drop', by = 'office.ld') =>
  world.call(by, `POST /catalog/adjustments/${id}/decision`, {
    body: { decision, opinion: '依职责裁定', secondFactor: await world.codeOf(by) },
    ifMatch: entryRevision,
  });
const withdraw = ({ id, entryRevision }: Adjustment, by = 'office.fb') =>
  world.call(by, `POST /catalog/adjustments/${id}/withdrawal`, { body: { reason: '另行研究' }, ifMatch: entryRevision });
const read = async ({ id }: Adjustment, by = 'office.fb') => adjustmentIn(await world.call(by, `GET /catalog/adjustments/${id}`));
const entryFor = async (by: string, { id }: { id: string }) => (await world.call(by, `GET /catalog/entries/${id}`)).body;
const historyFor = async (by: string, { id }: { id: string }) => (await world.call(by, `GET /catalog/entries/${id}/history`)).body['items'];
const desk = async (by: string, what: 'todos' | 'notices') => (await world.call(by, `GET /desk/${what}?limit=100`)).text;
const clocksOf = async (id: string) => {
  const { rows } = await sql<{ clock: string }>`
    SELECT rule_key || ' ' || state AS clock FROM law.clock WHERE case_id = ${id} ORDER BY id`.execute(store.database.reader);
  return rows.map(({ clock }) => clock);
};
/** Lets the department's five working days pass. */
async function letTermPass(): Promise<void> {
  world.needs.clock.advance(10 * 86_400_000);
  for (const job of lawJobs(world.needs)) if (job.id === 'law.clock-tick') await job.run({});
  const listeners = catalogListeners({ ...world.needs, servicesOf: async () => [], applicantsOf: async () => [] });
  await deliverEvents((work) => store.database.transaction(work), listeners);
}

describe('of an entry in force', () => {
  test('catalog.propose-adjustment, catalog.agree-adjustment: 91-3.2.1: the authority adjusts with a reason, the department reads the difference and agrees: the adjusted version is in force', async () => {
    const content = next();
    const entry = await story.published(content);
    const name = `${content.name}（规范）`;

    const { adjustment } = await propose(entry, fieldsOf(content, { name, updateCycle: 'monthly' }));

    expect(adjustment).toMatchObject({
      state: 'proposed',
      basis: 'in-force',
      widening: [],
      changes: [
        { field: 'name', before: content.name, after: name },
        { field: 'updateCycle', before: 'daily', after: 'monthly' },
      ],
      clock: { state: 'running', workingDaysOfTerm: 5 },
    });
    expect(await entryFor('water.gly', entry)).toMatchObject({ name: content.name, state: 'change-pending', version: '1.0' });
    expect(await desk('market.ld', 'todos')).toContain(`/catalog/adjustments/${adjustment.id}`);

    const agreed = await agree(adjustment);

    expect(agreed).toMatchObject({ status: 200, body: { state: 'agreed', answered: { opinion: '同意调整' }, clock: null } });
    expect(await entryFor('water.gly', entry)).toMatchObject({
      name,
      state: 'published',
      version: '1.1',
      live: { content: { name, updateCycle: 'monthly' } },
      working: null,
      resourceCode: entry.answer.body['resourceCode'],
    });
    expect(await desk('market.ld', 'todos')).not.toContain(adjustment.id);
    expect(await desk('office.fb', 'notices')).toContain('catalog.notice.adjustment-agreed');
    expect(await clocksOf(adjustment.id)).toEqual(['catalog.adjustment-answer met']);
    expect(await historyFor('market.dj', entry)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'adjustment-proposed', organisation: '市政府办公室', opinion: '名称不规范，更新周期与实际不符' }),
        expect.objectContaining({
          action: 'adjustment-agreed',
          organisation: '市市场监督管理局',
          changes: expect.arrayContaining([{ field: 'name', before: content.name, after: name }]),
        }),
      ]),
    );
    const found = await world.call('water.gly', `GET /catalog/entries?q=${encodeURIComponent(name)}&limit=100`);
    expect(found.text).toContain(entry.id);
  });

  test('catalog.object-adjustment, catalog.decide-adjustment: an objection goes to the authority’s leader, who upholds it: in force against the objection, with who decided', async () => {
    const content = next();
    const entry = await story.published(content);
    const { adjustment } = await propose(entry, fieldsOf(content, { updateCycle: 'yearly' }));

    const objected = await object(adjustment);
    expect(objected).toMatchObject({ status: 200, body: { state: 'objected', clock: { workingDaysOfTerm: 5 } } });
    expect(await desk('office.ld', 'todos')).toContain('catalog.todo.adjustment-objected');
    expect(await agree(adjustmentIn(objected))).toMatchObject({ status: 409, body: { code: 'catalog.adjustment.illegal-transition' } });

    const upheld = await decide(adjustmentIn(objected), 'uphold');

    expect(upheld).toMatchObject({ status: 200, body: { state: 'upheld', decided: { opinion: '依职责裁定' } } });
    expect(await entryFor('water.gly', entry)).toMatchObject({ state: 'published', live: { content: { updateCycle: 'yearly' } } });
    expect(await desk('market.dj', 'notices')).toContain('catalog.notice.adjustment-upheld');
    expect(await desk('office.ld', 'todos')).not.toContain(adjustment.id);
    expect(await clocksOf(adjustment.id)).toEqual(['catalog.adjustment-answer met', 'catalog.adjustment-decision met']);
    const { rows } = await sql<{ signed: string; decided: string }>`
      SELECT signed ->> 'by' AS signed, decided ->> 'by' AS decided FROM catalog.revision WHERE entry_id = ${entry.id} AND state = 'effective'`.execute(
      store.database.reader,
    );
    expect(new Set([rows[0]?.signed, rows[0]?.decided]).size).toBe(2);
  });

  test('dropped: the version in force stays as it was, and the department may change the entry again', async () => {
    const content = next();
    const entry = await story.published(content);
    const { adjustment } = await propose(entry, fieldsOf(content, { updateCycle: 'yearly' }));
    const dropped = await decide(adjustmentIn(await object(adjustment)), 'drop');

    expect(dropped).toMatchObject({ status: 200, body: { state: 'dropped' } });
    const after = await entryFor('market.dj', entry);
    expect(after).toMatchObject({ state: 'published', version: '1.0', working: null, live: { content: { updateCycle: 'daily' } } });
    const change = { kind: 'quality-fix', changedOn: '2026-11-23', reason: '更正' };
    const opened = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: change,
      ifMatch: Number(after['revision']),
    });
    expect(opened).toMatchObject({ status: 201, body: { working: { state: 'draft', no: 3 } } });
  });

  test('silence decides nothing: after the term the leader has it to do, the text stays, and the department may still answer', async () => {
    const [content, other] = [next(), next()];
    const [entry, silent] = [await story.published(content), await story.published(other)];
    const { adjustment } = await propose(entry, fieldsOf(content, { updateCycle: 'yearly' }));
    const left = (await propose(silent, fieldsOf(other, { updateCycle: 'yearly' }))).adjustment;
    expect(await decide(adjustment, 'uphold')).toMatchObject({ status: 409, body: { code: 'catalog.adjustment.illegal-transition' } });

    await letTermPass();
    await letTermPass();

    const lapsed = await read(adjustment);
    expect(lapsed).toMatchObject({ state: 'unanswered', answered: null, decided: null });
    expect(await entryFor('water.gly', entry)).toMatchObject({ version: '1.0', live: { content: { updateCycle: 'daily' } } });
    expect(await desk('office.ld', 'todos')).toContain('catalog.todo.adjustment-unanswered');
    expect(await desk('market.ld', 'todos')).toContain(`/catalog/adjustments/${adjustment.id}`);
    expect(await agree(lapsed)).toMatchObject({ status: 200, body: { state: 'agreed' } });
    expect(await clocksOf(adjustment.id)).toEqual(['catalog.adjustment-answer met', 'catalog.adjustment-decision cancelled']);

    expect(await object(await read(left))).toMatchObject({ status: 200, body: { state: 'objected' } });
    expect(await decide(await read(left), 'uphold')).toMatchObject({ status: 200, body: { state: 'upheld' } });
    expect(await desk('market.ld', 'todos')).not.toContain(left.id);
  });

  test('809-13: beyond the department’s assessments only its agreement with new ones carries it; no leader does', async () => {
    const content = next(conditionalContent);
    const entry = await story.published(content);
    const { adjustment } = await propose(entry, fieldsOf(content, { shareType: 'unconditional', conditions: [], useConditions: '' }));
    expect(adjustment.widening).toEqual(['share-type', 'item-share-type', 'conditions', 'use-conditions']);

    expect(await agree(adjustment)).toMatchObject({ status: 422, body: { code: 'catalog.adjustment.assessments-missing' } });
    const assessed = { office: '信息中心', assessedOn: '2026-11-01', aggregationRisk: '无', conclusion: 'pass' };
    expect(await agree(adjustment, { secrecyAssessment: assessed })).toMatchObject({ status: 422 });
    const today = world.needs.clock.now().toISOString().slice(0, 10);
    const failed = await agree(adjustment, { secrecyAssessment: { ...assessed, assessedOn: today, conclusion: 'fail' } });
    expect(failed).toMatchObject({ status: 422, body: { code: 'catalog.entry.incomplete' } });

    const agreed = await agree(adjustment, { secrecyAssessment: { ...assessed, assessedOn: today } });

    expect(agreed).toMatchObject({ status: 200, body: { state: 'agreed' } });
    expect(await entryFor('water.gly', entry)).toMatchObject({
      live: { content: { shareType: 'unconditional', secrecyAssessment: { assessedOn: today } } },
    });

    const second = next(conditionalContent);
    const other = await story.published(second);
    const wide = (await propose(other, fieldsOf(second, { useConditions: '不限' }))).adjustment;
    const objected = adjustmentIn(await object(wide));
    expect(await decide(objected, 'uphold')).toMatchObject({ status: 409, body: { code: 'catalog.adjustment.beyond-assessments' } });
    expect(await decide(objected, 'drop')).toMatchObject({ status: 200 });
  });

  test('a consent in advance ends with the version that it was given for', async () => {
    const content = next();
    const entry = await story.published(content);
    const given = await world.call('market.gx', `POST /catalog/entries/${entry.id}/standing-consent`, {
      body: { validUntil: '2027-06-30', terms: '凡依法履职，均可共享。', secondFactor: await world.codeOf('market.gx') },
      ifMatch: entry.revision,
    });
    const current = { ...entry, revision: Number(given.body['revision']) };
    const { adjustment } = await propose(current, fieldsOf(content, { updateCycle: 'yearly' }));
    expect(await entryFor('market.dj', entry)).toMatchObject({ standingConsent: { open: true } });

    await agree(adjustment);

    expect(await entryFor('market.dj', entry)).toMatchObject({ version: '1.1', standingConsent: null });
  });
});

describe('of a revision that lies with the authority', () => {
  test('agreed: the first version in force is the adjusted one; the authority’s own term ended when it answered', async () => {
    const content = next();
    const entry = await story.signed(content);
    const { adjustment } = await propose(entry, fieldsOf(content, { name: `${content.name}甲` }));

    expect(adjustment.basis).toBe('at-authority');
    expect(await desk('office.fb', 'todos')).not.toContain(`/catalog/entries/${entry.id}`);
    expect(await entryFor('market.dj', entry)).toMatchObject({ working: { state: 'under-adjustment' } });
    expect(await agree(adjustment)).toMatchObject({ status: 200 });
    expect(await entryFor('water.gly', entry)).toMatchObject({ state: 'published', version: '1.0', name: `${content.name}甲` });
    expect(await clocksOf(entry.id)).toEqual(['catalog.authority-review-new cancelled']);
  });

  test('catalog.withdraw-adjustment: withdrawn: it lies with the authority as the department signed it, under a new term, and is published so', async () => {
    const content = next();
    const entry = await story.signed(content);
    const { adjustment } = await propose(entry, fieldsOf(content, { name: `${content.name}甲` }));

    expect(await withdraw(adjustment)).toMatchObject({ status: 200, body: { state: 'withdrawn', withdrawn: { opinion: '另行研究' } } });

    const back = await entryFor('office.fb', entry);
    expect(back).toMatchObject({ working: { state: 'at-authority', content: { name: content.name } } });
    expect(await desk('office.fb', 'todos')).toContain(`/catalog/entries/${entry.id}`);
    expect(await clocksOf(entry.id)).toEqual(['catalog.authority-review-new cancelled', 'catalog.authority-review-new running']);
    expect(await desk('market.ld', 'todos')).not.toContain(adjustment.id);
    const published = await story.publish({ id: entry.id, revision: Number(back['revision']), answer: entry.answer });
    expect(published.answer).toMatchObject({ status: 200, body: { name: content.name } });
  });
});

describe('what may not be', () => {
  test('403 and 404: no other role, no other department, no other region; catalog.get-adjustment, catalog.list-adjustments: who is no party learns nothing', async () => {
    const content = next();
    const entry = await story.published(content);
    const fields = fieldsOf(content, { updateCycle: 'yearly' });
    for (const by of ['market.gly', 'office.ld', 'county.gly', 'water.ld']) expect((await ask(entry, fields, by)).status).toBe(403);
    const { adjustment } = await propose(entry, fields);

    for (const by of ['county.gly', 'water.ld']) {
      expect((await world.call(by, `GET /catalog/adjustments/${adjustment.id}`)).status).toBe(404);
      expect((await world.call(by, 'GET /catalog/adjustments')).body).toMatchObject({ items: [], total: 0, providers: [] });
    }
    expect(await agree(adjustment, {}, 'water.ld')).toMatchObject({ status: 404 });
    expect((await object(adjustment, 'market.sh')).status).toBe(403);
    expect((await withdraw(adjustment, 'market.ld')).status).toBe(403);
    expect((await decide(adjustment, 'drop', 'office.fb')).status).toBe(403);
    const own = await world.call(
      'market.dj',
      `GET /catalog/adjustments?entry=${entry.id}&state=proposed,objected&provider=${world.orgId('market')}`,
    );
    expect(own.body).toMatchObject({ total: 1, items: [{ id: adjustment.id, fields: ['updateCycle'] }] });
    expect((await world.call('market.dj', `GET /catalog/adjustments?entry=${entry.id}&state=agreed`)).body).toMatchObject({ total: 0 });
  });

  test('409: a second adjustment, a change, a retirement, a transfer, a publication, a return and a withdrawal wait until it has ended', async () => {
    const [content, filed] = [next(), next()];
    const [inForce, atAuthority] = [await story.published(content), await story.signed(filed)];
    const first = (await propose(inForce, fieldsOf(content, { updateCycle: 'yearly' }))).adjustment;
    const second = (await propose(atAuthority, fieldsOf(filed, { updateCycle: 'yearly' }))).adjustment;
    const live = { ...inForce, revision: first.entryRevision };
    const waiting = { ...atAuthority, revision: second.entryRevision };
    const on = (by: string, { id, revision }: Walked, path: string, body: object) =>
      world.call(by, `POST /catalog/entries/${id}/${path}`, { body, ifMatch: revision });
    const reason = { reason: '测试' };

    const answers = [
      await ask(live, fieldsOf(content, { updateCycle: 'weekly' })),
      await ask(waiting, fieldsOf(filed, { updateCycle: 'weekly' })),
      await on('market.dj', live, 'changes', { kind: 'other', changedOn: '2026-11-23', ...reason }),
      await on('market.dj', live, 'abandonment', reason),
      await on('market.dj', waiting, 'withdrawal', reason),
      await on('market.gx', live, 'retirement', {
        reason: '停止采集',
        lastDay: '2027-12-31',
        successorId: null,
        secondFactor: await world.codeOf('market.gx'),
      }),
      await on('office.fb', waiting, 'publication', { opinion: '发布' }),
      await on('office.fb', waiting, 'return', { opinion: '退回' }),
      await world.call('office.fb', 'POST /catalog/transfers', {
        body: {
          kind: 'relieved',
          documentNumber: '吐编发〔2026〕7号',
          decidedOn: '2026-11-20',
          reason: '职责划转',
          fromOrgId: world.orgId('market'),
          receiverId: world.orgId('water'),
          entryIds: [live.id],
        },
      }),
    ];

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 409));
    expect(await read(first)).toMatchObject({ state: 'proposed' });
  });

  test('409: what the department has in hand itself, and what is suspended, is not adjusted; 412: nor what was read in another state', async () => {
    const content = next();
    const entry = await story.published(content);
    expect(await ask({ ...entry, revision: entry.revision - 1 }, fieldsOf(content, { updateCycle: 'yearly' }))).toMatchObject({
      status: 412,
    });
    const opened = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: { kind: 'other', changedOn: '2026-11-23', reason: '更正' },
      ifMatch: entry.revision,
    });
    const changing = { ...entry, revision: Number(opened.body['revision']) };
    expect(await ask(changing, fieldsOf(content, { updateCycle: 'yearly' }))).toMatchObject({ status: 409 });

    const other = next();
    const closed = await story.published(other);
    const suspended = await world.call('office.ld', `POST /catalog/entries/${closed.id}/suspension`, {
      body: { reason: '待整改', rectifyBy: '2027-12-10', secondFactor: await world.codeOf('office.ld') },
      ifMatch: closed.revision,
    });
    expect(
      await ask({ ...closed, revision: Number(suspended.body['revision']) }, fieldsOf(other, { updateCycle: 'yearly' })),
    ).toMatchObject({ status: 409 });
  });

  test('422: nothing changed, a denial without verified basis, a condition without basis, a secret, a name that is taken', async () => {
    const [content, taken] = [next(), next()];
    const [entry] = [await story.published(content), await story.published(taken)];
    const refused = async (some: Partial<AdjustedFields>) => (await ask(entry, fieldsOf(content, some))).body['code'];

    expect(await refused({})).toBe('catalog.adjustment.nothing-changed');
    expect(await refused({ shareType: 'denied' })).toBe('catalog.adjustment.denies');
    expect(await refused({ items: [{ no: 1, shareType: 'denied', updateCycle: null }] })).toBe('catalog.adjustment.denies');
    expect(await refused({ items: [{ no: 99, shareType: null, updateCycle: null }] })).toBe('catalog.adjustment.item-unknown');
    expect(await refused({ shareType: 'conditional' })).toBe('catalog.entry.incomplete');
    expect(await refused({ name: taken.name })).toBe('catalog.entry.name-taken');
    const secret = await world.call('office.fb', `POST /catalog/entries/${entry.id}/adjustments`, {
      body: { secrecyDeclaration: 'work-secret', fields: fieldsOf(content, { name: '机密名录' }), reason: '规范' },
      ifMatch: entry.revision,
    });
    expect(secret).toMatchObject({ status: 422, body: { code: 'catalog.entry.secret' } });
    expect(await entryFor('market.dj', entry)).toMatchObject({ state: 'published', working: null });
  });

  test('two answers at once: it is agreed to or withdrawn, never both', async () => {
    const content = next();
    const entry = await story.published(content);
    const { adjustment } = await propose(entry, fieldsOf(content, { updateCycle: 'yearly' }));

    const [agreed, withdrawn] = await Promise.all([agree(adjustment), withdraw(adjustment)]);

    expect([agreed.status, withdrawn.status].filter((status) => status === 200)).toHaveLength(1);
    expect(await read(adjustment)).toMatchObject({ state: agreed.status === 200 ? 'agreed' : 'withdrawn' });
  });
});
