import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { deliverEvents, publish, type Listener } from '#platform/outbox';
import { createTestDatabase } from '#test/test-database';
import { collectionWith, deniedContent, itemWith } from '../test-content.ts';
import { caseIn, casesIn, law } from './test-cases.ts';

const store = await createTestDatabase();
const { world, story, listeners, resting, article, hear, amend, casesOf, caseOf, touched, begin, report, todosOf, entryOf, changed } =
  await casesIn(store);
const openClocksOf = async (caseId: string, entryId: string) => {
  const { rows } = await sql<{ kind: string; key: string }>`
    SELECT case_kind AS kind, rule_key AS key FROM law.clock WHERE case_id IN (${caseId}, ${entryId}) AND state IN ('running', 'lapsed')`.execute(
    store.database.reader,
  );
  return rows;
};

describe('law changes', () => {
  test('91-3.3, 809-17: GET /catalog/change-events, GET /catalog/revision-cases: an amended article opens one event and one case for each entry whose content in force rests on it, naming the condition or denial, with the department’s ten working days', async () => {
    const [cited, beside] = [await article(), await article()];
    const conditional = await story.published(resting(cited));
    const bystander = await story.published(resting(await article()));
    await amend([cited, beside]);

    const opened = await caseOf(conditional.id);
    expect(opened).toMatchObject({
      state: 'open',
      event: { kind: 'instrument-amended', title: law.title, changedOn: '2026-11-20' },
      restsOn: [{ kind: 'condition', text: '限于行政许可审查', articleId: cited }],
      clock: { state: 'running', ruleSetId: '809-2025', workingDaysOfTerm: 10, dueOn: '2026-12-04' },
      extensionWorkingDaysMax: 5,
    });
    expect(await casesOf(bystander.id)).toEqual([]);
    const events = (await world.call('market.dj', 'GET /catalog/change-events')).body['items'] as Record<string, unknown>[];
    const event = events.find(({ articleIds }) => JSON.stringify(articleIds) === JSON.stringify([cited, beside].toSorted()));
    expect(event).toMatchObject({ triggerKind: 'law-change', recordedBy: '市政府办公室', cases: { open: 1, closed: 0, overdue: 0 } });
    const read = await world.call('office.fb', `GET /catalog/change-events/${String(event?.['id'])}`);
    expect(read.body).toEqual(event);
    expect((await world.call('market.dj', `GET /catalog/revision-cases/${opened.id}`)).body).toEqual(opened);
    expect(await todosOf('market.dj')).toContain(
      `"catalog.todo.revision-case","params":{"name":"${String(conditional.answer.body['name'])}"`,
    );
    const history = (await world.call('market.dj', `GET /catalog/entries/${conditional.id}/history`)).text;
    expect(history).toContain('case-opened');
  });

  test('a repealed instrument touches a denial in force; a change before 2025-08-01 has the fifteen working days of 91-2017 and knows no extension', async () => {
    const content = deniedContent({ name: '举报人线索' });
    const bases = content.denialBasis.map((basis) => ({ ...basis, articleId: 'NDR-10' }));
    const signed = await story.signed({ ...content, denialBasis: bases });
    const upheld = await world.call('office.ld', `POST /catalog/entries/${signed.id}/denial-verification`, {
      body: { verdict: 'upheld', until: null, opinion: '依据成立', secondFactor: await world.codeOf('office.ld') },
      ifMatch: signed.revision,
    });
    expect(upheld).toMatchObject({ status: 200 });
    await amend([], { instrument: 'NDR', state: 'repealed', on: '2025-07-31' });

    const opened = await caseOf(signed.id);
    expect(opened).toMatchObject({
      event: { kind: 'instrument-repealed' },
      restsOn: [{ kind: 'denial', articleId: 'NDR-10' }],
      clock: { state: 'lapsed', ruleSetId: '91-2017', workingDaysOfTerm: 15 },
      extensionWorkingDaysMax: null,
    });
    const overdue = (await world.call('office.fb', 'GET /catalog/revision-cases?overdue=yes')).body;
    expect(overdue).toMatchObject({ total: 1, items: [{ id: opened.id }] });
  });

  test('told twice, or killed before the commit, an event opens one case', async () => {
    const cited = await article();
    const entry = await story.published(resting(cited));
    const answer = await world.call('office.fb', 'POST /law/instruments/PIPL/changes', {
      body: { state: 'amended', on: '2026-11-20', articleIds: [cited] },
    });
    expect(answer).toMatchObject({ status: 200 });
    const { rows } = await sql<{ key: string; body: Record<string, unknown> }>`
      SELECT key, body FROM platform.outbox WHERE name = 'law.article-changed'`.execute(store.database.reader);
    for (const { key, body } of rows)
      await store.database.transaction((tx) => publish(tx, { id: world.needs.newId(), name: 'law.article-changed', key, body }));
    const dying = listeners.map((listener): Listener => ({
      ...listener,
      hear: async (tx, event) => {
        await listener.hear(tx, event);
        throw new Error('killed before the commit');
      },
    }));
    await expect(deliverEvents((work) => store.database.transaction(work), dying)).rejects.toThrow('killed');
    expect(await casesOf(entry.id)).toEqual([]);

    await hear();

    const cases = await casesOf(entry.id);
    expect(cases).toHaveLength(1);
    expect(await openClocksOf(cases[0]?.id ?? '', entry.id)).toEqual([{ kind: 'catalog.revision-case', key: 'catalog.update' }]);
  });

  test('the register names what is in force: a submitted change neither hides it nor stands in its place, and the superseded version rests on nothing', async () => {
    const [before, after] = [await article(), await article()];
    const entry = await story.published(resting(before));
    const changing = await changed(entry, resting(after));
    const submitted = await story.submit(changing);
    await amend([before]);
    expect(await casesOf(entry.id)).toHaveLength(1);

    await story.publish(await story.sign(await story.review(submitted)));
    await amend([before, after], { on: '2026-11-21' });

    const cases = await casesOf(entry.id);
    expect(cases.map(({ restsOn }) => restsOn)).toEqual([
      [expect.objectContaining({ articleId: after })],
      [expect.objectContaining({ articleId: before })],
    ]);
  });

  test('what was repealed while a text was on its way is not brought into force on it', async () => {
    const cited = await article();
    const signed = await story.signed(resting(cited));
    await amend([cited], { state: 'repealed' });

    const refused = await world.call('office.fb', `POST /catalog/entries/${signed.id}/publication`, {
      body: { opinion: '同意' },
      ifMatch: signed.revision,
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'law.article.repealed' } });
    expect((await world.call('market.dj', 'GET /desk/notices')).text).toContain('catalog.notice.draft-basis-changed');
  });
});

describe('duties', () => {
  const recordEvent = (entryIds: readonly string[], { by = 'office.fb', changedOn = '2026-11-20' } = {}) =>
    world.call(by, 'POST /catalog/change-events', {
      body: {
        kind: 'reorganisation',
        title: '市机构改革方案',
        documentNumber: '吐党办发〔2026〕12号',
        changedOn,
        summary: '登记注册职责调整',
        entryIds,
      },
      key: world.needs.newId(),
    });

  test('91-3.3: record-change-event: the authority records a reorganisation and every entry that it names gets a case with its term', async () => {
    const [one, other] = [await story.published(resting(await article())), await story.published(resting(await article()))];

    const recorded = await recordEvent([one.id, other.id]);

    expect(recorded).toMatchObject({
      status: 201,
      body: { kind: 'reorganisation', triggerKind: 'function-change', documentNumber: '吐党办发〔2026〕12号', cases: { open: 2 } },
    });
    const opened = await caseOf(other.id);
    expect(opened).toMatchObject({ state: 'open', restsOn: [], clock: { workingDaysOfTerm: 10, dueOn: '2026-12-04' } });
    caseIn(await begin(opened));
    expect((await entryOf(other.id)).answer.body).toMatchObject({ working: { trigger: { kind: 'function-change' } } });
  });

  test('422: a day to come, or an entry that is not in force, records nothing; 403: nor does anybody else', async () => {
    const published = await story.published(resting(await article()));
    const drafted = await story.register(resting(await article()));

    expect(await recordEvent([published.id], { changedOn: '2027-01-01' })).toMatchObject({
      status: 422,
      body: { code: 'catalog.change-event.in-the-future' },
    });
    expect(await recordEvent([published.id, drafted.id])).toMatchObject({
      status: 422,
      body: { code: 'catalog.change-event.entry-unfit', params: { count: 1 } },
    });
    expect((await recordEvent([published.id], { by: 'market.dj' })).status).toBe(403);
    expect((await recordEvent([published.id], { by: 'county.gly' })).status).toBe(403);
    expect(await casesOf(published.id)).toEqual([]);
  });
});

test('91-3.3: an entry that goes to another department takes its case along: the former owes nothing more, the receiver has the term from the day of the change', async () => {
  // Nothing in common with the other samples: once it is the receiver's, theirs must not be held for duplicates of it.
  const items = [itemWith({ nameZh: '竖井深度', fieldName: 'shaft_depth' })];
  const { entry, given: opened } = await touched('2026-11-20', { name: '暗渠清淤台账', abstract: '按季清淤', items });
  const ordered = await world.call('office.fb', 'POST /catalog/transfers', {
    body: {
      kind: 'relieved',
      documentNumber: '吐编发〔2026〕7号',
      decidedOn: '2026-11-20',
      reason: '职责划转',
      fromOrgId: world.orgId('market'),
      receiverId: world.orgId('water'),
      entryIds: [entry.id],
    },
  });
  expect(await openClocksOf(opened.id, entry.id)).toEqual([]);
  expect(await todosOf('market.dj')).not.toContain(`/catalog/entries/${entry.id}`);
  const between = await caseOf(entry.id);
  expect(between).toMatchObject({ allowed: { 'report-unchanged': { allowed: false }, begin: { allowed: false } } });
  expect(await report(between)).toMatchObject({ status: 409, body: { code: 'catalog.revision-case.illegal-transition' } });
  const accepted = await world.call('water.ld', `POST /catalog/transfers/${String(ordered.body['id'])}/acceptance`, {
    body: { entryIds: [entry.id], opinion: '同意接收', secondFactor: await world.codeOf('water.ld') },
  });
  expect(accepted).toMatchObject({ status: 200 });

  const [taken] = await casesOf(entry.id, 'water.gly');
  expect(taken).toMatchObject({ id: opened.id, state: 'open', clock: { state: 'running', dueOn: '2026-12-04' } });
  expect(await todosOf('water.gly')).toContain('catalog.todo.revision-case');
  expect(await casesOf(entry.id, 'market.dj')).toEqual([]);
});

describe('what rests on an article', () => {
  test('91-3.3, 91-4.1: count-article-uses, list-article-uses: entries in force, their conditions, denials and bases of collection; a superseded or unpublished text counts nothing, and a denied entry shows its basis only', async () => {
    const cited = await article();
    const basis = { articleId: cited, title: law.title, docNo: law.docNo, article: '第十三条' };
    const entry = await story.published(resting(cited, { collection: collectionWith({ basis }) }));
    await story.signed(resting(cited));
    const uses = async (by: string) => (await world.call(by, `GET /catalog/article-uses?articles=${cited},none`)).body['items'];

    expect(await uses('water.gly')).toEqual([{ articleId: cited, entries: 1, conditions: 1, denials: 0, collections: 1 }]);
    expect((await world.call('water.gly', `GET /catalog/article-uses/${cited}`)).body).toMatchObject({
      total: 1,
      items: [
        {
          entry: { id: entry.id, providerName: '市市场监督管理局' },
          places: [{ kind: 'collection', text: '登记申请表' }, { kind: 'condition' }],
        },
      ],
    });
    await story.publish(await story.sign(await story.review(await story.submit(await changed(entry, resting(await article()))))));
    expect(await uses('market.dj')).toEqual([]);
  });
});
