import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { idOf, receivingCity } from '../test-received.ts';

const { city, as, entry, received, read, notices, todos } = await receivingCity(await createTestDatabase());

/** A second handler of 市市场监管局. */
const colleague = 'scjg.shy';
await secondHandler();

async function secondHandler(): Promise<void> {
  const orgId = city.founded.organisations.get('scjg') ?? '';
  const personId = city.founded.people.get(colleague) ?? '';
  const post = { role: 'PROVIDER_HANDLER', divisionId: null, endsOn: null };
  expected(await as(colleague, `POST /organisations/${orgId}/people/${personId}/posts`, { body: post }), 201);
}

const receive = async (application: Answer, by = 'scjg.djy') => as(by, `POST /sharing/applications/${idOf(application)}/receipt`);
const take = async (application: Answer, by = colleague) =>
  as(by, `POST /sharing/applications/${idOf(application)}/holder`, { body: { reason: '原经办人外出' } });
const refusing = {
  result: 'refuse',
  items: [],
  leftOut: [],
  conditions: '',
  quota: null,
  validTo: null,
  ground: 'not-duty-related',
  basis: [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十条', quotation: '', articleId: '809-20' }],
  opinion: '与职责无关',
};
const propose = async (application: Answer, by: string) =>
  as(by, `POST /sharing/applications/${idOf(application)}/proposal`, { body: refusing });
const inHand = async (by: string) => JSON.stringify((await as(by, 'GET /desk/todos?tab=in-hand&limit=100')).body);

describe('签收 of an application', () => {
  test('91-5.1: sharing.receive-application: both sides read when it was received, the term runs on, and the handler has it in hand', async () => {
    const application = await received(await entry('签收名录'));
    const before = await read('slj.djy', application);
    expect(before).toMatchObject({ receivedAt: null, handling: null });

    const answer = expected(await receive(application), 200);

    const at = city.needs.clock.now().toISOString();
    expect(answer.body).toMatchObject({ state: 'at-provider', receivedAt: at, handling: { holder: { mine: true }, isOver: false } });
    const seen = await read('slj.djy', application);
    expect(seen).toMatchObject({ receivedAt: at, handling: null, clock: before['clock'] });
    expect(JSON.stringify(seen['history'])).toContain('"received"');
    expect(await inHand('scjg.djy')).toContain(idOf(application));
    expect((await receive(application)).status).toBe(409);
  });

  test('sharing.take-over: one has it in hand; a colleague answers after taking it over, and whoever had it is told', async () => {
    const application = await received(await entry('接办名录'));
    expect((await take(application)).body).toMatchObject({ code: 'sharing.handling.not-received' });
    expected(await receive(application), 200);
    expect(JSON.stringify((await as(colleague, 'GET /desk/todos?limit=100')).body)).toContain('"mine":false');
    expect((await propose(application, colleague)).body).toMatchObject({ code: 'sharing.handling.in-other-hands' });
    expect((await take(application, 'scjg.djy')).body).toMatchObject({ code: 'sharing.handling.in-hand' });

    expected(await take(application), 200);

    expect(await notices('scjg.djy')).toContain('sharing.notice.taken-over');
    expect(await inHand('scjg.djy')).not.toContain(idOf(application));
    expect(await todos('scjg.djy')).toContain(idOf(application));
    expect((await propose(application, 'scjg.djy')).body).toMatchObject({ code: 'sharing.handling.in-other-hands' });
    expected(await propose(application, colleague), 200);
    const seen = JSON.stringify(await read('slj.djy', application));
    expect(seen).not.toContain('taken-over');
    expect(seen).not.toContain('原经办人外出');
  });

  test('the straight way: who answers what nobody has received receives it with the answer', async () => {
    const application = await received(await entry('直办名录'));

    const answer = expected(await propose(application, 'scjg.djy'), 200);

    expect(answer.body).toMatchObject({ state: 'awaiting-consent-in', handling: { holder: { mine: true } } });
    expect((await read('slj.djy', application))['receivedAt']).not.toBeNull();
  });

  test('a department that is no side of it learns nothing, and the requester cannot receive it', async () => {
    const application = await received(await entry('旁观名录'));

    expect((await receive(application, 'zrzy.djy')).status).toBe(404);
    expect((await receive(application, 'slj.djy')).status).toBe(403);
    expect((await take(application, 'zrzy.djy')).status).toBe(404);
  });
});
