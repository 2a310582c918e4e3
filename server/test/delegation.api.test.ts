import { describe, expect, test } from 'vitest';
import { expected, type Answer } from '../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../tools/seed/seed-sharing.ts';
import { idOf, receivingCity } from '../src/modules/sharing/test-received.ts';
import { createTestDatabase } from './test-database.ts';

const { city, as, codeOf, entry, received, read, needs, todos } = await receivingCity(await createTestDatabase());
const DAY_MS = 86_400_000;
const [head, handler, colleague] = ['scjg.fzr', 'scjg.djy', 'scjg.shy'] as const;
const personOf = (account: string) => city.founded.people.get(account) ?? '';
const orgId = city.founded.organisations.get('scjg') ?? '';
const today = () => new Date(needs.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const inDays = (days: number) => new Date(needs.clock.now().getTime() + days * DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10);

/** The reviewer handles too, and so reads what is shared. */
await post(colleague, 'PROVIDER_HANDLER');

async function post(account: string, role: string): Promise<void> {
  const body = { role, divisionId: null, endsOn: null };
  expected(await as('scjg.shy', `POST /organisations/${orgId}/people/${personOf(account)}/posts`, { body }), 201);
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
    const delegate = { no: delegation.body['no'], by: expect.stringContaining('市场监管局') };
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
    expect(delegation.body['powers']).not.toContain('sharing.handle');
    expected(await actFor(colleague, delegation), 200);

    expect(codeIn(await sign(colleague, own))).toBe('sharing.application.own-work');
    expect(codeIn(await sign(colleague, others))).toBe('sharing.application.own-work');

    await asSelf(colleague);
    expected(await revoke(head, delegation), 200);
  });

  test('desk.act-for, desk.act-as-self: a chain is not possible, and whoever acts for another ends nothing in their name', async () => {
    const delegation = expected(await give(head), 201);
    expected(await actFor(colleague, delegation), 200);

    expect((await give(colleague, { to: handler, signs: false })).status).toBe(403);
    expect(codeIn(await revoke(colleague, delegation))).toBe('desk.delegation.not-yours');
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
    expect((await as(colleague, 'GET /me')).body['standsFor']).toBeNull();
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
    const { given } = expected(await as(head, 'GET /desk/delegations'), 200).body as { given: { id: string; standing: string }[] };
    expect(given.find(({ id }) => id === idOf(delegation))).toMatchObject({ standing: 'over' });
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
      expect.objectContaining({ action: 'proposed-agree', delegate: { no: delegation.body['no'], by: expect.any(String) } }),
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
    const { unit } = expected(await as(head, 'GET /desk/delegations'), 200).body as { unit: { id: string }[] };

    expect(unit.map(({ id }) => id)).toContain(idOf(delegation));
    expect((await actsUnder(head, delegation)).status).toBe(200);
    expect((await actsUnder('slj.fzr', delegation)).status).toBe(404);
    expect((await revoke('slj.fzr', delegation)).status).toBe(404);
    expect(JSON.stringify((await as('slj.fzr', 'GET /desk/delegations')).body)).not.toContain(idOf(delegation));
    expected(await revoke(head, delegation), 200);
  });
});

/** The stored bytes of a record, as JSON. */
async function storedRecord(recordId: string): Promise<unknown[]> {
  const { rows } = await needs.database.pool.query<{ record: unknown }>(
    `SELECT convert_from(body, 'UTF8')::jsonb AS record FROM audit.pending WHERE record_id = $1`,
    [recordId],
  );
  return rows.map(({ record }) => record);
}
