import { describe, expect, test } from 'vitest';
import { expected, type Answer } from '../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../tools/seed/seed-sharing.ts';
import { idOf, receivingCity } from '../src/modules/sharing/test-received.ts';
import { sealCity } from './sealing.ts';
import { createTestDatabase } from './test-database.ts';
import { sql } from 'kysely';
import { extractText, getDocumentProxy } from 'unpdf';

const store = await createTestDatabase();
const { city, as, codeOf, entry, received, read, needs, todos, content, write } = await receivingCity(store);
const DAY_MS = 86_400_000;
const [head, handler, colleague] = ['scjg.fzr', 'scjg.djy', 'scjg.shy'] as const;
const personOf = (account: string) => city.founded.people.get(account) ?? '';
const orgId = city.founded.organisations.get('scjg') ?? '';
const today = () => new Date(needs.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const inDays = (days: number) => new Date(needs.clock.now().getTime() + days * DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10);

/** The reviewer handles too, and so reads what is shared. */
const handles = await post(colleague, 'PROVIDER_HANDLER');

async function post(account: string, role: string): Promise<string> {
  const body = { role, divisionId: null, endsOn: null };
  const { posts } = expected(await as('scjg.shy', `POST /organisations/${orgId}/people/${personOf(account)}/posts`, { body }), 201)
    .body as {
    posts: { id: string; role: string; state: string }[];
  };
  return posts.findLast((one) => one.role === role && one.state !== 'ended')?.id ?? '';
}

type Wanted = { kind?: string; to?: string; signs?: boolean; firstDay?: string; lastDay?: string | null };
const give = async (
  by: string,
  { kind = 'absence', to = colleague, signs = true, firstDay = today(), lastDay = inDays(3) }: Wanted = {},
) => {
  const wanted = { kind, delegateId: personOf(to), signs, firstDay, lastDay: kind === 'deputy' ? null : lastDay, reason: '外出开会' };
  return as(by, 'POST /desk/delegations', { body: { ...wanted, code: await codeOf(by) } });
};
const revoke = async (by: string, delegation: Answer) => as(by, `POST /desk/delegations/${idOf(delegation)}/revocation`);
const actFor = async (by: string, delegation: Answer) => as(by, 'PUT /desk/acting', { body: { delegationId: idOf(delegation) } });
const asSelf = async (by: string) => expected(await as(by, 'DELETE /desk/acting'), 200);
const actsUnder = async (by: string, delegation: Answer) => as(by, `GET /desk/delegations/${idOf(delegation)}/acts`);
const propose = async (by: string, application: Answer) => {
  const proposal = proposalToAgree([1, 2].map((no) => ({ no, mask: 'none' as const })));
  return as(by, `POST /sharing/applications/${idOf(application)}/proposal`, { body: proposal });
};
const sign = async (by: string, application: Answer) =>
  as(by, `POST /sharing/applications/${idOf(application)}/consent-in`, {
    body: { decision: 'sign', opinion: '同意共享', code: await codeOf(by) },
  });
const codeIn = (answer: Answer) => answer.body['code'];

describe('desk.give-delegation', () => {
  test('91-5.1, 809-20: a head away lets a colleague sign: the agreement, the history and the evidence say who signed for whom and by which delegation', async () => {
    const application = await received(await entry('代签名录'));
    expected(await propose(handler, application), 200);
    const delegation = expected(await give(head), 201);
    expect(delegation.body).toMatchObject({ standing: 'in-force', signs: true, no: expect.stringMatching(/^DL-\d{6}$/u) });
    // The colleague's own inbox has it, marked, counted by the same question; it is not yet theirs to sign.
    const listed = expected(await as(colleague, 'GET /desk/todos?limit=100'), 200).body as {
      items: { link: string; standsFor: object | null }[];
      total: number;
    };
    const line = listed.items.find(({ link }) => link.includes(idOf(application)));
    expect(line?.standsFor).toMatchObject({ delegationId: idOf(delegation) });
    expect(expected(await as(colleague, 'GET /desk/counts'), 200).body['open']).toBe(listed.total);
    expect(codeIn(await sign(colleague, application))).toBe('request.not-permitted');

    expected(await actFor(colleague, delegation), 200);
    expect(expected(await as(colleague, 'GET /me'), 200).body['standsFor']).toMatchObject({
      delegationId: idOf(delegation),
      lastDay: inDays(3),
    });
    expected(await sign(colleague, application), 200);
    await asSelf(colleague);

    const seen = await read('slj.djy', application);
    const delegate = { no: delegation.body['no'], by: expect.stringContaining('市场监管局'), for: expect.stringContaining('市场监管局') };
    expect(seen).toMatchObject({ state: 'agreed', agreement: { providerSignature: { role: 'OFFICE_HEAD', delegate } } });
    expect(seen['history']).toContainEqual(expect.objectContaining({ action: 'signed-in', role: 'OFFICE_HEAD', delegate }));
    const acts = expected(await actsUnder(head, delegation), 200).body as {
      items: { action: string; recordId: string; objectId: string }[];
    };
    expect(acts.items.map(({ action }) => action)).toEqual(expect.arrayContaining(['desk.act-for', 'sharing.consent-in']));
    expect(acts.items.some(({ objectId }) => objectId === idOf(application))).toBe(true);
    const [stored] = await storedRecord(acts.items.find(({ action }) => action === 'sharing.consent-in')?.recordId ?? '');
    expect(stored).toMatchObject({
      actor: { id: personOf(colleague) },
      facts: { delegation: idOf(delegation), forPerson: personOf(head) },
    });
    expected(await revoke(head, delegation), 200);
  });

  test('nobody decides their own through another: neither what the delegate proposed nor what the delegator did', async () => {
    const [own, others] = [await received(await entry('自办名录')), await received(await entry('他办名录'))];
    await post(head, 'PROVIDER_HANDLER');
    expected(await propose(colleague, own), 200);
    expected(await propose(head, others), 200);
    const delegation = expected(await give(head), 201);
    // Who signs does not have the work done in their own name that they sign.
    expect(delegation.body['deeds']).not.toContain('sharing.propose-reply');
    expected(await actFor(colleague, delegation), 200);

    expect(codeIn(await sign(colleague, own))).toBe('sharing.application.own-work');
    expect(codeIn(await sign(colleague, others))).toBe('sharing.application.own-work');

    await asSelf(colleague);
    expected(await revoke(head, delegation), 200);
  });

  test('desk.act-for, desk.act-as-self: a chain is not possible, and whoever acts for another ends nothing in their name', async () => {
    const delegation = expected(await give(head), 201);
    expected(await actFor(colleague, delegation), 200);

    expect(codeIn(await give(colleague, { to: handler, signs: false }))).toBe('request.not-lent');
    expect(codeIn(await revoke(colleague, delegation))).toBe('request.not-lent');
    expect(codeIn(await actFor(colleague, delegation))).not.toBe('request.fault');

    await asSelf(colleague);
    expect(codeIn(await actFor(handler, delegation))).toBe('desk.delegation.not-found');
    expected(await revoke(colleague, delegation), 200);
  });

  test('desk.revoke-delegation: it ends at once, in the middle of a session, and what was meant for another is not done as one’s own', async () => {
    const application = await received(await entry('撤销名录'));
    expected(await propose(handler, application), 200);
    const delegation = expected(await give(head), 201);
    expected(await actFor(colleague, delegation), 200);
    expected(await revoke(head, delegation), 200);

    expect(codeIn(await sign(colleague, application))).toBe('request.delegation-ended');
    expect((await as(colleague, 'GET /me')).body['standsFor']).toMatchObject({ ended: true, delegationId: idOf(delegation) });
    await asSelf(colleague);
    expect(codeIn(await sign(colleague, application))).toBe('request.not-permitted');
    expect(codeIn(await revoke(head, delegation))).toBe('desk.delegation.wrong-state');
    expect(await todos(colleague)).not.toContain(idOf(delegation));
  });

  test('it ends on its last day', async () => {
    const application = await received(await entry('到期名录'));
    expected(await propose(handler, application), 200);
    const delegation = expected(await give(head, { lastDay: today() }), 201);
    needs.clock.advance(DAY_MS);

    expect(await todos(colleague)).not.toContain(idOf(delegation));
    expect(codeIn(await actFor(colleague, delegation))).toBe('desk.delegation.wrong-state');
    const { items } = expected(await as(head, 'GET /desk/delegations?limit=100'), 200).body as {
      items: { id: string; standing: string }[];
    };
    expect(items.find(({ id }) => id === idOf(delegation))).toMatchObject({ standing: 'over' });
  });

  test('AB岗: a standing deputy handles in the other’s name, and the case stays in the other’s hand', async () => {
    const application = await received(await entry('AB岗名录'));
    const delegation = expected(await give(handler, { kind: 'deputy', signs: false }), 201);
    expected(await actFor(colleague, delegation), 200);
    expected(await propose(colleague, application), 200);
    await asSelf(colleague);

    const seen = await read(handler, application);
    expect(seen).toMatchObject({ state: 'awaiting-consent-in', handling: { holder: { mine: true } } });
    expect(seen['history']).toContainEqual(
      expect.objectContaining({
        action: 'proposed-agree',
        delegate: { no: delegation.body['no'], by: expect.any(String), for: expect.any(String) },
      }),
    );
    expected(await revoke(handler, delegation), 200);
  });

  test('what cannot be: oneself, a stranger, days that are past, a deputy who signs, a signature that is not one’s own, the same days twice, a delegate who is away', async () => {
    const standing = expected(await give(head), 201);

    expect(codeIn(await give(head, { to: head }))).toBe('desk.delegation.oneself');
    expect(codeIn(await give(head, { to: 'slj.djy' }))).toBe('desk.delegation.unfit');
    expect(codeIn(await give(head, { firstDay: inDays(-1) }))).toBe('desk.delegation.days');
    expect(codeIn(await give(head, { kind: 'deputy' }))).toBe('desk.delegation.no-signature');
    expect(codeIn(await give(handler, { signs: true }))).toBe('desk.delegation.no-signature');
    expect((await give(head, { to: handler })).body).toMatchObject({
      code: 'desk.delegation.overlapping',
      params: { no: standing.body['no'] },
    });
    expect(codeIn(await give(handler, { to: head, signs: false }))).toBe('desk.delegation.delegate-away');

    expected(await revoke(head, standing), 200);
  });

  test('desk.list-delegations, desk.list-delegated-acts: the heads of the unit see what was done; another unit learns nothing', async () => {
    const delegation = expected(await give(handler, { signs: false }), 201);
    const listed = expected(await as(head, 'GET /desk/delegations?tab=unit&limit=1'), 200).body as {
      items: { id: string }[];
      total: number;
      next: string;
      counts: { unit: number };
    };

    expect(listed.counts.unit).toBe(listed.total);
    const beyond = expected(await as(head, `GET /desk/delegations?tab=unit&limit=100&cursor=${listed.next}`), 200).body as {
      items: object[];
    };
    expect(beyond.items).toHaveLength(listed.total - 1);
    expect(listed.items.map(({ id }) => id)).toContain(idOf(delegation));
    expect((await actsUnder(head, delegation)).status).toBe(200);
    expect((await actsUnder('slj.fzr', delegation)).status).toBe(404);
    const delegable = expected(await as(head, 'GET /desk/delegable'), 200).body as { colleagues: { id: string }[]; signatures: string[] };
    expect(delegable.signatures).toContain('sharing.consent-in');
    expect(delegable.colleagues.map(({ id }) => id)).toContain(personOf(colleague));
    expect(delegable.colleagues.map(({ id }) => id)).not.toContain(personOf('slj.djy'));
    expect((await revoke('slj.fzr', delegation)).status).toBe(404);
    expect(JSON.stringify((await as('slj.fzr', 'GET /desk/delegations')).body)).not.toContain(idOf(delegation));
    expected(await revoke(head, delegation), 200);
  });
});

describe('a hand that was lent', () => {
  test('agreement, approval form and reply letter say who acted, for which post and under which number', async () => {
    const application = await received(await entry('纸面名录'));
    const lent = expected(await give(handler, { kind: 'deputy', signs: false }), 201);
    expected(await actFor(colleague, lent), 200);
    expected(await propose(colleague, application), 200);
    await asSelf(colleague);
    const away = expected(await give(head, { to: 'scjg.zck' }), 201);
    expected(await actFor('scjg.zck', away), 200);
    expected(await sign('scjg.zck', application), 200);
    await asSelf('scjg.zck');
    await sealCity(needs);
    const [agreement, form, letter] = await Promise.all(
      ['agreement', 'approval-form', 'reply'].map(async (kind) => printed(application, kind)),
    );
    const signed = `代：市市场监管局·登记注册科承办人代${forTitle(away)}签署，委托编号${String(away.body['no'])}`;

    expect(agreement).toContain(signed);
    expect(form).toContain(signed);
    expect(form).toContain(`签署，委托编号${String(lent.body['no'])}`);
    expect(letter).toContain(signed);
    expected(await revoke(head, away), 200);
    expected(await revoke(handler, lent), 200);
  });

  test('the same on the requester’s side: who let a deputy submit does not consent', async () => {
    const application = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: await entry('报送名录') } }), 201);
    await write(application, content());
    const slj = { orgId: city.founded.organisations.get('slj') ?? '' };
    const deputy = 'slj.shy';
    const roleOf = async (account: string, role: string) =>
      as('slj.shy', `POST /organisations/${slj.orgId}/people/${personOf(account)}/posts`, {
        body: { role, divisionId: null, endsOn: null },
      });
    expected(await roleOf(deputy, 'APPLICANT'), 201);
    const lent = expected(await give('slj.djy', { kind: 'deputy', to: deputy, signs: false }), 201);
    expected(await actFor(deputy, lent), 200);
    expected(await as(deputy, `POST /sharing/applications/${idOf(application)}/submission`), 200);
    await asSelf(deputy);
    const away = expected(await give('slj.fzr', { to: 'slj.djy' }), 201);
    expected(await actFor('slj.djy', away), 200);
    const consent = async (by: string) =>
      as(by, `POST /sharing/applications/${idOf(application)}/consent-out`, {
        body: { decision: 'consent', opinion: '同意', code: await codeOf(by) },
      });

    expect(codeIn(await consent('slj.djy'))).toBe('sharing.application.own-work');

    await asSelf('slj.djy');
    expected(await consent('slj.fzr'), 200);
    expected(await revoke('slj.fzr', away), 200);
    expected(await revoke('slj.djy', lent), 200);
  });

  test('a head’s signature is lent for signing replies and nothing else of the same power', async () => {
    const application = await received(await entry('授权名录'));
    expected(await propose(handler, application), 200);
    const delegation = expected(await give(head), 201);
    expected(await actFor(colleague, delegation), 200);
    expected(await sign(colleague, application), 200);
    const grants = expected(await as(colleague, 'GET /sharing/grants?limit=100'), 200).body as { items: { id: string }[] };
    const grantId = grants.items[0]?.id ?? '';
    const body = { reason: '不再需要', code: await codeOf(colleague) };

    expect(codeIn(await as(colleague, `POST /sharing/grants/${grantId}/revocation`, { body }))).toBe('request.not-lent');

    await asSelf(colleague);
    expected(await revoke(head, delegation), 200);
  });

  test('a revocation counts for what is under way: the deed that waited rolls back, and its refusal names who and under which delegation', async () => {
    const application = await received(await entry('并发名录'));
    expected(await propose(handler, application), 200);
    const delegation = expected(await give(head), 201);
    expected(await actFor(colleague, delegation), 200);
    let signing: Promise<Answer> | undefined;
    await store.database.transaction(async (tx) => {
      await sql`SELECT 1 FROM sharing.application WHERE id = ${idOf(application)} FOR UPDATE`.execute(tx);
      signing = sign(colleague, application);
      await somebodyWaits();
      expected(await revoke(head, delegation), 200);
    });
    const outcome = await signing;

    expect(outcome).toMatchObject({ status: 403, body: { code: 'request.delegation-ended' } });
    expect(await read(head, application)).toMatchObject({ state: 'awaiting-consent-in' });
    const acts = expected(await actsUnder(head, delegation), 200).body as { items: { action: string; result: string; recordId: string }[] };
    const refused = acts.items.find(({ action }) => action === 'sharing.consent-in');
    expect(refused).toMatchObject({ result: 'refused' });
    expect(await storedRecord(refused?.recordId ?? '')).toMatchObject([
      { actor: { id: personOf(colleague) }, facts: { delegation: idOf(delegation), forPerson: personOf(head) } },
    ]);
    // And what is tried afterwards is refused at the door, with the same names.
    expect(codeIn(await sign(colleague, application))).toBe('request.delegation-ended');
    const after = expected(await actsUnder(head, delegation), 200).body as { total: number };
    expect(after.total).toBe(acts.items.length + 1);
    await asSelf(colleague);
    expected(await sign(head, application), 200);
  });

  test('a delegation whose last day passes ends in the middle of a session', async () => {
    const midnight = () => new Date(`${inDays(1)}T00:00:00+08:00`).getTime() - needs.clock.now().getTime();
    const application = await received(await entry('跨夜名录'));
    expected(await propose(handler, application), 200);
    // A session that rests for half an hour ends, so all of it happens in the last minutes of the day: 16:00 UTC is midnight.
    needs.clock.advance(midnight() - 5 * 60_000);
    const dated = expected(await give(head, { lastDay: today() }), 201);
    expected(await actFor(colleague, dated), 200);
    needs.clock.advance(midnight() - 1);
    expect((await as(colleague, 'GET /me')).body['standsFor']).toMatchObject({ ended: false });
    needs.clock.advance(1);

    expect(codeIn(await sign(colleague, application))).toBe('request.delegation-ended');
    expect((await as(colleague, 'GET /me')).body['standsFor']).toMatchObject({ ended: true });
    await asSelf(colleague);
  });

  test('whoever lets a deputy work does not sign that work: neither in person after a new post, nor through a second delegation', async () => {
    const [later, through] = [await received(await entry('升任名录')), await received(await entry('转手名录'))];
    const lent = expected(await give(handler, { kind: 'deputy', signs: false }), 201);
    expected(await actFor(colleague, lent), 200);
    for (const application of [later, through]) expected(await propose(colleague, application), 200);
    await asSelf(colleague);
    const away = expected(await give(head, { to: handler }), 201);
    expected(await actFor(handler, away), 200);

    expect(codeIn(await sign(handler, through))).toBe('sharing.application.own-work');

    await asSelf(handler);
    expected(await revoke(head, away), 200);
    const promoted = await post(handler, 'OFFICE_HEAD');
    expected(await as('aqgly', `POST /posts/${promoted}/decision`, { body: { decision: 'confirm', code: await codeOf('aqgly') } }), 200);
    // Who signs has no work done in their own name from then on; what was done before stays theirs.
    expect(codeIn(await actFor(colleague, lent))).toBe('desk.delegation.wrong-state');
    expect(codeIn(await sign(handler, later))).toBe('sharing.application.own-work');
    expect(codeIn(await sign(handler, through))).toBe('sharing.application.own-work');
    expected(await sign(head, later), 200);
    expected(await revoke(handler, lent), 200);
  });

  test('a delegate who is no longer fit ends it', async () => {
    const fit = expected(await give(head), 201);
    expected(await as('scjg.shy', `DELETE /posts/${handles}`), 200);
    const { items } = expected(await as(head, 'GET /desk/delegations?limit=100'), 200).body as {
      items: { id: string; standing: string }[];
    };

    expect(items.find(({ id }) => id === idOf(fit))).toMatchObject({ standing: 'void' });
  });
});

const forTitle = ({ body }: Answer) => (body['person'] as { title: string }).title;

/** The text of a printed paper without its line breaks. */
async function printed(application: Answer, kind: string): Promise<string> {
  const { bytes } = expected(await as(head, `GET /sharing/applications/${idOf(application)}/papers/${kind}`), 200);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text.replaceAll(/\s+/gu, '');
}

/** Until one transaction waits for another. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(
      store.database.reader,
    );
    if ((rows[0]?.count ?? 0) > 0) return;
  }
}

/** The stored bytes of a record, as JSON. */
async function storedRecord(recordId: string): Promise<unknown[]> {
  const { rows } = await needs.database.pool.query<{ record: unknown }>(
    `SELECT convert_from(body, 'UTF8')::jsonb AS record FROM audit.pending WHERE record_id = $1`,
    [recordId],
  );
  return rows.map(({ record }) => record);
}
