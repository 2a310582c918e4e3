import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { recordEvidence } from '#modules/audit/append';
import { deliverEvents, publish } from '#platform/outbox';
import { lostProcess } from '#test/lost-process';
import { recorderOf } from '#test/recorded';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { sharingListeners } from '../jobs.ts';
import { receivingCity } from '../test-received.ts';
import { bringFilingsIntoForce } from '../filing/take-effect.job.ts';
import { filingsIn } from '../filing/test-filings.ts';
import { CALL_ACTION } from '../use-record/use-record-rules.ts';
import { watchStoppages } from './watch-stoppages.job.ts';

const store = await createTestDatabase();
const { city, as, needs, entry, pass, notices, todos } = await receivingCity(store);
const filings = filingsIn(city);
const recordedBy = recorderOf(store.database);

const held = async (name: string): Promise<{ entryId: string; grantId: string }> => {
  const entryId = await entry(name);
  return { entryId, grantId: await filings.grantTo('slj', entryId) };
};
/** The gateway says that a service of the entry was switched. */
const switched = async (entryId: string, state: 'online' | 'offline') => {
  const event = {
    id: needs.newId(),
    name: 'gateway.service-switched',
    key: `catalog.entry:${entryId}`,
    body: { serviceId: needs.newId(), entryId, state },
  };
  await store.database.transaction((tx) => publish(tx, event));
  await deliverEvents((work) => store.database.transaction(work), sharingListeners(needs));
};
type Shown = { id: string; state: string; cause: string; clock: { ruleKey: string } | null; grantCount: number };
const listed = async (by: string, entryId: string): Promise<Shown[]> =>
  (expected(await as(by, `GET /sharing/stoppages?limit=100&entry=${entryId}`), 200).body as { items: Shown[] }).items;
/** A call under a grant, as the gateway puts it into the evidence. */
const called = async (grantId: string, code: string | null) => {
  await store.database.transaction((tx) =>
    recordEvidence(tx, {
      at: needs.clock.now(),
      actor: { kind: 'client', id: 'client', orgId: null },
      action: CALL_ACTION,
      outcome: code === null ? { result: 'done' } : { result: 'failed', code },
      grant: { id: grantId, version: 1 },
      origin: null,
      facts: {},
    }),
  );
  needs.clock.advance(3_600_000);
  await watchStoppages(needs);
};

describe('809-27: a service that stops without a filing', () => {
  test('is watched, found after the term by provider and authority, explained and closed; back in time it was never a finding', async () => {
    const { entryId } = await held('中断企业名录');
    await switched(entryId, 'offline');
    expect(await listed('scjg.djy', entryId)).toMatchObject([{ state: 'watched', grantCount: 1, clock: { ruleKey: 'sharing.stoppage' } }]);
    expect(await listed('zfb.zgy', entryId)).toEqual([]);
    await switched(entryId, 'online');
    expect(await listed('scjg.djy', entryId)).toMatchObject([{ state: 'restored' }]);
    await switched(entryId, 'offline');
    await watchStoppages(needs);
    expect((await listed('scjg.djy', entryId)).map(({ state }) => state).toSorted()).toEqual(['restored', 'watched']);

    await pass(3);
    const program = fileURLToPath(new URL('../../../../test/killed-process.ts', import.meta.url));
    const job = JSON.stringify('sharing.watch-stoppages');
    const now = needs.clock.now().toISOString();
    await lostProcess(store, program, [needs.config.KAREZ_DATA_FOLDER, now, 'sharing.watch-stoppages.before-commit', job]);
    expect(await listed('zfb.zgy', entryId)).toEqual([]);
    const records = await recordedBy(async () => {
      await watchStoppages(needs);
    });

    expect(records.map(({ action }) => action)).toEqual(['sharing.find-stoppage']);
    const [found] = await listed('zfb.zgy', entryId);
    expect(found).toMatchObject({ state: 'found', cause: 'offline', clock: { ruleKey: 'sharing.stoppage-answer' } });
    expect(await todos('scjg.djy')).toContain('sharing.todo.answer-stoppage');
    expect(await notices('zfb.zgy')).toContain('sharing.notice.stoppage-found');
    expect(await listed('slj.djy', entryId)).toEqual([]);
    const id = found?.id ?? '';
    const say = (by: string, step: 'explanation' | 'closure', words = '机房检修，三日内恢复') =>
      as(by, `POST /sharing/stoppages/${id}/${step}`, { body: { words } });
    expect(await say('slj.djy', 'explanation')).toMatchObject({ status: 404 });
    expect(await say('scjg.djy', 'explanation', '张某 13812345678')).toMatchObject({ body: { code: 'sharing.stoppage.personal-value' } });
    expect(
      expected(await as('scjg.djy', `POST /sharing/stoppages/${id}/explanation`, { body: { words: '机房检修' } }), 200).body,
    ).toMatchObject({
      state: 'found',
      clock: null,
    });
    expect(await notices('zfb.zgy')).toContain('sharing.notice.stoppage-explained');
    expect(expected(await as('zfb.zgy', `POST /sharing/stoppages/${id}/closure`, { body: { words: '已约谈' } }), 200).body).toMatchObject({
      state: 'closed',
    });
    expect(await say('zfb.zgy', 'closure')).toMatchObject({ status: 409, body: { code: 'sharing.stoppage.illegal-transition' } });
  });

  test('a filing of the stop answers it when it is in force, and one that is taken back does not; a provider that lets its term pass is told of', async () => {
    const { entryId } = await held('中断许可名录');
    await switched(entryId, 'offline');
    await pass(6);
    await watchStoppages(needs);
    await pass(12);
    expect(await notices('zfb.zgy')).toContain('sharing.notice.stoppage-overdue');
    const withdrawn = await filings.filed(entryId, { effectiveOn: '2027-02-01' });
    // What may still be withdrawn answers nothing: taken back, the stop is found as it was.
    expect(await listed('zfb.zgy', entryId)).toMatchObject([{ state: 'found' }]);
    expected(await as('scjg.djy', `POST /sharing/filings/${withdrawn}/withdrawal`, { body: { reason: '另行安排' } }), 200);
    expect(await listed('zfb.zgy', entryId)).toMatchObject([{ state: 'found' }]);
    const id = await filings.filed(entryId, { effectiveOn: '2027-02-01' });
    expected(await filings.answer('slj.djy', id), 200);
    expected(await filings.submit(id, { effectiveOn: '2027-02-01' }), 200);
    expected(await filings.decide(id), 200);
    expect(await listed('zfb.zgy', entryId)).toMatchObject([{ state: 'found' }]);
    needs.clock.set('2027-02-01T02:00:00Z');
    await bringFilingsIntoForce(needs);
    expect(await listed('zfb.zgy', entryId)).toMatchObject([{ state: 'filed' }]);
  });

  test('answering only failures for longer than the term is a stop; an answer, or silence after a few failures, is none', async () => {
    const { entryId, grantId } = await held('中断应答名录');
    await watchStoppages(needs);
    needs.clock.advance(120_000);
    await called(grantId, null);
    await called(grantId, 'gateway.provider.not-found');
    expect(await listed('scjg.djy', entryId)).toEqual([]);
    await called(grantId, 'gateway.provider.timeout');
    expect(await listed('scjg.djy', entryId)).toMatchObject([{ state: 'watched', cause: 'failing' }]);
    await pass(6);
    await watchStoppages(needs);
    expect(await listed('scjg.djy', entryId)).toMatchObject([{ state: 'watched' }]);

    await called(grantId, 'gateway.provider.timeout');

    expect(await listed('zfb.zgy', entryId)).toMatchObject([{ state: 'found', cause: 'failing' }]);
    await called(grantId, null);
    expect(await listed('zfb.zgy', entryId)).toMatchObject([{ state: 'restored' }]);
    const { rows } = await sql<{
      open: number;
    }>`SELECT count(*)::int AS open FROM sharing.stoppage WHERE entry_id = ${entryId} AND ended_at IS NULL`.execute(store.database.reader);
    expect(rows[0]?.open).toBe(0);
  });
});
