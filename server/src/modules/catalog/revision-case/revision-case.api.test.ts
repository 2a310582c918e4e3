import type { EntryContent } from '@karez/contract/catalog/content';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { deliverEvents, publish, type Listener } from '#platform/outbox';
import { collectionWith, conditionalContent, deniedContent, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type Answer, type World } from '../test-world.ts';
import { articleListeners } from './hear-articles.ts';

const store = await createTestDatabase();
let world: World;
let story: ReturnType<typeof storyIn>;
let listeners: readonly Listener[];

beforeAll(async () => {
  world = await catalogWorld(store.database);
  story = storyIn(world);
  listeners = articleListeners(world.needs);
});

let names = 0;
const law = { docNo: '主席令第九十一号', title: '中华人民共和国个人信息保护法' };
/** Conditional content of which one condition rests on an article of the register. */
const resting = (articleId: string, some: Partial<EntryContent> = {}) =>
  conditionalContent({
    name: `修订样本${(names += 1)}`,
    conditions: [
      { kind: 'scope', text: '限于行政许可审查', monthsMax: null, basis: { articleId, kind: 'law', ...law, article: '第十三条' } },
      {
        kind: 'purpose',
        text: '不得另作他用',
        monthsMax: null,
        basis: { articleId: null, kind: 'rule', title: '登记办法', docNo: '', article: '第九条' },
      },
    ],
    ...some,
  });
/** A fresh article of an instrument of the register. */
async function article(instrument = 'PIPL'): Promise<string> {
  const id = `${instrument}-T${(names += 1)}`;
  const added = await world.call('office.fb', `POST /law/instruments/${instrument}/articles`, {
    body: { id, number: '第某条', heading: null, text: '条文', extent: 'excerpt' },
  });
  expect(added).toMatchObject({ status: 201 });
  return id;
}
const hear = () => deliverEvents((work) => store.database.transaction(work), listeners);
/** The city's authority records a change of an instrument, and the catalogue hears of it. */
async function amend(articleIds: readonly string[], { on = '2026-11-20', instrument = 'PIPL', state = 'amended' } = {}) {
  const answer = await world.call('office.fb', `POST /law/instruments/${instrument}/changes`, { body: { state, on, articleIds } });
  expect(answer).toMatchObject({ status: 200 });
  await hear();
}
type Case = Record<string, unknown> & { readonly id: string; readonly revision: number };
const casesOf = async (entryId: string, by = 'market.dj'): Promise<Case[]> => {
  const { body } = await world.call(by, `GET /catalog/revision-cases?entry=${entryId}`);
  return body['items'] as Case[];
};
const caseOf = async (entryId: string): Promise<Case> => {
  const [first] = await casesOf(entryId);
  if (!first) throw new Error('there is no case');
  return first;
};
/** A published entry with an open case. */
async function touched(on = '2026-11-20', some: Partial<EntryContent> = {}): Promise<{ entry: Walked; given: Case }> {
  const articleId = await article();
  const entry = await story.published(resting(articleId, some));
  await amend([articleId], { on });
  return { entry, given: await caseOf(entry.id) };
}
type Deed = { readonly by: string; readonly given: Case; readonly body: object };
const send = (request: `POST /${string}`, { by, given: { revision }, body }: Deed) => world.call(by, request, { body, ifMatch: revision });
const begin = (on: Case, by = 'market.dj') =>
  send(`POST /catalog/revision-cases/${on.id}/revision`, { by, given: on, body: { reason: '依修订后条文调整' } });
const report = (on: Case, by = 'market.dj') =>
  send(`POST /catalog/revision-cases/${on.id}/unchanged-report`, { by, given: on, body: { reason: '修订不涉及本目录的条件' } });
const decide = (on: Case, decision: 'confirm' | 'decline', by = 'office.fb') =>
  send(`POST /catalog/revision-cases/${on.id}/unchanged-report/decision`, { by, given: on, body: { decision, opinion: '已核' } });
const ask = (on: Case, workingDays = 5, by = 'market.dj') =>
  send(`POST /catalog/revision-cases/${on.id}/extension`, { by, given: on, body: { workingDays, reason: '涉及系统改造' } });
const answerExtension = (on: Case, decision: 'grant' | 'refuse', by = 'office.fb') =>
  send(`POST /catalog/revision-cases/${on.id}/extension/decision`, { by, given: on, body: { decision, opinion: '已核' } });
const given = (answer: Answer): Case => {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body as Case;
};
const todosOf = async (by: string) => (await world.call(by, 'GET /desk/todos?limit=100')).text;
const entryOf = async (entryId: string): Promise<Walked> => {
  const answer = await world.call('market.dj', `GET /catalog/entries/${entryId}`);
  return { id: entryId, revision: Number(answer.body['revision']), answer };
};
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
    given(await begin(opened));
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

/** The entry's draft of a change that no law times, with other content. */
async function changed(entry: Walked, content: EntryContent): Promise<Walked> {
  const opened = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
    body: { kind: 'quality-fix', changedOn: '2026-11-20', reason: '更正' },
    ifMatch: entry.revision,
  });
  const edited = await world.call('market.dj', `PUT /catalog/entries/${entry.id}/draft`, {
    body: { secrecyDeclaration: 'not-secret', content: { ...content, name: String(entry.answer.body['name']) } },
    ifMatch: Number(opened.body['revision']),
  });
  expect(edited).toMatchObject({ status: 200 });
  return { id: entry.id, revision: Number(edited.body['revision']), answer: edited };
}

describe('the revision', () => {
  test('91-3.3, 809-17: begin-revision opens the change under the case’s one clock; the signature reports it in time, a return puts it in hand again, and the version in force closes it', async () => {
    const { entry, given: opened } = await touched();
    const begun = given(await begin(opened));
    expect(begun).toMatchObject({ state: 'in-hand', clock: { state: 'running', dueOn: '2026-12-04' } });
    expect(await openClocksOf(opened.id, entry.id)).toEqual([{ kind: 'catalog.revision-case', key: 'catalog.update' }]);
    expect((await entryOf(entry.id)).answer.body).toMatchObject({
      state: 'change-pending',
      working: { state: 'draft', trigger: { kind: 'law-change', changedOn: '2026-11-20' } },
    });

    const signed = await story.sign(await story.review(await story.submit(await entryOf(entry.id))));
    expect(await caseOf(entry.id)).toMatchObject({ state: 'reported', clock: { state: 'met' } });
    expect(await todosOf('market.dj')).not.toContain(`/catalog/entries/${entry.id}`);
    const returned = await world.call('office.fb', `POST /catalog/entries/${entry.id}/return`, {
      body: { opinion: '请写明新条文' },
      ifMatch: signed.revision,
    });
    expect(returned).toMatchObject({ status: 200 });
    expect(await caseOf(entry.id)).toMatchObject({ state: 'in-hand', reported: null });
    expect(await todosOf('market.dj')).toContain('catalog.todo.revision-case');

    await story.publish(await story.sign(await story.review(await story.submit(await entryOf(entry.id)))));
    expect(await caseOf(entry.id)).toMatchObject({ state: 'closed', outcome: 'revised', clock: { state: 'met' } });
    expect(await begin(await caseOf(entry.id))).toMatchObject({ status: 409, body: { code: 'catalog.revision-case.illegal-transition' } });
  });

  test('a change opened in the ordinary way for the same kind of change takes the open case in hand, and has no second clock', async () => {
    const { entry, given: opened } = await touched();
    const change = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: { kind: 'law-change', changedOn: '2026-11-20', reason: '法律修订' },
      ifMatch: (await entryOf(entry.id)).revision,
    });
    expect(change).toMatchObject({ status: 201 });

    expect(await caseOf(entry.id)).toMatchObject({ state: 'in-hand' });
    expect(await openClocksOf(opened.id, entry.id)).toEqual([{ kind: 'catalog.revision-case', key: 'catalog.update' }]);
  });

  test('a change that the department began for that day before the event was recorded fills the case and gives it its clock', async () => {
    const cited = await article();
    const entry = await story.published(resting(cited));
    await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: { kind: 'law-change', changedOn: '2026-11-20', reason: '法律修订' },
      ifMatch: entry.revision,
    });
    await amend([cited]);

    const opened = await caseOf(entry.id);
    expect(opened).toMatchObject({ state: 'in-hand' });
    expect(await openClocksOf(opened.id, entry.id)).toEqual([{ kind: 'catalog.revision-case', key: 'catalog.update' }]);
  });

  test('a draft under way for another reason is taken for the case; a change past its draft is not', async () => {
    const [one, another] = [await article(), await article()];
    const entry = await story.published(resting(one));
    await changed(entry, resting(one));
    await amend([one]);
    const taken = given(await begin(await caseOf(entry.id)));
    expect(taken).toMatchObject({ state: 'in-hand' });

    const other = await story.published(resting(another));
    await story.submit(await changed(other, resting(another)));
    await amend([another]);
    expect(await begin(await caseOf(other.id))).toMatchObject({ status: 409, body: { code: 'catalog.revision-case.revision-on-its-way' } });
  });

  test('a change that is taken back after its signature owes the case’s duty again; given up, it leaves the case open; never with a second clock', async () => {
    const { entry, given: opened } = await touched();
    given(await begin(opened));
    const signed = await story.sign(await story.review(await story.submit(await entryOf(entry.id))));
    const takenBack = await world.call('market.dj', `POST /catalog/entries/${entry.id}/withdrawal`, {
      body: { reason: '补充条文' },
      ifMatch: signed.revision,
    });
    expect(takenBack).toMatchObject({ status: 200 });
    expect(await caseOf(entry.id)).toMatchObject({ state: 'in-hand' });
    expect(await openClocksOf(opened.id, entry.id)).toEqual([{ kind: 'catalog.revision-case', key: 'catalog.update' }]);

    const givenUp = await world.call('market.dj', `POST /catalog/entries/${entry.id}/abandonment`, {
      body: { reason: '不再办理' },
      ifMatch: Number(takenBack.body['revision']),
    });
    expect(givenUp).toMatchObject({ status: 200 });
    expect(await caseOf(entry.id)).toMatchObject({ state: 'open', clock: { state: 'running', dueOn: '2026-12-04' } });
    expect(await openClocksOf(opened.id, entry.id)).toEqual([{ kind: 'catalog.revision-case', key: 'catalog.update' }]);
    expect(given(await begin(await caseOf(entry.id)))).toMatchObject({ state: 'in-hand' });
  });
});

describe('no change needed', () => {
  test('91-3.3: report-unchanged goes to the authority with its two working days; declined, the case is open under the same term; confirmed, it is closed as of the report', async () => {
    const { entry, given: opened } = await touched();
    const reported = given(await report(opened));
    expect(reported).toMatchObject({
      state: 'unchanged-reported',
      reported: { opinion: '修订不涉及本目录的条件' },
      clock: { state: 'running' },
    });
    expect(await todosOf('office.fb')).toContain('catalog.todo.revision-case-report');
    const due = await sql<{ days: number }>`
      SELECT leg_working_days AS days FROM law.clock WHERE case_id = ${opened.id} AND rule_key = 'catalog.authority-review'`.execute(
      store.database.reader,
    );
    expect(due.rows).toEqual([{ days: 2 }]);

    const declined = given(await decide(reported, 'decline'));
    expect(declined).toMatchObject({ state: 'open', declined: { opinion: '已核' }, clock: { state: 'running', dueOn: '2026-12-04' } });
    expect(await todosOf('market.dj')).toContain(`"catalog.todo.revision-case","params":{"name":"${String(entry.answer.body['name'])}"`);
    const confirmed = given(await decide(given(await report(declined)), 'confirm'));

    expect(confirmed).toMatchObject({ state: 'closed', outcome: 'unchanged', clock: { state: 'met' } });
    expect((await world.call('market.dj', 'GET /desk/notices?limit=100')).text).toContain('revision-case-unchanged-confirmed');
  });
});

describe('more days', () => {
  test('809-17: ask-extension, decide-extension: five working days, once, by the authority’s consent; the term itself moves', async () => {
    const { given: opened } = await touched();
    expect(await ask(opened, 6)).toMatchObject({ status: 422, body: { code: 'law.clock.extension-too-long' } });
    const asked = given(await ask(opened));
    expect(await todosOf('office.fb')).toContain('catalog.todo.revision-case-extension');
    const refused = given(await answerExtension(asked, 'refuse'));
    expect(refused).toMatchObject({ extension: { granted: false }, clock: { dueOn: '2026-12-04' } });

    const granted = given(await answerExtension(given(await ask(refused)), 'grant'));

    expect(granted).toMatchObject({ extension: { granted: true }, clock: { dueOn: '2026-12-11', workingDaysOfTerm: 15 } });
    expect(await ask(granted)).toMatchObject({ status: 409, body: { code: 'catalog.revision-case.extension-asked' } });
  });

  test('a term that has run out is not extended, neither asked nor granted', async () => {
    const { given: opened } = await touched('2026-10-12');
    expect(opened).toMatchObject({ clock: { state: 'lapsed' } });

    expect(await ask(opened)).toMatchObject({ status: 409, body: { code: 'law.clock.lapsed' } });
  });
});

describe('who may', () => {
  test('404 for another department and another region’s authority, 403 for whose deed it is not, 412 for a stale one', async () => {
    const { entry, given: opened } = await touched();
    const event = opened['event'] as { id: string };

    for (const by of ['water.gly', 'county.gly']) {
      expect(await casesOf(entry.id, by)).toEqual([]);
      expect((await world.call(by, `GET /catalog/revision-cases/${opened.id}`)).status).toBe(404);
    }
    expect((await world.call('water.gly', `GET /catalog/change-events/${event.id}`)).status).toBe(404);
    expect((await world.call('county.gly', 'GET /catalog/change-events')).body).toMatchObject({ total: 0 });
    expect((await begin(opened, 'market.ld')).status).toBe(403);
    expect((await report(opened, 'office.gly')).status).toBe(404);
    expect((await ask(opened, 5, 'market.sh')).status).toBe(403);
    expect((await begin({ ...opened, revision: 9 })).status).toBe(412);
    const reported = given(await report(opened));
    expect((await decide(reported, 'confirm', 'market.dj')).status).toBe(403);
    expect((await decide(reported, 'confirm', 'county.gly')).status).toBe(404);
    expect((await answerExtension(reported, 'grant')).status).toBe(409);
  });

  test('two officers who decide at once: one decision, the other is told', async () => {
    const { given: opened } = await touched();
    const reported = given(await report(opened));

    const answers = await Promise.all([decide(reported, 'confirm'), decide(reported, 'decline')]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  test('the database refuses a state without what belongs to it', async () => {
    const { given: opened } = await touched();
    const write = (statement: ReturnType<typeof sql>) => store.database.transaction((tx) => statement.execute(tx));

    await expect(write(sql`UPDATE catalog.revision_case SET state = 'reported' WHERE id = ${opened.id}`)).rejects.toThrow(
      'revision_case_state',
    );
    await expect(write(sql`UPDATE catalog.revision_case SET state = 'lost' WHERE id = ${opened.id}`)).rejects.toThrow('revision_case');
  });
});
