import { isRefusal } from '@karez/kit/refusal';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { lockEntryForGrant } from '../entry/published-entry.ts';
import { contentWith } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import { catalogWorld, type Answer, type World } from '../test-world.ts';
import { endUse, registerUse } from '../use/use-register.ts';

const store = await createTestDatabase();
/** Departments whose applications for the entry of a test wait for a reply. */
const waiting: string[] = [];
let world: World;
let story: ReturnType<typeof storyIn>;

beforeAll(async () => {
  world = await catalogWorld(store.database, { waiting });
  story = storyIn(world);
});

let names = 0;
const published = () => story.published(contentWith({ name: `机井名录${(names += 1)}` }));

type Request = `POST /${string}`;
const send = (walked: Walked, request: Request, { by, body }: { by: string; body: Record<string, unknown> }) =>
  world.call(by, request, { body, ifMatch: walked.revision });
const sign = async (walked: Walked, request: Request, { by, body }: { by: string; body: Record<string, unknown> }) =>
  send(walked, request, { by, body: { ...body, secondFactor: await world.codeOf(by) } });
const after = (answer: Answer): Walked => {
  expect(answer).toMatchObject({ status: 200 });
  return { id: String(answer.body['id']), revision: Number(answer.body['revision']), answer };
};
const retire = (walked: Walked, more: Record<string, unknown> = {}, by = 'market.gx') =>
  sign(walked, `POST /catalog/entries/${walked.id}/retirement`, {
    by,
    body: { reason: '系统停用', lastDay: '2026-12-31', successorId: null, ...more },
  });
const restore = (walked: Walked, reason: string) =>
  sign(walked, `POST /catalog/entries/${walked.id}/restoration`, { by: 'market.gx', body: { reason } });
const withdraw = (walked: Walked) =>
  send(walked, `POST /catalog/entries/${walked.id}/status-request/withdrawal`, { by: 'market.gx', body: { opinion: '仍在使用' } });
const decide = (walked: Walked, decision: 'approve' | 'decline', by = 'office.fb') =>
  send(walked, `POST /catalog/entries/${walked.id}/status-request/decision`, { by, body: { decision, opinion: '已核' } });
const suspend = (walked: Walked, by = 'office.ld') =>
  sign(walked, `POST /catalog/entries/${walked.id}/suspension`, { by, body: { reason: '字段与实际不符', rectifyBy: '2026-12-10' } });
const lift = (walked: Walked) =>
  sign(walked, `POST /catalog/entries/${walked.id}/suspension/lifting`, { by: 'office.ld', body: { opinion: '整改完成' } });
/** How many entries carry the name for somebody. */
const found = async (by: string, name: string) => {
  const { body } = await world.call(by, `GET /catalog/entries?q=${encodeURIComponent(name)}`);
  // Where nothing is found, what is near is shown: another entry, with a name of its own.
  return (body['items'] as { name: string }[]).filter((item) => item.name === name).length;
};
const noticesOf = async (by: string) => (await world.call(by, 'GET /desk/notices')).text;
const titled = (key: string, params: Record<string, unknown>) => JSON.stringify({ key, params });
const todosOf = async (by: string) => (await world.call(by, 'GET /desk/todos')).text;

const useFor = (walked: Walked) => ({
  useId: world.needs.newId(),
  entryId: walked.id,
  revisionNo: 1,
  organisationId: world.orgId('water'),
  organisationName: '市水利局',
  systemName: null,
  since: '2026-11-23',
});

async function useOf(walked: Walked): Promise<string> {
  const use = useFor(walked);
  await store.database.transaction((tx) => registerUse(tx, use));
  return use.useId;
}

/** A grant as sharing makes it: asks for the entry under its lock, then enters the use. Answers whether it was made. */
async function grantOn(walked: Walked): Promise<boolean> {
  return store.database.transaction(async (tx) => {
    const entry = await lockEntryForGrant(tx, walked.id, '2026-11-23');
    if (isRefusal(entry)) return false;
    await registerUse(tx, useFor(walked));
    return true;
  });
}

describe('retirement', () => {
  test('catalog.request-retirement, catalog.decide-status-request: 809-27: an office head asks, every user is told, nobody may apply any more, and while one uses it the authority cannot retire it', async () => {
    const successor = await published();
    const entry = await published();
    const name = String(entry.answer.body['name']);
    const useId = await useOf(entry);

    const asked = after(await retire(entry, { successorId: successor.id }));
    expect(asked.answer.body).toMatchObject({
      state: 'retire-pending',
      statusChange: { kind: 'retirement', reason: '系统停用', dueOn: '2026-12-31', successor: { id: successor.id }, open: true },
    });
    expect(await noticesOf('water.gly')).toContain(titled('catalog.notice.retirement', { day: '2026-12-31', name }));
    expect(await todosOf('office.fb')).toContain(titled('catalog.todo.retirement', { day: '2026-12-31', name }));

    expect(await decide(asked, 'approve')).toMatchObject({ status: 409, body: { code: 'catalog.entry.in-use', params: { count: 1 } } });
    await store.database.transaction((tx) => endUse(tx, { useId, endedOn: '2026-12-31' }));
    const retired = after(await decide(asked, 'approve'));

    expect(retired.answer.body).toMatchObject({
      state: 'retired',
      resourceCode: entry.answer.body['resourceCode'],
      statusChange: { open: false, successor: { id: successor.id } },
    });
    expect(await found('water.gly', name)).toBe(0);
    expect(await found('market.dj', name)).toBe(1);
    expect((await world.call('water.gly', `GET /catalog/entries/${entry.id}`)).body).toMatchObject({ state: 'retired' });
    expect(await todosOf('office.fb')).not.toContain(name);
  });

  test('catalog.request-restoration: a retired entry comes back under its code and version, and its name stays its own meanwhile', async () => {
    const entry = await published();
    const { name, resourceCode, version } = entry.answer.body;
    const retired = after(await decide(after(await retire(entry)), 'approve'));

    const again = await world.call('market.dj', 'POST /catalog/entries', {
      body: { organisationId: world.orgId('market'), secrecyDeclaration: 'not-secret', content: contentWith({ name: String(name) }) },
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'catalog.entry.name-taken' } });

    const asked = after(await restore(retired, '恢复使用'));
    expect(asked.answer.body).toMatchObject({ state: 'restore-pending', statusChange: { kind: 'restoration', open: true } });
    const declined = after(await decide(asked, 'decline'));
    expect(declined.answer.body).toMatchObject({ state: 'retired', statusChange: { kind: 'retirement', open: false } });
    const restored = after(await decide(after(await restore(declined, '再次申请')), 'approve'));

    expect(restored.answer.body).toMatchObject({ state: 'published', name, resourceCode, version, statusChange: null });
    expect(await found('water.gly', String(name))).toBe(1);
  });

  test('catalog.withdraw-status-request: the provider takes its request back; the authority declines one; both leave the entry as it was', async () => {
    const entry = await published();
    const withdrawn = after(await withdraw(after(await retire(entry))));
    expect(withdrawn.answer.body).toMatchObject({ state: 'published', statusChange: null });
    const declined = after(await decide(after(await retire(withdrawn)), 'decline'));

    expect(declined.answer.body).toMatchObject({ state: 'published', statusChange: null });
    const history = (await world.call('market.dj', `GET /catalog/entries/${entry.id}/history`)).body['items'];
    expect((history as { action: string }[]).map(({ action }) => action).slice(-4)).toEqual([
      'retirement-requested',
      'retirement-withdrawn',
      'retirement-requested',
      'retirement-declined',
    ]);
  });

  test('422: a last day in the past, or a successor that nobody can apply for', async () => {
    const entry = await published();
    const gone = after(await decide(after(await retire(await published())), 'approve'));

    expect(await retire(entry, { lastDay: '2026-11-01' })).toMatchObject({ status: 422, body: { code: 'catalog.status.last-day-past' } });
    expect(await retire(entry, { successorId: gone.id })).toMatchObject({ status: 422, body: { code: 'catalog.status.successor-unfit' } });
    expect(await retire(entry, { successorId: entry.id })).toMatchObject({ status: 422, body: { code: 'catalog.status.successor-unfit' } });
  });

  test('a grant and a retirement at once: never is an entry retired that somebody uses', async () => {
    for (let round = 0; round < 5; round += 1) {
      const asked = after(await retire(await published()));

      const [approved, granted] = await Promise.all([decide(asked, 'approve'), grantOn(asked)]);

      const { rows } = await sql<{ state: string; uses: number }>`
        SELECT state, (SELECT count(*)::int FROM catalog.used_by WHERE entry_id = ${asked.id}) AS uses FROM catalog.entry WHERE id = ${asked.id}`.execute(
        store.database.reader,
      );
      expect(rows[0]).toEqual(granted ? { state: 'retire-pending', uses: 1 } : { state: 'retired', uses: 0 });
      expect(approved.status).toBe(granted ? 409 : 200);
    }
  });

  test('a use begins on no entry that is out of the catalogue', async () => {
    const retired = after(await decide(after(await retire(await published())), 'approve'));

    await expect(useOf(retired)).rejects.toThrow('not in the catalogue');
    expect(await grantOn(retired)).toBe(false);
  });

  test('a consent given in advance rests while nothing is taken, is there again when the request is withdrawn, and ends with the entry', async () => {
    const entry = await published();
    const given = await sign(entry, `POST /catalog/entries/${entry.id}/standing-consent`, {
      by: 'market.gx',
      body: { validUntil: '2027-06-30', terms: '凡依法履职，均可共享。' },
    });
    expect(given).toMatchObject({ status: 201 });
    const consented: Walked = { id: entry.id, revision: Number(given.body['revision']), answer: given };

    const withdrawn = after(await withdraw(after(await retire(consented))));
    expect(withdrawn.answer.body).toMatchObject({ state: 'published', standingConsent: { open: true } });
    const retired = after(await decide(after(await retire(withdrawn)), 'approve'));

    expect(retired.answer.body).toMatchObject({ state: 'retired', standingConsent: null });
  });

  test('whose application waits for a reply is told, and the entry is not retired before the reply', async () => {
    const entry = await published();
    waiting.push(world.orgId('water'));

    const asked = after(await retire(entry));
    expect(await noticesOf('water.gly')).toContain(
      titled('catalog.notice.retirement', { day: '2026-12-31', name: entry.answer.body['name'] }),
    );
    expect(await decide(asked, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'catalog.entry.applications-open', params: { count: 1 } },
    });
    waiting.length = 0;

    expect(await decide(asked, 'approve')).toMatchObject({ status: 200 });
  });
});

describe('suspension', () => {
  test('catalog.suspend-entry, catalog.lift-suspension: the authority’s leader suspends until a day; users go on, the provider puts it right by a change, published after the lift', async () => {
    const entry = await published();
    const name = String(entry.answer.body['name']);
    await useOf(entry);
    const suspended = after(await suspend(entry));

    expect(suspended.answer.body).toMatchObject({
      state: 'suspended',
      statusChange: { kind: 'suspension', dueOn: '2026-12-10', open: true },
    });
    expect(await noticesOf('water.gly')).toContain(titled('catalog.notice.suspension', { day: '2026-12-10', name }));
    expect(await todosOf('market.dj')).toContain(titled('catalog.todo.suspension', { day: '2026-12-10', name }));

    const change = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: { kind: 'quality-fix', changedOn: '2026-11-20', reason: '更正字段' },
      ifMatch: Number((await world.call('market.dj', `GET /catalog/entries/${entry.id}`)).body['revision']),
    });
    expect(change).toMatchObject({ status: 201, body: { state: 'suspended', working: { state: 'draft' } } });
    const changing: Walked = { id: entry.id, revision: Number(change.body['revision']), answer: change };
    const lifted = after(await lift(changing));

    expect(lifted.answer.body).toMatchObject({ state: 'change-pending', statusChange: null });
    expect(await todosOf('market.dj')).not.toContain('catalog.todo.suspension');
  });

  test('a change that waits for publication is not published while the entry is suspended', async () => {
    const entry = await published();
    const opened = await world.call('market.dj', `POST /catalog/entries/${entry.id}/changes`, {
      body: { kind: 'quality-fix', changedOn: '2026-11-20', reason: '更正' },
      ifMatch: entry.revision,
    });
    const signed = await story.sign(
      await story.review(await story.submit({ id: entry.id, revision: Number(opened.body['revision']), answer: opened })),
    );
    const suspended = after(await suspend(signed));

    expect(
      await world.call('office.fb', `POST /catalog/entries/${entry.id}/publication`, {
        body: { opinion: '同意' },
        ifMatch: suspended.revision,
      }),
    ).toMatchObject({ status: 409, body: { code: 'catalog.entry.illegal-transition' } });
    const lifted = after(await lift(suspended));
    expect((await story.publish(lifted)).answer.body).toMatchObject({ state: 'published', version: '1.1' });
  });
});

describe('who may, and in which state', () => {
  test('403: neither a registrar, another department, another region’s authority nor the provider as its own judge', async () => {
    const entry = await published();

    expect((await retire(entry, {}, 'market.dj')).status).toBe(403);
    expect((await retire(entry, {}, 'water.gly')).status).toBe(403);
    expect((await suspend(entry, 'office.fb')).status).toBe(403);
    expect((await suspend(entry, 'market.ld')).status).toBe(403);
    const asked = after(await retire(entry));
    expect((await decide(asked, 'approve', 'county.gly')).status).toBe(403);
    expect((await decide(asked, 'approve', 'market.gx')).status).toBe(403);
  });

  test('409: an illegal move changes nothing and is told; 412: so is a stale one', async () => {
    const entry = await published();

    expect(await decide(entry, 'approve')).toMatchObject({ status: 409, body: { code: 'catalog.entry.illegal-transition' } });
    expect(await lift(entry)).toMatchObject({ status: 409, body: { code: 'catalog.entry.illegal-transition' } });
    const asked = after(await retire(entry));
    expect(await retire(entry)).toMatchObject({ status: 412, body: { code: 'catalog.entry.stale' } });
    expect(await suspend(asked)).toMatchObject({ status: 409, body: { code: 'catalog.entry.illegal-transition' } });
    expect((await world.call('market.dj', `GET /catalog/entries/${entry.id}`)).body).toMatchObject({
      state: 'retire-pending',
      revision: asked.revision,
    });
  });

  test('two officers who decide at once: one decision, the other is told', async () => {
    const asked = after(await retire(await published()));

    const answers = await Promise.all([decide(asked, 'approve'), decide(asked, 'decline')]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });
});

test('the database refuses a state without what belongs to it, and a second open request', async () => {
  const asked = after(await retire(await story.published(contentWith({ name: '取水口台账' }))));
  const write = (statement: ReturnType<typeof sql>) => store.database.transaction((tx) => statement.execute(tx));

  await expect(write(sql`UPDATE catalog.entry SET resource_code = NULL WHERE id = ${asked.id}`)).rejects.toThrow('entry_check');
  await expect(write(sql`UPDATE catalog.entry SET working_no = 2 WHERE id = ${asked.id}`)).rejects.toThrow('entry_check');
  await expect(
    write(sql`INSERT INTO catalog.status_change (id, entry_id, kind, reason, due_on, begun, begun_by_name)
      VALUES (${world.needs.newId()}, ${asked.id}, 'restoration', 'x', NULL, '{}', 'x')`),
  ).rejects.toThrow('status_change_one_open');
});
