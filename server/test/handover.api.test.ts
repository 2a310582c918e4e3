import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { expected, type Answer } from '../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../tools/seed/seed-sharing.ts';
import { idOf, receivingCity } from '../src/modules/sharing/test-received.ts';
import { createTestDatabase } from './test-database.ts';

const store = await createTestDatabase();
const { city, as, codeOf, entry, received, read, needs, notices } = await receivingCity(store);
const [head, handler, colleague, clerk] = ['scjg.fzr', 'scjg.djy', 'scjg.shy', 'scjg.zck'] as const;
const personOf = (account: string) => city.founded.people.get(account) ?? '';
const orgId = city.founded.organisations.get('scjg') ?? '';

/** The reviewer handles too; so does somebody who also applies for 水利局. */
await post(colleague, 'PROVIDER_HANDLER');
const handlesOnBothSides = 'slj.djy';
await post(handlesOnBothSides, 'PROVIDER_HANDLER');

async function post(account: string, role: string): Promise<string> {
  const body = { role, divisionId: null, endsOn: null };
  const answer = expected(await as('scjg.shy', `POST /organisations/${orgId}/people/${personOf(account)}/posts`, { body }), 201).body as {
    posts: { id: string; role: string; state: string }[];
  };
  return answer.posts.findLast((one) => one.role === role && one.state !== 'ended')?.id ?? '';
}

type Item = { kind: string; id: string; deed: string; obstacle: { code: string } | null; title: { key: string } };
type Post = { roles: string[]; open: number; others: number; reaches: boolean | null };
type PlanRead = { items: Item[]; posts: Post[]; drafts: { link: string }[]; begun: number };
const planned = (by: string, from: string, to?: string) =>
  as(by, `GET /desk/handover-plan?fromId=${personOf(from)}${to === undefined ? '' : `&toId=${personOf(to)}`}`);
const planOf = async (by: string, from: string, to?: string) => expected(await planned(by, from, to), 200).body as unknown as PlanRead;
type Wanted = { from?: string; to?: string; items: readonly { kind: string; id: string }[] };
let keys = 0;
const handOver = (by: string, { from = handler, to = colleague, items }: Wanted) => {
  keys += 1;
  const chosen = items.map(({ kind, id }) => ({ kind, id }));
  const body = { fromId: personOf(from), toId: personOf(to), reason: '调任县局', items: chosen };
  return as(by, 'POST /desk/handovers', { body, key: `handover-${keys}` });
};
const item = (application: Answer) => ({ kind: 'sharing.application', id: idOf(application) });
const receive = async (name: string, by: string = handler): Promise<Answer> => {
  const application = await received(await entry(name));
  expected(await as(by, `POST /sharing/applications/${idOf(application)}/receipt`), 200);
  return application;
};
const inHand = async (by: string) => JSON.stringify((await as(by, 'GET /desk/todos?tab=in-hand&limit=100')).body);
const isHeldBy = async (by: string, application: Answer) =>
  ((await read(by, application))['handling'] as { holder: { mine: boolean } }).holder.mine;
const codeIn = (answer: Answer) => answer.body['code'];
const propose = (by: string, application: Answer) =>
  as(by, `POST /sharing/applications/${idOf(application)}/proposal`, {
    body: proposalToAgree([1, 2].map((no) => ({ no, mask: 'none' as const }))),
  });

describe('desk.hand-over', () => {
  test('91-5.1: the head hands over what a handler has in hand; the colleague answers it, history and evidence say so, the term runs on, and the requester reads nothing of it', async () => {
    const application = await receive('移交名录');
    const clock = (await read('slj.djy', application))['clock'];
    const { items } = await planOf(head, handler, colleague);
    expect(items).toEqual([expect.objectContaining({ ...item(application), deed: 'hand-over', obstacle: null })]);

    const done = expected(await handOver(head, { items }), 201);

    expect(done.body).toMatchObject({ no: expect.stringMatching(/^YJ-\d{6}$/u), counts: { handed: 1, ended: 0, left: 0 } });
    expect(await inHand(colleague)).toContain(idOf(application));
    expect(await inHand(handler)).not.toContain(idOf(application));
    expect(codeIn(await propose(handler, application))).toBe('sharing.handling.in-other-hands');
    expected(await propose(colleague, application), 200);
    expect(JSON.stringify((await read(head, application))['history'])).toContain('handed-over-inside');
    const seen = await read('slj.djy', application);
    expect(seen['clock']).toEqual(clock);
    expect(JSON.stringify(seen['history'])).not.toContain('handed-over-inside');
    expect(await notices(colleague)).toContain('desk.notice.handover-received');
    expect(await notices(handler)).toContain('desk.notice.handover-given');
    const records = await sql<{ body: string }>`
      SELECT convert_from(body, 'UTF8') AS body FROM audit.pending WHERE action IN ('desk.hand-over', 'sharing.hand-over-handling')`.execute(
      store.database.reader,
    );
    expect(records.rows.map(({ body }) => body).filter((body) => body.includes(idOf(application)))).toHaveLength(2);
    expect(JSON.stringify(records.rows)).not.toContain('调任县局');
  });

  test('what waits for a supplement, which no colleague can take over by themselves, comes back to whoever it was handed to', async () => {
    const application = await receive('补正名录');
    const gaps = [{ place: 'useScenario', words: '请说明使用环节' }];
    expected(
      await as(handler, `POST /sharing/applications/${idOf(application)}/supplement-notice`, { body: { gaps, opinion: '一次性告知' } }),
      200,
    );
    expect((await as(colleague, `POST /sharing/applications/${idOf(application)}/holder`, { body: { reason: '接手' } })).status).toBe(409);

    expected(await handOver(handler, { items: [item(application)] }), 201);
    expected(
      await as('slj.djy', `POST /sharing/applications/${idOf(application)}/supplement`, {
        body: { answers: [{ place: 'useScenario', words: '仅受理环节' }] },
      }),
      200,
    );
    const signed = { decision: 'consent', opinion: '同意', code: await codeOf('slj.fzr') };
    expected(await as('slj.fzr', `POST /sharing/applications/${idOf(application)}/supplement-consent`, { body: signed }), 200);

    expect(await isHeldBy(colleague, application)).toBe(true);
    expect(await inHand(colleague)).toContain(idOf(application));
  });

  test('809-20: whoever acted for the requester is given nothing of it, nor whoever is no handler; one thing that cannot be taken leaves everything as it was', async () => {
    const [one, other] = [await receive('四眼名录'), await receive('同案名录')];
    const both = await planOf(head, handler, handlesOnBothSides);
    expect(both.items.map(({ obstacle }) => obstacle?.code)).toEqual(['desk.handover.other-side', 'desk.handover.other-side']);
    const unfit = await planOf(head, handler, clerk);
    expect(unfit.items.map(({ obstacle }) => obstacle?.code)).toEqual(['desk.handover.no-post', 'desk.handover.no-post']);

    expect(codeIn(await handOver(head, { to: handlesOnBothSides, items: [item(one)] }))).toBe('desk.handover.other-side');
    expect(codeIn(await handOver(head, { to: clerk, items: [item(one), item(other)] }))).toBe('desk.handover.no-post');
    expect(codeIn(await handOver(head, { items: [item(one), { kind: 'sharing.application', id: personOf(head) }] }))).toBe(
      'desk.handover.changed',
    );
    expected(await as(colleague, `POST /sharing/applications/${idOf(other)}/holder`, { body: { reason: '接手' } }), 200);
    expect(codeIn(await handOver(head, { items: [item(one), item(other)] }))).toBe('desk.handover.changed');

    expect(await isHeldBy(handler, one)).toBe(true);
    expect(((await as(head, 'GET /desk/handovers?limit=100')).body['items'] as { reason: string }[]).length).toBe(2);
    expected(await handOver(head, { items: [item(one)] }), 201);
  });

  test('delegations from and to the person end with it; what is not ticked stays, and the record says what and why', async () => {
    const application = await receive('委托名录');
    const day = needs.clock.now().toISOString().slice(0, 10);
    const wanted = { kind: 'deputy', delegateId: personOf(colleague), signs: false, firstDay: day, lastDay: null, reason: 'AB岗' };
    const lent = expected(await as(handler, 'POST /desk/delegations', { body: { ...wanted, code: await codeOf(handler) } }), 201);
    const { items } = await planOf(handler, handler, clerk);
    const delegation = items.find(({ kind }) => kind === 'desk.delegation');
    expect(delegation).toMatchObject({ id: idOf(lent), deed: 'end', obstacle: null });

    const done = expected(await handOver(handler, { to: clerk, items: [{ kind: 'desk.delegation', id: idOf(lent) }] }), 201);

    expect(done.body).toMatchObject({ counts: { handed: 0, ended: 1, left: 1 } });
    const shown = expected(await as(head, `GET /desk/handovers/${idOf(done)}`), 200).body;
    expect(shown['lines']).toMatchObject([
      { id: idOf(application), outcome: 'left', because: { code: 'desk.handover.no-post' } },
      { id: idOf(lent), outcome: 'ended', because: null },
    ]);
    expect(codeIn(await as(colleague, 'PUT /desk/acting', { body: { delegationId: idOf(lent) } }))).toBe('desk.delegation.wrong-state');
    expect(await isHeldBy(handler, application)).toBe(true);
    expected(await handOver(head, { items: [item(application)] }), 201);
  });

  test('only the person and the heads hand over; others learn nothing, and nobody does it for another', async () => {
    const application = await receive('无关名录');
    for (const stranger of [colleague, clerk])
      for (const answer of [await planned(stranger, handler), await handOver(stranger, { items: [item(application)] })])
        expect([answer.status, codeIn(answer)], stranger).toEqual([403, 'desk.handover.not-yours']);
    for (const answer of [
      await planned('slj.fzr', handler),
      await handOver('slj.fzr', { items: [item(application)] }),
      await planned(head, 'slj.fzr'),
    ])
      expect(codeIn(answer)).toBe('desk.handover.not-found');
    expect(codeIn(await planned(head, handler, handler))).toBe('desk.handover.oneself');
    expect(codeIn(await planned(head, handler, 'slj.fzr'))).toBe('desk.handover.unfit');
    expect((await as(colleague, 'GET /desk/handover-people')).body['from']).toEqual([expect.objectContaining({ id: personOf(colleague) })]);

    const done = expected(await handOver(head, { items: [item(application)] }), 201);
    expect(codeIn(await as(clerk, `GET /desk/handovers/${idOf(done)}`))).toBe('desk.handover.not-found');
    expect(codeIn(await as('slj.fzr', `GET /desk/handovers/${idOf(done)}`))).toBe('desk.handover.not-found');
    expect(await as(clerk, 'GET /desk/handovers').then(({ body }) => JSON.stringify(body['items']))).not.toContain(idOf(done));
    expect((await as('slj.fzr', 'GET /desk/handovers')).body).toMatchObject({ items: [], total: 0 });
    for (const reader of [handler, colleague, head]) expected(await as(reader, `GET /desk/handovers/${idOf(done)}`), 200);
  });

  test('the list of hand-overs comes in pages, newest first, with the number of all', async () => {
    const first = expected(await as(head, 'GET /desk/handovers?limit=2'), 200).body as {
      items: { id: string }[];
      next: string;
      total: number;
    };
    const rest = expected(await as(head, `GET /desk/handovers?limit=100&cursor=${first.next}`), 200).body as { items: { id: string }[] };

    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(first.total);
    expect(codeIn(await as(head, 'GET /desk/handovers?cursor=x'))).toBe('desk.cursor.invalid');
  });
});

describe('what waits for a post', () => {
  test('it is not handed over: the plan says how much there is, who else has it, divisions included, and whether the colleague does', async () => {
    await received(await entry('岗位名录'));
    const { posts } = await planOf(head, handler, colleague);
    const handling = posts.find(({ roles }) => roles.includes('PROVIDER_HANDLER'));
    const totalOf = async (tab: string) => Number((await as(handler, `GET /desk/todos?tab=${tab}&limit=100`)).body['total']);
    const open = (await totalOf('open')) - (await totalOf('in-hand'));
    expect(handling).toMatchObject({ reaches: true, others: 2 });
    expect(posts.reduce((sum, one) => sum + one.open, 0)).toBe(open);
    expect((await planOf(head, handler, clerk)).posts).toContainEqual({ ...handling, reaches: false });

    const application = await receive('科室名录');
    const divisions = expected(await as(handler, `GET /organisations/${orgId}`), 200).body['divisions'] as { id: string; name: string }[];
    const divisionIds = divisions.filter(({ name }) => name === '登记注册科').map(({ id }) => id);
    const assigned = { divisionIds, words: '请提出意见', dueOn: '2026-11-25' };
    expected(await as(handler, `POST /sharing/applications/${idOf(application)}/assignments`, { body: assigned }), 200);
    expect((await planOf(head, clerk, colleague)).posts).toContainEqual({ roles: ['DIVISION_CLERK'], open: 1, others: 0, reaches: false });
  });

  test('drafts and running cases of whoever leaves stay with the post; the plan names them to those who may read them', async () => {
    const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: await entry('草稿名录') } }), 201);
    const plan = await planOf('slj.fzr', 'slj.djy');

    expect(plan.drafts.map(({ link }) => link)).toContain(`/sharing/applications/${idOf(started)}`);
    expect(plan.begun).toBeGreaterThan(0);
    expect(plan.items.every(({ obstacle }) => obstacle === null)).toBe(true);
  });

  test('whoever has left is still offered while something lies in their hand, and it is handed over by the head', async () => {
    const application = await receive('离岗名录', colleague);
    const gone = personOf(colleague);
    await store.database.transaction(async (tx) => {
      await sql`UPDATE identity.post SET state = 'ended', ended_at = ${needs.clock.now()} WHERE person_id = ${gone} AND org_id = ${orgId}`.execute(
        tx,
      );
    });
    const people = (await as(head, 'GET /desk/handover-people')).body as { from: { id: string }[]; to: { id: string }[] };
    expect(people.from.map(({ id }) => id)).toContain(personOf(colleague));
    expect(people.to.map(({ id }) => id)).not.toContain(personOf(colleague));

    const plan = await planOf(head, colleague, handler);
    expect(plan.posts).toEqual([]);
    expected(await handOver(head, { from: colleague, to: handler, items: plan.items }), 201);

    expect(await isHeldBy(handler, application)).toBe(true);
  });
});
