import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { saveFindings } from '../finding/finding-store.ts';
import { conditionalContent } from '../test-content.ts';
import { movedEntriesIn } from '../test-moved-entries.ts';
import { adjustmentIn, adjustmentsIn, fieldsOf } from './test-adjustments.ts';

const store = await createTestDatabase();
const moved = await movedEntriesIn(store);
const { world, story, next, entryFor, historyFor, desk } = moved;
const { propose, agree, object, decide, withdraw, read, letTermPass } = adjustmentsIn(moved);

const clocksOf = async (id: string) => {
  const { rows } = await sql<{ clock: string }>`
    SELECT rule_key || ' ' || state AS clock FROM law.clock WHERE case_id = ${id} ORDER BY id`.execute(store.database.reader);
  return rows.map(({ clock }) => clock);
};

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

  test('catalog.decide-adjustment: 91-3.2.1: what the comparison asked of a draft and nobody answered does not stand in the way of the leader’s word', async () => {
    const content = next();
    const entry = await story.published(content);
    const other = await story.published(next());
    const named = { name: '渠首', abstract: '', regionCode: '650400' };
    const holder = { ...named, organisationId: world.orgId('water'), organisationName: '市水利局', code: '' };
    const evidence = { score: 1, parts: [], terms: [], differing: [], items: [], own: named, other: holder };
    const asked = {
      kind: 'entry',
      targetId: other.id,
      place: 'entry',
      itemNo: 0,
      relation: 'same',
      state: 'open',
      answered: null,
    } as const;
    const finding = { ...asked, id: world.needs.newId(), entryId: entry.id, evidence, foundAt: world.needs.clock.now() };
    await store.database.transaction((tx) => saveFindings(tx, [finding]));

    const { adjustment } = await propose(entry, fieldsOf(content, { updateCycle: 'yearly' }));
    const upheld = await decide(adjustmentIn(await object(adjustment)), 'uphold');

    expect(upheld).toMatchObject({ status: 200, body: { state: 'upheld' } });
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
