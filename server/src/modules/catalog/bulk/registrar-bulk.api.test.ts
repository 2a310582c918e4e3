import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { movedEntriesIn } from '../test-moved-entries.ts';
import type { Walked } from '../test-story.ts';

const store = await createTestDatabase();
const { world, story, next, entryFor, desk } = await movedEntriesIn(store);

const refs = (entries: readonly Walked[]) => entries.map(({ id: entryId, revision }) => ({ entryId, revision }));
const submit = (entries: readonly Walked[], by = 'market.dj') =>
  world.call(by, 'POST /catalog/bulk/submit', { body: { entries: refs(entries), opinion: '请一并审核' } });
const withdraw = (entries: readonly Walked[], by = 'market.dj') =>
  world.call(by, 'POST /catalog/bulk/withdraw', { body: { entries: refs(entries), opinion: '需统一补充共享条件' } });
const candidates = async (deed: string, by: string) =>
  JSON.stringify((await world.call(by, `GET /catalog/bulk/${deed}/candidates?limit=100`)).body['items']);

describe('catalog.submit-entries: 91-3.2: a registrar hands in what is whole, and what is not stays a draft with its reason', () => {
  test('each draft by itself; another department’s is not there', async () => {
    const whole = [await story.register(next()), await story.register(next())];
    const lacking = await story.register({ ...next(), abstract: '' });
    expect(await candidates('submit', 'market.dj')).toContain(lacking.id);

    const answer = await submit([...whole, lacking]);

    expect(answer).toMatchObject({
      status: 200,
      body: { done: 2, refused: 1, results: [{}, {}, { entryId: lacking.id, outcome: 'refused', code: 'catalog.entry.incomplete' }] },
    });
    expect(await entryFor('market.dj', lacking)).toMatchObject({ working: { state: 'draft' } });
    for (const entry of whole) {
      expect(await entryFor('market.sh', entry)).toMatchObject({ working: { state: 'in-review' } });
      expect(await desk('market.sh', 'todos')).toContain(`/catalog/entries/${entry.id}`);
    }
    expect(await candidates('submit', 'water.gly')).not.toContain(lacking.id);
    expect((await submit([lacking], 'water.gly')).body).toMatchObject({
      results: [{ name: '', outcome: 'refused', code: 'catalog.entry.not-found' }],
    });
    expect((await submit([lacking], 'water.ld')).status).toBe(403);
  });
});

describe('catalog.withdraw-entries: a registrar takes back what the next hand has not acted on', () => {
  test('each by itself: a draft again, whoever reviewed it is told; what is in force stays', async () => {
    const reviewed = await story.review(await story.submit(await story.register(next())));
    const signed = await story.signed(next());
    const live = await story.published(next());

    const answer = await withdraw([reviewed, signed, live]);

    expect(answer).toMatchObject({
      status: 200,
      body: { done: 2, refused: 1, results: [{}, {}, { entryId: live.id, outcome: 'refused' }] },
    });
    for (const entry of [reviewed, signed]) expect(await entryFor('market.dj', entry)).toMatchObject({ working: { state: 'draft' } });
    expect(await entryFor('market.dj', live)).toMatchObject({ state: 'published', working: null });
    expect(await desk('market.sh', 'notices')).toContain('catalog.notice.withdrawn');
    expect(await desk('office.fb', 'todos')).not.toContain(signed.id);
    expect((await withdraw([reviewed], 'market.sh')).status).toBe(403);
    // Read before it was taken back: nothing is done twice.
    expect((await withdraw([reviewed])).body).toMatchObject({ done: 0, results: [{ code: 'catalog.entry.stale' }] });
  });
});
