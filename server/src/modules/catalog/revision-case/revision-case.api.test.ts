import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { caseIn, casesIn } from './test-cases.ts';

const store = await createTestDatabase();
const {
  world,
  story,
  resting,
  article,
  amend,
  casesOf,
  caseOf,
  touched,
  begin,
  report,
  decide,
  ask,
  answerExtension,
  todosOf,
  entryOf,
  changed,
} = await casesIn(store);
const openClocksOf = async (caseId: string, entryId: string) => {
  const { rows } = await sql<{ kind: string; key: string }>`
    SELECT case_kind AS kind, rule_key AS key FROM law.clock WHERE case_id IN (${caseId}, ${entryId}) AND state IN ('running', 'lapsed')`.execute(
    store.database.reader,
  );
  return rows;
};

describe('the revision', () => {
  test('91-3.3, 809-17: begin-revision opens the change under the case’s one clock; the signature reports it in time, a return puts it in hand again, and the version in force closes it', async () => {
    const { entry, given: opened } = await touched();
    const begun = caseIn(await begin(opened));
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
    const taken = caseIn(await begin(await caseOf(entry.id)));
    expect(taken).toMatchObject({ state: 'in-hand' });

    const other = await story.published(resting(another));
    await story.submit(await changed(other, resting(another)));
    await amend([another]);
    expect(await begin(await caseOf(other.id))).toMatchObject({ status: 409, body: { code: 'catalog.revision-case.revision-on-its-way' } });
  });

  test('a change that is taken back after its signature owes the case’s duty again; given up, it leaves the case open; never with a second clock', async () => {
    const { entry, given: opened } = await touched();
    caseIn(await begin(opened));
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
    expect(caseIn(await begin(await caseOf(entry.id)))).toMatchObject({ state: 'in-hand' });
  });
});

describe('no change needed', () => {
  test('91-3.3: report-unchanged goes to the authority with its two working days; declined, the case is open under the same term; confirmed, it is closed as of the report', async () => {
    const { entry, given: opened } = await touched();
    const reported = caseIn(await report(opened));
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

    const declined = caseIn(await decide(reported, 'decline'));
    expect(declined).toMatchObject({ state: 'open', declined: { opinion: '已核' }, clock: { state: 'running', dueOn: '2026-12-04' } });
    expect(await todosOf('market.dj')).toContain(`"catalog.todo.revision-case","params":{"name":"${String(entry.answer.body['name'])}"`);
    const confirmed = caseIn(await decide(caseIn(await report(declined)), 'confirm'));

    expect(confirmed).toMatchObject({ state: 'closed', outcome: 'unchanged', clock: { state: 'met' } });
    expect((await world.call('market.dj', 'GET /desk/notices?limit=100')).text).toContain('revision-case-unchanged-confirmed');
  });
});

describe('more days', () => {
  test('809-17: ask-extension, decide-extension: five working days, once, by the authority’s consent; the term itself moves', async () => {
    const { given: opened } = await touched();
    expect(await ask(opened, 6)).toMatchObject({ status: 422, body: { code: 'law.clock.extension-too-long' } });
    const asked = caseIn(await ask(opened));
    expect(await todosOf('office.fb')).toContain('catalog.todo.revision-case-extension');
    const refused = caseIn(await answerExtension(asked, 'refuse'));
    expect(refused).toMatchObject({ extension: { granted: false }, clock: { dueOn: '2026-12-04' } });

    const granted = caseIn(await answerExtension(caseIn(await ask(refused)), 'grant'));

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
    const reported = caseIn(await report(opened));
    expect((await decide(reported, 'confirm', 'market.dj')).status).toBe(403);
    expect((await decide(reported, 'confirm', 'county.gly')).status).toBe(404);
    expect((await answerExtension(reported, 'grant')).status).toBe(409);
  });

  test('two officers who decide at once: one decision, the other is told', async () => {
    const { given: opened } = await touched();
    const reported = caseIn(await report(opened));

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
