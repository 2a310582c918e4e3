import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith, deniedContent } from '../test-content.ts';
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

const fresh = () => contentWith({ name: `渠道名录${(names += 1)}` });
const walked = (answer: Answer): Walked => ({ id: String(answer.body['id']), revision: Number(answer.body['revision']), answer });
const withdraw = (entry: Walked, by = 'market.dj') =>
  world.call(by, `POST /catalog/entries/${entry.id}/withdrawal`, { body: { reason: '面积口径有误' }, ifMatch: entry.revision });
const abandon = (entry: Walked, by = 'market.dj') =>
  world.call(by, `POST /catalog/entries/${entry.id}/abandonment`, { body: { reason: '不再办理' }, ifMatch: entry.revision });
const resume = (entry: Walked, by = 'market.dj') =>
  world.call(by, `POST /catalog/entries/${entry.id}/resumption`, { body: { reason: '继续办理' }, ifMatch: entry.revision });
const change = async (entry: Walked, kind = 'quality-fix') =>
  walked(
    await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: { kind, changedOn: '2026-11-20', reason: '更正' },
      ifMatch: entry.revision,
    }),
  );
const text = async (by: string, what: 'todos' | 'notices') => (await world.call(by, `GET /desk/${what}`)).text;
const clocksOf = async (entry: Walked) => {
  const { rows } = await sql<{ rule_key: string; state: string }>`
    SELECT rule_key, state FROM law.clock WHERE case_id = ${entry.id} ORDER BY id`.execute(store.database.reader);
  return rows.map((row) => `${row.rule_key} ${row.state}`);
};

describe('taking back', () => {
  test('catalog.withdraw-revision: from review, from signature and from the authority; it is a draft again and may be submitted anew', async () => {
    const content = fresh();
    const submitted = await story.submit(await story.register(content));
    const first = walked(await withdraw(submitted));
    expect(first.answer).toMatchObject({ status: 200, body: { state: 'unpublished', working: { state: 'draft', returned: null } } });
    expect(await text('market.sh', 'todos')).not.toContain(content.name);
    expect(await text('market.dj', 'todos')).toContain(content.name);

    const second = walked(await withdraw(await story.review(await story.submit(first))));
    expect(second.answer.body).toMatchObject({ working: { state: 'draft' } });
    expect(await text('market.sh', 'notices')).toContain('catalog.notice.withdrawn');

    const third = walked(await withdraw(await story.sign(await story.review(await story.submit(second)))));
    expect(third.answer.body).toMatchObject({ working: { state: 'draft' } });
    expect(await text('office.fb', 'todos')).not.toContain(content.name);
    expect(await text('market.ld', 'notices')).toContain('catalog.notice.withdrawn');
    expect(await clocksOf(third)).toEqual(['catalog.authority-review-new cancelled']);

    const published = await story.publish(await story.sign(await story.review(await story.submit(third))));
    expect(published.answer.body).toMatchObject({ state: 'published', version: '1.0' });
  });

  test('91-3.2.1: why a draft was taken back before its signature only the department reads; why what was signed is taken back, the authority reads too', async () => {
    const takeBack = async (entry: Walked, reason: string) =>
      walked(await world.call('market.dj', `POST /catalog/entries/${entry.id}/withdrawal`, { body: { reason }, ifMatch: entry.revision }));
    const inReview = await takeBack(await story.submit(await story.register(fresh())), '内部理由甲');
    const unsigned = await takeBack(await story.review(await story.submit(inReview)), '内部理由乙');
    const signed = await takeBack(await story.sign(await story.review(await story.submit(unsigned))), '口径有误，重新报送');
    const again = await story.sign(await story.review(await story.submit(await takeBack(await story.submit(signed), '内部理由丙'))));

    const reasons = async (by: string) => {
      const { body } = await world.call(by, `GET /catalog/entries/${again.id}/history?limit=100`);
      const steps = body['items'] as { action: string; opinion: string | null }[];
      return steps.flatMap(({ action, opinion }) => (action === 'withdrawn' ? [opinion] : []));
    };
    expect(await reasons('office.fb')).toEqual([null, null, '口径有误，重新报送', null]);
    expect(await reasons('market.sh')).toEqual(['内部理由甲', '内部理由乙', '口径有误，重新报送', '内部理由丙']);
  });

  test('a denial is taken back from its verification', async () => {
    const signed = await story.signed(deniedContent({ name: `举报登记${(names += 1)}` }));

    expect(await withdraw(signed)).toMatchObject({ status: 200, body: { working: { state: 'draft' } } });
  });

  test('809-17: what had met the term of a change that law orders is owed again when it is taken back', async () => {
    const pending = await change(await story.published(fresh()), 'law-change');
    const signed = await story.sign(await story.review(await story.submit(pending)));
    const updates = async () => (await clocksOf(signed)).filter((clock) => clock.startsWith('catalog.update'));
    expect(await updates()).toEqual(['catalog.update met']);

    await withdraw(signed);

    expect(await updates()).toEqual(['catalog.update met', 'catalog.update running']);
  });

  test('409: there is nothing to take back from a draft, nor once the authority has published; 403 and 404 for others; 412 when stale', async () => {
    const draft = await story.register(fresh());
    expect(await withdraw(draft)).toMatchObject({ status: 409, body: { code: 'catalog.revision.illegal-transition' } });
    const submitted = await story.submit(draft);
    expect((await withdraw(submitted, 'market.sh')).status).toBe(403);
    expect((await withdraw(submitted, 'water.gly')).status).toBe(404);
    expect(await withdraw(draft)).toMatchObject({ status: 412, body: { code: 'catalog.entry.stale' } });
    const published = await story.published(fresh());
    expect(await withdraw(published)).toMatchObject({ status: 409, body: { code: 'catalog.revision.illegal-transition' } });
  });

  test('the reviewer passes and the registrar takes back at once: one of them is told, and the entry is what the other made of it', async () => {
    const submitted = await story.submit(await story.register(fresh()));

    const [passed, taken] = await Promise.all([
      world.call('market.sh', `POST /catalog/entries/${submitted.id}/review`, { body: { opinion: '符合' }, ifMatch: submitted.revision }),
      withdraw(submitted),
    ]);

    expect([passed.status, taken.status].toSorted()).toEqual([200, 412]);
    const { body } = await world.call('market.dj', `GET /catalog/entries/${submitted.id}`);
    expect(body['working']).toMatchObject({ state: passed.status === 200 ? 'awaiting-signature' : 'draft' });
  });
});

describe('giving up', () => {
  test('catalog.abandon-draft: a change is given up; the version in force stays, and the next change has a number and a version of its own', async () => {
    const published = await story.published(fresh());
    const given = walked(await abandon(await change(published)));

    expect(given.answer).toMatchObject({ status: 200, body: { state: 'published', version: '1.0', working: null, live: { no: 1 } } });
    expect(await text('market.dj', 'todos')).not.toContain(String(published.answer.body['name']));
    const again = await change(given);
    expect(again.answer.body).toMatchObject({ state: 'change-pending', working: { no: 3, state: 'draft' } });
    const second = await story.publish(await story.sign(await story.review(await story.submit(again))));
    expect(second.answer.body).toMatchObject({ version: '1.1', live: { no: 3 } });
    const history = (await world.call('market.dj', `GET /catalog/entries/${given.id}/history`)).body['items'];
    expect(history).toContainEqual(expect.objectContaining({ action: 'change-abandoned', opinion: '不再办理' }));
  });

  test('91-3.3: a change that law orders is not dropped in silence: its clock ends and the authority is told', async () => {
    const pending = await change(await story.published(fresh()), 'law-change');

    await abandon(pending);

    expect(await text('office.fb', 'notices')).toContain('catalog.notice.change-abandoned');
    expect(await clocksOf(pending)).toContain('catalog.update cancelled');
  });

  test('a change given up while the entry is suspended leaves it suspended', async () => {
    const pending = await change(await story.published(fresh()));
    const suspended = walked(
      await world.call('office.ld', `POST /catalog/entries/${pending.id}/suspension`, {
        body: { reason: '待整改', rectifyBy: '2026-12-10', secondFactor: await world.codeOf('office.ld') },
        ifMatch: pending.revision,
      }),
    );

    expect(await abandon(suspended)).toMatchObject({
      status: 200,
      body: { state: 'suspended', working: null, statusChange: { open: true } },
    });
  });

  test('catalog.resume-draft: an entry never published is withdrawn, kept, seen by its own department only, and taken up again', async () => {
    const content = fresh();
    const withdrawn = walked(await abandon(await story.register(content)));
    expect(withdrawn.answer).toMatchObject({ status: 200, body: { state: 'withdrawn', working: { state: 'abandoned' } } });
    expect((await world.call('water.gly', `GET /catalog/entries/${withdrawn.id}`)).status).toBe(404);
    expect((await world.call('office.fb', `GET /catalog/entries/${withdrawn.id}`)).status).toBe(404);

    const resumed = await resume(withdrawn);

    expect(resumed).toMatchObject({ status: 200, body: { state: 'unpublished', working: { state: 'draft', content } } });
    expect(await text('market.dj', 'todos')).toContain(content.name);
  });

  test('the name of a withdrawn entry is free, and who took it keeps it', async () => {
    const content = fresh();
    const withdrawn = walked(await abandon(await story.register(content)));
    await story.register(content);

    expect(await resume(withdrawn)).toMatchObject({ status: 409, body: { code: 'catalog.entry.name-taken' } });
  });

  test('409: what waits for another hand is taken back first; what is published is not given up; a draft is not resumed', async () => {
    const draft = await story.register(fresh());
    expect(await resume(draft)).toMatchObject({ status: 409, body: { code: 'catalog.entry.illegal-transition' } });
    const submitted = await story.submit(draft);
    expect(await abandon(submitted)).toMatchObject({ status: 409, body: { code: 'catalog.revision.illegal-transition' } });
    expect(await abandon(await story.published(fresh()))).toMatchObject({ status: 409 });
    expect((await abandon(submitted, 'market.ld')).status).toBe(403);
    expect((await abandon(submitted, 'water.gly')).status).toBe(404);
  });
});

describe('at once, and in disguise', () => {
  test('two revisions of one entry at once: one is opened, the other is told that the entry has changed, and no second one follows', async () => {
    const published = await story.published(fresh());

    const answers = await Promise.all([change(published), change(published)]);

    expect(answers.map(({ answer }) => answer.status).toSorted()).toEqual([201, 412]);
    const opened = answers.find(({ answer }) => answer.status === 201) ?? published;
    expect((await change(opened)).answer).toMatchObject({ status: 409, body: { code: 'catalog.entry.illegal-transition' } });
    const { rows } = await sql<{ no: number }>`SELECT no FROM catalog.revision WHERE entry_id = ${published.id} ORDER BY no`.execute(
      store.database.reader,
    );
    expect(rows).toEqual([{ no: 1 }, { no: 2 }]);
  });

  test.each(['\u202E', '\u2066', '\u202A'])('a name whose direction is turned around is refused: %j', async (character) => {
    const body = {
      organisationId: world.orgId('market'),
      secrecyDeclaration: 'not-secret',
      content: contentWith({ name: `渠道${character}名录` }),
    };

    const answer = await world.call('market.dj', 'POST /catalog/entries', { body });

    expect(answer).toMatchObject({ status: 400, body: { fields: [{ path: '/body/content/name', code: 'catalog.direction-characters' }] } });
  });

  test('marks that Uyghur text needs beside numbers are kept', async () => {
    const registered = await story.register(contentWith({ name: `渠道\u200F名录${(names += 1)}` }));

    expect(String(registered.answer.body['name'])).toContain('\u200F');
  });
});
