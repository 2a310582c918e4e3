import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../../../../tools/seed/seed-sharing.ts';
import { idOf, receivingCity } from '../test-received.ts';

const { city, as, codeOf, entry, received, read, notices, todos } = await receivingCity(await createTestDatabase());
const [registry, food] = ['scjg.zck', 'scjg.spk'] as const;
const handler = 'scjg.djy';

const inside = z.object({
  handling: z.object({ assignments: z.array(z.object({ id: z.string(), division: z.string(), state: z.string() })) }),
});
const divisionsSchema = z.array(z.object({ id: z.string(), name: z.string(), hasClerk: z.boolean() }));
const divisions = divisionsSchema.parse(
  expected(await as(handler, `GET /organisations/${city.founded.organisations.get('scjg') ?? ''}`), 200).body['divisions'],
);
const idOfDivision = (name: string) => divisions.find((division) => division.name === name)?.id ?? '';
const today = '2026-11-23';

const assign = async (application: Answer, names: readonly string[], dueOn = '2026-11-25') =>
  as(handler, `POST /sharing/applications/${idOf(application)}/assignments`, {
    body: { divisionIds: names.map(idOfDivision), words: '坎儿隐标请提意见', dueOn },
  });
const assignmentsIn = async (application: Answer) => inside.parse(await read(handler, application)).handling.assignments;
const assignmentOf = async (application: Answer, division: string) =>
  (await assignmentsIn(application)).find((one) => one.division === division)?.id ?? '';
const onAssignment = (id: string, step: 'opening' | 'opinion' | 'recall' | 'return') =>
  ({
    opening: `POST /sharing/assignments/${id}/opening`,
    opinion: `POST /sharing/assignments/${id}/opinion`,
    recall: `POST /sharing/assignments/${id}/recall`,
    return: `POST /sharing/assignments/${id}/return`,
  })[step];
const opinion = { result: 'partly', opinion: '坎儿隐标不宜提供第二项', items: [{ no: 2, agrees: false, words: '' }] };
const agreeing = proposalToAgree([
  { no: 1, mask: 'none' },
  { no: 2, mask: 'none' },
]);
const propose = async (application: Answer) => as(handler, `POST /sharing/applications/${idOf(application)}/proposal`, { body: agreeing });
const sign = async (application: Answer, more: { overMissing?: string } = {}) =>
  as('scjg.fzr', `POST /sharing/applications/${idOf(application)}/consent-in`, {
    body: { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr'), ...more },
  });

describe('转办 and 科室意见', () => {
  test('91-5.1: sharing.assign-divisions, sharing.open-assignment, sharing.give-division-opinion: asked, opened, answered; the reply shows it inside, the other side never', async () => {
    const application = await received(await entry('会签名录'));
    expected(await assign(application, ['登记注册科', '食品经营监督管理科']), 200);
    const mine = await assignmentOf(application, '登记注册科');
    expect(await todos(registry)).toContain('sharing.todo.opine');
    expect(await todos('scjg.shy')).not.toContain(mine);
    expect((await as(registry, onAssignment(mine, 'opinion'), { body: opinion })).body).toMatchObject({
      code: 'sharing.handling.illegal-transition',
    });
    expect((await as(food, onAssignment(mine, 'opening'))).body).toMatchObject({ code: 'sharing.handling.other-division' });

    expected(await as(registry, onAssignment(mine, 'opening')), 200);
    const answer = expected(await as(registry, onAssignment(mine, 'opinion'), { body: opinion }), 200);

    expect(answer.body).toMatchObject({
      handling: { assignments: expect.arrayContaining([expect.objectContaining({ id: mine, answer: opinion })]) },
    });
    expect(await notices(handler)).toContain('sharing.notice.opinion-given');
    for (const outsider of ['slj.djy', 'slj.fzr', 'zfb.zgl'])
      expect(JSON.stringify((await as(outsider, `GET /sharing/applications/${idOf(application)}`)).body)).not.toContain('坎儿隐标');
    expect((await as('slj.djy', onAssignment(mine, 'opening'))).status).toBe(403);
    const { bytes } = expected(await as(handler, `GET /sharing/applications/${idOf(application)}/papers/approval-form`), 200);
    const form = (await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })).text.replaceAll(/\s+/gu, '');
    expect(form).toContain('科室意见登记注册科');
    expect(form).toContain('坎儿隐标不宜提供第二项');
  });

  test('the head signs when all have answered, or over a missing opinion with a reason; nobody waits for it any more', async () => {
    const application = await received(await entry('缺签名录'));
    expected(await assign(application, ['登记注册科']), 200);
    expected(await propose(application), 200);

    expect((await sign(application)).body).toMatchObject({ code: 'sharing.handling.opinions-missing', params: { count: 1 } });
    const signed = expected(await sign(application, { overMissing: '时限将满' }), 200);

    expect(signed.body).toMatchObject({
      state: 'agreed',
      handling: { isOver: true, assignments: [{ state: 'passed-over', reason: '时限将满' }] },
    });
    expect(await todos(registry)).not.toContain(idOf(application));
    expect(await notices(registry)).toContain('sharing.notice.opinion-needless');
    expect(JSON.stringify(await read('slj.djy', application))).not.toContain('时限将满');
  });

  test('sharing.return-assignment, sharing.recall-assignment: given back with a reason, taken back only unopened', async () => {
    const application = await received(await entry('退回名录'));
    expected(await assign(application, ['登记注册科', '食品经营监督管理科']), 200);
    const [first, second] = [await assignmentOf(application, '登记注册科'), await assignmentOf(application, '食品经营监督管理科')];

    expected(await as(registry, onAssignment(first, 'opening')), 200);
    expect((await as(handler, onAssignment(first, 'recall'))).body).toMatchObject({ code: 'sharing.handling.illegal-transition' });
    expected(await as(registry, onAssignment(first, 'return'), { body: { reason: '不属本科室职责' } }), 200);
    expected(await as(handler, onAssignment(second, 'recall')), 200);

    expect((await assignmentsIn(application)).map(({ state }) => state).toSorted()).toEqual(['recalled', 'returned']);
    expect(await notices(handler)).toContain('sharing.notice.assignment-returned');
    expect((await as(food, onAssignment(second, 'opening'))).body).toMatchObject({ code: 'sharing.handling.illegal-transition' });
    expected(await assign(application, ['登记注册科']), 200);
  });

  test('sharing.open-proposal, sharing.recall-proposal: the handler takes the proposal back until the head has opened it', async () => {
    const application = await received(await entry('撤回名录'));
    expected(await propose(application), 200);

    const back = expected(await as(handler, `POST /sharing/applications/${idOf(application)}/proposal-recall`), 200);
    expect(back.body).toMatchObject({ state: 'at-provider', handling: { holder: { mine: true } } });
    expected(await propose(application), 200);
    expected(await as('scjg.fzr', `POST /sharing/applications/${idOf(application)}/proposal-opening`), 200);

    const late = await as(handler, `POST /sharing/applications/${idOf(application)}/proposal-recall`);
    expect(late).toMatchObject({ status: 409, body: { code: 'sharing.handling.opened' } });
    expect(JSON.stringify(await read('slj.djy', application))).not.toContain('proposal-opened');
  });

  test('a division is asked within the statutory term, once at a time, and only where somebody can answer', async () => {
    const application = await received(await entry('期限名录'));

    expect((await assign(application, ['登记注册科'], '2026-12-31')).body).toMatchObject({ code: 'sharing.handling.day-outside-term' });
    expect((await assign(application, ['登记注册科'], '2026-11-20')).body).toMatchObject({ code: 'sharing.handling.day-outside-term' });
    expect((await assign(application, ['信息中心'])).body).toMatchObject({ code: 'sharing.handling.nobody-there' });
    expect((await assign(application, ['没有的科室'])).status).toBe(400);
    expected(await assign(application, ['登记注册科'], today), 200);
    expect((await assign(application, ['登记注册科'])).body).toMatchObject({ code: 'sharing.handling.asked-before' });
  });

  test('what the requester withdraws waits for no division any more', async () => {
    const application = await received(await entry('作废名录'));
    expected(await assign(application, ['登记注册科']), 200);

    expected(await as('slj.djy', `POST /sharing/applications/${idOf(application)}/withdrawal`, { body: { reason: '不再需要' } }), 200);

    expect((await assignmentsIn(application)).map(({ state }) => state)).toEqual(['void']);
    expect(await todos(registry)).not.toContain(idOf(application));
  });
});
