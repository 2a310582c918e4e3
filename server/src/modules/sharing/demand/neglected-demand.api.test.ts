import { describe, expect, test } from 'vitest';
import { lawJobs } from '#modules/law/jobs';
import { deliverEvents } from '#platform/outbox';
import { openCity, type City } from '#test/city';
import { createTestDatabase, type TestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { sharingListeners } from '../jobs.ts';
import { demandsIn, promise } from './test-demands.ts';

const overdueAt = '2026-12-20T02:00:00Z';
const opinion = '另行分派';

async function opened(store: TestDatabase) {
  const city: City = await openCity(store);
  const { as, needs } = city;
  const demands = demandsIn(city);
  const deliver = () => deliverEvents((work) => store.database.transaction(work), sharingListeners(needs));
  const pass = async (instant: string) => {
    needs.clock.set(instant);
    for (const job of lawJobs(needs)) if (job.id === 'law.clock-tick') await job.run({});
    await deliver();
  };
  const recall = (id: string, by = 'zfb.zgy') => as(by, `POST /sharing/demands/${id}/recall`, { body: { opinion } });
  const dissolve = async (key: string, successor: string | null) => {
    const successorId = successor === null ? null : demands.orgId(successor);
    const body = { documentNumber: '吐编发〔2026〕9号', decidedOn: '2026-11-20', reason: '机构改革', successorId };
    expected(await as('xtgly', `POST /organisations/${demands.orgId(key)}/dissolution`, { body }), 200);
  };
  const read = async (id: string, by = 'zfb.zgy') => expected(await demands.read(id, by), 200).body;
  const words = async (id: string) => ((await read(id))['history'] as { action: string }[]).map(({ action }) => action);
  return { city, as, demands, deliver, pass, recall, dissolve, read, words };
}

describe('an answer that does not come', async () => {
  const { city, demands, deliver, pass, recall, read, words } = await opened(await createTestDatabase());
  const isAskedToRecall = async (id: string): Promise<boolean> => {
    const { items } = (await city.as('zfb.zgy', 'GET /desk/todos?limit=100')).body as {
      items: { subject: { id: string }; title: { key: string } }[];
    };
    return items.some(({ subject, title }) => subject.id === id && title.key === 'sharing.demand-todo.recall-unanswered');
  };

  test('91-3.2.1: sharing.recall-demand: while the term runs the button is closed and the deed refused; once it has lapsed the authority is asked, takes it back and assigns it anew', async () => {
    const waiting = await demands.assigned();
    const unsigned = await demands.assigned();
    expected(await demands.answer(unsigned, promise), 200);
    for (const id of [waiting, unsigned]) {
      expect(await read(id)).toMatchObject({ allowed: { recall: { allowed: false, reason: 'sharing.demand.not-overdue' } } });
      expect(await recall(id)).toMatchObject({ status: 409, body: { code: 'sharing.demand.not-overdue' } });
    }

    await pass(overdueAt);

    for (const id of [waiting, unsigned]) expect(await isAskedToRecall(id)).toBe(true);
    expect(await demands.notices('slj.djy')).toContain('sharing.demand-notice.unanswered');
    // A proposal that nobody signs is no answer: the authority's to-do stays.
    expected(await demands.answer(waiting, promise), 200);
    for (const id of [waiting, unsigned]) expect(await isAskedToRecall(id)).toBe(true);
    for (const id of [waiting, unsigned]) {
      expect(await read(id)).toMatchObject({ allowed: { recall: { allowed: true } } });
      expect(expected(await recall(id), 200).body).toMatchObject({
        state: 'at-authority',
        provider: null,
        proposal: null,
        clock: { ruleKey: 'sharing.demand-assignment', state: 'running' },
      });
      expect((await words(id)).at(-1)).toBe('recalled-unanswered');
      expect(await demands.read(id, 'scjg.djy')).toMatchObject({ status: 404 });
    }
    for (const id of [waiting, unsigned]) expect(await isAskedToRecall(id)).toBe(false);
    expect(await demands.todos('scjg.djy')).not.toContain(waiting);
    for (const who of ['slj.djy', 'scjg.djy']) expect(await demands.notices(who)).toContain('sharing.demand-notice.recalled');
    expected(await demands.assign(waiting, 'nyncj'), 200);
    expect(await read(waiting)).toMatchObject({ clock: { ruleKey: 'sharing.demand-answer', state: 'running' } });
  });

  test('what is told of a term that is over already asks nobody', async () => {
    const id = await demands.assigned(undefined, 'nyncj');
    expected(await demands.answer(id, promise, 'nyncj.djy'), 200);
    const { dueAt } = (await read(id))['clock'] as { dueAt: string };
    city.needs.clock.set(dueAt);
    for (const job of lawJobs(city.needs)) if (job.id === 'law.clock-tick') await job.run({});
    expected(await demands.sign(id, 'nyncj.fzr'), 200);

    await deliver();

    expect(await words(id)).toContain('signed-promise');
    expect(await isAskedToRecall(id)).toBe(false);
  });
});

describe('a department that ends', async () => {
  const store = await createTestDatabase();
  const { city, demands, deliver, pass, recall, dissolve, read, words } = await opened(store);

  test('91-3.3: its successor answers within the whole term and keeps what was promised; what was only proposed is void', async () => {
    const waiting = await demands.assigned();
    const unsigned = await demands.assigned();
    expected(await demands.answer(unsigned, promise), 200);
    const promised = await demands.answered(promise);
    await pass('2026-12-02T02:00:00Z');
    const before = await read(waiting);
    await dissolve('scjg', 'nyncj');

    await deliver();

    for (const id of [waiting, unsigned]) {
      const now = await read(id, 'nyncj.djy');
      expect(now).toMatchObject({ state: 'at-provider', proposal: null, provider: { name: '吐鲁番市农业农村局' } });
      const due = (one: Record<string, unknown>) => (one['clock'] as { dueAt: string }).dueAt;
      expect(due(now) > due(before)).toBe(true);
      expect((now['clocks'] as { state: string }[]).filter(({ state }) => state === 'running')).toHaveLength(1);
      expect((await words(id)).at(-1)).toBe('handed-over');
      expect(await demands.todos('nyncj.djy')).toContain(id);
      expect(await demands.todos('scjg.djy')).not.toContain(id);
      expect(await demands.read(id, 'scjg.djy')).toMatchObject({ status: 404 });
    }
    expect(await read(promised)).toMatchObject({
      state: 'promised',
      promisedOn: promise.dueOn,
      reply: { answer: { result: 'promise' } },
      provider: { name: '吐鲁番市农业农村局' },
    });
    expect(await demands.todos('nyncj.djy')).toContain(promised);
    expected(await demands.answer(waiting, promise, 'nyncj.djy'), 200);
    expect(expected(await demands.sign(waiting, 'nyncj.fzr'), 200).body).toMatchObject({ state: 'promised' });
  });

  test('91-3.3: without a successor, or where that one is who asks, the authority assigns the demand anew; hearing of it twice changes nothing', async () => {
    const given = await demands.assigned(undefined, 'zrzy');
    const promised = await demands.assigned(undefined, 'wlj');
    expected(await demands.answer(promised, promise, 'wlj.djy'), 200);
    expected(await demands.sign(promised, 'wlj.fzr'), 200);
    await dissolve('zrzy', null);
    await dissolve('wlj', 'slj');

    await deliver();

    for (const id of [given, promised]) {
      expect(await read(id)).toMatchObject({
        state: 'at-authority',
        provider: null,
        promisedOn: null,
        clock: { ruleKey: 'sharing.demand-assignment', state: 'running' },
      });
      expect((await words(id)).at(-1)).toBe('provider-ended');
      expect(await demands.todos('zfb.zgy')).toContain(id);
    }
    expect(await demands.notices('slj.djy')).toContain('sharing.demand-notice.recalled');
    const { revision } = await read(given);
    const again = {
      id: city.needs.newId(),
      name: 'identity.organisation-dissolved',
      key: 'again',
      body: { orgId: demands.orgId('zrzy') },
    };
    for (const { event, hear } of sharingListeners(city.needs))
      if (event === again.name) await store.database.transaction((tx) => hear(tx, again));
    expect((await read(given))['revision']).toBe(revision);
  });

  test('a demand that is given to a department in the moment in which it ends is taken back by the authority at once', async () => {
    const [id, other] = [await demands.sent(), await demands.sent()];
    expected(await demands.assign(id, 'qxj'), 200);
    await dissolve('qxj', null);
    expect(await demands.assign(other, 'qxj')).toMatchObject({ status: 422, body: { code: 'sharing.demand.provider-unfit' } });

    expect(await read(id)).toMatchObject({ allowed: { recall: { allowed: true } } });
    expected(await recall(id), 200);
    await deliver();

    expect((await words(id)).at(-1)).toBe('recalled-ended');
  });
});
