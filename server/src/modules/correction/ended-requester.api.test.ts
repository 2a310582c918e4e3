import { correctionSchema } from '@karez/contract/correction/schemas';
import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { openCity } from '#test/city';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../tools/seed/city-people.ts';
import { corrected, correctionsIn, noError } from './test-corrections.ts';

type Use = { entryId: string; grantId: string };

/** A city of its own: departments that end in one story stand in the others. */
async function opened() {
  const city = await openCity(await createTestDatabase());
  const corrections = correctionsIn(city);
  const seen = async (id: string, who: string) => correctionSchema.parse(await corrections.read(id, who));
  return { city, ...corrections, seen };
}
const merged = await opened();
const orphaned = await opened();
const own = await opened();
const racing = await opened();

describe('a department that reported and is no more', { timeout: 120_000 }, () => {
  test('809-26: its successor goes on: it reads, is asked to confirm within the term that runs, and confirms; what waits on the provider waits on', async () => {
    const { city, granted, filed, answered, dissolve, deliver, seen, todos, notices, post, orgId } = merged;
    const use = await granted();
    const [waiting, done] = [await filed(use), await answered(use, corrected)];
    const before = await seen(done, 'scjg.djy');
    await dissolve('slj', 'zrzy');
    await deliver();

    const owed = { requester: { id: orgId('zrzy') }, requesterEnded: false };
    expect(await seen(waiting, 'zrzy.djy')).toMatchObject({ ...owed, state: 'filed', revision: 3 });
    expect(await todos('scjg.djy')).toContain('correction.todo.accept');
    expect(await seen(done, 'zrzy.djy')).toMatchObject({
      ...owed,
      state: 'answered',
      clock: { ruleKey: 'correction.confirmation', state: 'running', dueAt: before.clock?.dueAt },
      history: expect.arrayContaining([expect.objectContaining({ action: 'requester-succeeded' })]),
    });
    expect(await todos('zrzy.djy')).toContain('correction.todo.confirm');
    expect(await notices('zrzy.djy')).toContain('correction.notice.inherited');
    expect((await city.as('slj.djy', `GET /corrections/${done}`)).status).toBe(404);
    await deliver();
    expect((await seen(done, 'zrzy.djy')).revision).toBe(before.revision + 1);
    expect(expected(await post('zrzy.djy', done, '/confirmation'), 200).body).toMatchObject({ state: 'confirmed' });
    expected(await post('scjg.djy', waiting, '/acceptance'), 200);
  });

  test('without a successor the authority confirms or disputes in its stead; its draft ends and is erased; nobody reports in its name', async () => {
    const { city, granted, draft, filed, accepted, answered, dissolve, deliver, seen, todos, post, signed } = orphaned;
    const use = await granted();
    const [unsent, waiting, done] = [await draft(use), await accepted(use), await answered(use, noError)];
    const unseen = await filed(use);
    await dissolve('slj', null);
    await deliver();

    expect(await seen(done, 'zfb.zgy')).toMatchObject({ state: 'answered', requesterEnded: true, clock: { state: 'running' } });
    expect(await todos('zfb.zgy')).toContain('correction.todo.confirm');
    expect(await seen(unsent, 'slj.djy')).toMatchObject({ state: 'withdrawn', sealed: false });
    expect(await post('slj.djy', done, '/confirmation')).toMatchObject({ status: 403 });
    expect(await post('slj.djy', unseen, '/withdrawal', { reason: '撤回' })).toMatchObject({ status: 409 });
    expect(await post('zfb.zgy', waiting, '/withdrawal', { reason: '代撤' })).toMatchObject({ status: 403 });
    expect(expected(await post('zfb.zgy', done, '/dispute', { reason: '执照已核发。' }), 200).body).toMatchObject({ state: 'disputed' });
    await signed(waiting, corrected);
    expect(expected(await post('zfb.zgy', waiting, '/confirmation'), 200).body).toMatchObject({ state: 'confirmed' });
    const body = { entryId: use.entryId, ground: { kind: 'grant', grantId: use.grantId } };
    expect(await city.as('slj.djy', 'POST /corrections', { body })).toMatchObject({
      status: 409,
      body: { code: 'correction.requester-ended' },
    });
  });

  test('merged into the department that answers, every report between the two ends, from whatever state, and is erased: nobody asks itself', async () => {
    const { granted, filed, accepted, answered, disputed, dissolve, deliver, seen, todos, notices } = own;
    const use: Use = await granted();
    const ids = [await filed(use), await accepted(use), await answered(use, noError), await disputed(use)];
    await dissolve('slj', 'scjg');
    await deliver();

    for (const id of ids)
      expect(await seen(id, 'scjg.djy')).toMatchObject({
        state: 'withdrawn',
        sealed: false,
        clock: null,
        history: expect.arrayContaining([expect.objectContaining({ action: 'ended-as-own' })]),
      });
    for (const id of ids) expect(await todos('scjg.djy')).not.toContain(id);
    expect(await notices('scjg.djy')).toContain('correction.notice.ended-as-own');
  });
});

describe('at once', { timeout: 120_000 }, () => {
  const waitsForLock = (least: number) =>
    vi.waitFor(
      async () => {
        const { rows } = await sql<{ count: number }>`
          SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(
          racing.city.needs.database.reader,
        );
        expect(rows[0]?.count).toBeGreaterThanOrEqual(least);
      },
      { timeout: 20_000, interval: 10 },
    );

  test('a report that is filed in the moment in which its provider ends is found by the news of the end: the dissolution waits for the filing', async () => {
    const { city, granted, draft, dissolve, deliver, seen, post } = racing;
    const id = await draft(await granted());
    let filing: Promise<{ status: number }> | undefined;
    let ending: Promise<void> | undefined;
    // The number of the report is held back: the filing stands in its middle, its departments asked.
    await city.needs.database.transaction(async (tx) => {
      await sql`LOCK TABLE correction.number_counter IN ACCESS EXCLUSIVE MODE`.execute(tx);
      filing = post('slj.djy', id, '/filing');
      await waitsForLock(1);
      ending = dissolve('scjg', null)
        .then(() => deliver())
        .then(() => undefined);
      await Promise.race([waitsForLock(2), ending]);
      return true;
    });

    expect((await filing)?.status).toBe(200);
    await ending;
    await deliver();
    expect(await seen(id, 'slj.djy')).toMatchObject({ state: 'at-authority' });
  });
});
