import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith, itemWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type Answer } from '../test-world.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const { call, codeOf } = world;
const story = storyIn(world);

const refs = (entries: readonly Walked[]) => entries.map(({ id: entryId, revision }) => ({ entryId, revision }));
const outcomes = (answer: Answer) => answer.body['results'];
let names = 0;
/** Entries that no comparison takes for one another. */
const words = [
  '渠系水位',
  '灯杆编号',
  '苗圃面积',
  '桥梁荷载',
  '路段限速',
  '井深实测',
  '碑刻年代',
  '剧场座席',
  '果园株数',
  '窑址坐标',
  '冰川厚度',
  '邮路里程',
];
function content() {
  const word = words[(names += 1) % words.length] ?? '';
  const items = ['甲', '乙'].map((mark, at) =>
    itemWith({ no: at + 1, nameZh: `${word}${mark}项`, fieldName: `f${names}_${at}`, isKey: at === 0 }),
  );
  return contentWith({ name: `${word}登记第${names}册`, abstract: `${word}的登记情况。`, items });
}
const open = (entry: Walked, by = 'office.fb') => call(by, `GET /catalog/entries/${entry.id}`);
const publish = (entries: readonly Walked[], by = 'office.fb') =>
  call(by, 'POST /catalog/bulk/publish', { body: { entries: refs(entries), opinion: '符合要求，予以发布。' } });

describe('catalog.publish-entries: 91-3.2.1, 809-16: nobody approves in bulk what they have not looked at', () => {
  test('what was opened is published, what was not is refused by name, and each has its own row and evidence', async () => {
    const opened = [await story.signed(content()), await story.signed(content())];
    const unread = await story.signed(content());
    for (const entry of opened) await open(entry);

    const answer = await publish([...opened, unread]);

    expect(answer).toMatchObject({ status: 200, body: { done: 2, refused: 1 } });
    expect(outcomes(answer)).toMatchObject([
      { entryId: opened[0]?.id, outcome: 'done', code: null },
      { entryId: opened[1]?.id, outcome: 'done', code: null },
      { entryId: unread.id, outcome: 'refused', code: 'catalog.bulk.not-opened' },
    ]);
    expect((await call('market.dj', `GET /catalog/entries/${unread.id}`)).body).toMatchObject({ working: { state: 'at-authority' } });
    const told = await sql<{ action: string }>`
      SELECT action FROM audit.pending WHERE action = 'catalog.publish-entries' OR (action = 'catalog.publish-entry' AND object_id = ANY (${opened.map(({ id }) => id)}))`.execute(
      database.reader,
    );
    expect(told.rows.map(({ action }) => action).toSorted()).toEqual([
      'catalog.publish-entries',
      'catalog.publish-entries',
      'catalog.publish-entry',
      'catalog.publish-entry',
    ]);
  });

  test('an entry that changed since it was opened is to be opened again, whoever else has opened it', async () => {
    const signed = await story.signed(content());
    await open(signed);
    const back = await call('office.fb', `POST /catalog/entries/${signed.id}/return`, {
      body: { opinion: '补正' },
      ifMatch: signed.revision,
    });
    expect(back.status).toBe(200);
    const own = await open(signed, 'market.dj');
    const again = await story.sign(
      await story.review(await story.submit({ id: signed.id, revision: Number(own.body['revision']), answer: own })),
    );
    await open(again, 'office.ld');

    expect(outcomes(await publish([again]))).toMatchObject([{ outcome: 'refused', code: 'catalog.bulk.not-opened' }]);
    await open(again);
    expect(outcomes(await publish([signed]))).toMatchObject([{ outcome: 'refused' }]);
    expect(outcomes(await publish([again]))).toMatchObject([{ outcome: 'done' }]);
    expect(outcomes(await publish([again]))).toMatchObject([{ outcome: 'refused' }]);
  });

  test('403 without the power; another department’s draft is refused without its name', async () => {
    const draft = await story.register(content());

    expect((await publish([draft], 'market.dj')).status).toBe(403);
    expect(outcomes(await publish([draft]))).toEqual([
      { entryId: draft.id, name: '', outcome: 'refused', code: 'catalog.entry.not-found', params: {} },
    ]);
  });

  test('422: no entry twice, none at all, and not more than fifty', async () => {
    const one = { entryId: crypto.randomUUID(), revision: 1 };
    const many = Array.from({ length: 51 }, () => ({ entryId: crypto.randomUUID(), revision: 1 }));

    for (const entries of [[one, one], [], many]) {
      expect((await call('office.fb', 'POST /catalog/bulk/publish', { body: { entries, opinion: '同意' } })).status).toBe(400);
    }
  });
});

test('catalog.list-bulk-candidates: the list shows what waits for the reader’s own deed, and whether they opened it', async () => {
  const signed = await story.signed(content());
  const rowOf = (answer: Answer) => JSON.stringify(answer.body['items']).includes(signed.id);
  const ask = (by: string, deed: string) => call(by, `GET /catalog/bulk/${deed}/candidates?limit=100`);

  const before = await ask('office.fb', 'publish');
  expect(before.body['items']).toContainEqual(expect.objectContaining({ entryId: signed.id, revision: signed.revision, opened: false }));
  await open(signed);
  expect((await ask('office.fb', 'publish')).body['items']).toContainEqual(expect.objectContaining({ entryId: signed.id, opened: true }));

  expect(rowOf(await ask('office.fb', 'return'))).toBe(true);
  for (const by of ['market.dj', 'market.ld', 'water.gly']) expect(rowOf(await ask(by, 'publish'))).toBe(false);
});

test('catalog.return-entries: one opinion goes with each; who may not act on one is refused for it alone', async () => {
  const atAuthority = await story.signed(content());
  const inReview = await story.submit(await story.register(content()));
  const draft = await story.register(content());

  const answer = await call('office.fb', 'POST /catalog/bulk/return', {
    body: { entries: refs([atAuthority, inReview, draft]), opinion: '请补充摘要' },
  });

  expect(outcomes(answer)).toMatchObject([{ outcome: 'done' }, { outcome: 'refused', name: '' }, { outcome: 'refused', name: '' }]);
  expect((await call('market.dj', `GET /catalog/entries/${atAuthority.id}`)).body).toMatchObject({
    working: { state: 'draft', returned: { opinion: '请补充摘要' } },
  });
});

describe('catalog.list-entries-together: 91-3.1, 91-4.3: one promise and one signature for exactly these entries', () => {
  const promise = { dueOn: '2027-06-30', mode: 'api', responsible: '信息中心' };
  const list = async (entries: readonly Walked[], more: object = {}) =>
    call('market.ld', 'POST /catalog/bulk/list', {
      body: { entries: refs(entries), promise, opinion: '同意纳入', secondFactor: await codeOf('market.ld'), ...more },
    });

  test('each is listed or refused by itself, and the evidence of each names the set that was signed', async () => {
    const published = [await story.published(content()), await story.published(content())];
    const stale = { ...(await story.published(content())), revision: 1 };

    const answer = await list([...published, stale]);

    expect(outcomes(answer)).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }, { outcome: 'refused', code: 'catalog.entry.stale' }]);
    for (const { id } of published)
      expect((await call('market.dj', `GET /catalog/entries/${id}`)).body).toMatchObject({ listing: { state: 'promised' } });
    const evidence = await sql<{ action: string; facts: { batch?: string; digest?: string } }>`
      SELECT action, convert_from(body, 'UTF8')::jsonb -> 'facts' AS facts FROM audit.pending
      WHERE action = 'catalog.list-entries-together' OR (action = 'catalog.list-entry' AND object_id = ANY (${published.map(({ id }) => id)}))`.execute(
      database.reader,
    );
    const digests = new Set(evidence.rows.map(({ facts }) => facts.batch ?? facts.digest));
    expect(evidence.rows.length).toBe(4);
    expect(digests.size).toBe(1);
    expect([...digests][0]).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a press that breaks off leaves evidence of what its code was given for, and what was done before stands', async () => {
    const [first, second] = [await story.published(content()), await story.published(content())];
    await sql`CREATE FUNCTION catalog.break_off() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'broken off'; END $$`.execute(database.reader);
    await sql`CREATE TRIGGER break_off BEFORE INSERT ON catalog.listing FOR EACH ROW
      WHEN (NEW.entry_id = ${sql.lit(second.id)}) EXECUTE FUNCTION catalog.break_off()`.execute(database.reader);

    const answer = await list([first, second]);
    await sql`DROP TRIGGER break_off ON catalog.listing`.execute(database.reader);

    expect(answer.status).toBe(500);
    expect((await call('market.dj', `GET /catalog/entries/${first.id}`)).body).toMatchObject({ listing: { state: 'promised' } });
    const { rows } = await sql<{ phase: string; entries: string }>`
      SELECT convert_from(body, 'UTF8')::jsonb ->> 'phase' AS phase, convert_from(body, 'UTF8')::jsonb -> 'facts' ->> 'entries' AS entries
      FROM audit.pending WHERE action = 'catalog.list-entries-together' AND convert_from(body, 'UTF8') LIKE ${`%${second.id}%`}`.execute(
      database.reader,
    );
    expect(rows).toEqual([{ phase: 'begun', entries: `${first.id}@${first.revision} ${second.id}@${second.revision}` }]);
  });

  test('a wrong code, a code used before or a promise in the past lists nothing', async () => {
    const entry = await story.published(content());
    const other = await story.published(content());
    const used = await codeOf('market.ld');
    expect((await list([other], { secondFactor: used })).status).toBe(200);

    expect((await list([entry], { secondFactor: used })).status).toBe(403);
    expect((await list([entry], { promise: { ...promise, dueOn: '2020-01-01' } })).status).toBe(422);
    expect((await call('market.dj', `GET /catalog/entries/${entry.id}`)).body['listing']).not.toMatchObject({ state: 'promised' });
  });
});
