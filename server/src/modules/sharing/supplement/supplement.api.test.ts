import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { idOf, receivingCity } from '../test-received.ts';

const { as, codeOf, needs, entry, content, write, consent, received, read, pass, tick, deliver, notices, todos } = await receivingCity(
  await createTestDatabase(),
);

const ask = (application: Answer, ...places: string[]) =>
  as('scjg.djy', `POST /sharing/applications/${idOf(application)}/supplement-notice`, {
    body: { gaps: places.map((place) => ({ place, words: `请补充${place}` })), opinion: '一次性告知' },
  });
const send = (application: Answer, ...places: string[]) =>
  as('slj.djy', `POST /sharing/applications/${idOf(application)}/supplement`, {
    body: { answers: places.map((place) => ({ place, words: '已附说明' })) },
  });
const sign = async (application: Answer) =>
  as('slj.fzr', `POST /sharing/applications/${idOf(application)}/supplement-consent`, { body: await consent() });
const codes = (answer: Answer) => (answer.body['fields'] as { path: string }[]).map(({ path }) => path);
const longer = '办理机井取水许可时，核对凿井单位的登记状态；补充：仅在受理和审查两个环节查询。';

describe('what is missing is said once', () => {
  test('91-5.1, 809-21: sharing.ask-supplement stops the clock, sharing.send-supplement and sharing.consent-supplement start it anew, and every working day since the first receipt stays in sight', async () => {
    const application = await received(await entry('凿井单位名录'));
    await pass(2);

    const asked = expected(await ask(application, 'useScenario', 'material'), 200);

    expect(asked.body).toMatchObject({
      state: 'supplement-asked',
      clock: { ruleKey: 'supplement.requester', state: 'running' },
      supplementNotices: [{ no: 1, stopsClock: true, answers: null, gaps: [{ place: 'useScenario' }, { place: 'material' }] }],
    });
    expect(await todos('slj.djy')).toContain(idOf(application));
    const clocks = async () => (await read('slj.djy', application))['clocks'];
    expect(await clocks()).toMatchObject([
      { ruleKey: 'sharing.reply.conditional', state: 'stopped', dueAt: null, workingDaysUsed: 1 },
      { ruleKey: 'supplement.requester', state: 'running' },
    ]);

    await write(application, { ...content(), useScenario: longer, useBasis: [] });
    expect(await read('slj.djy', application)).toMatchObject({ missing: [{ path: '/useBasis' }] });
    expect(await read('scjg.djy', application)).toMatchObject({ missing: [], changedPlaces: [] });
    await write(application, { ...content(), useScenario: longer });
    const unmet = await send(application);
    expect(unmet).toMatchObject({ status: 422, body: { code: 'sharing.supplement.unanswered' } });
    expect(codes(unmet)).toEqual(['/body/answers/material']);
    const seen = await read('scjg.djy', application);
    expect(seen).toMatchObject({ content: { useScenario: content().useScenario }, contentBefore: null });

    expected(await send(application, 'material'), 200);
    const returned = await as('slj.fzr', `POST /sharing/applications/${idOf(application)}/supplement-consent`, {
      body: { decision: 'return', opinion: '再核对' },
    });
    expect(returned.body).toMatchObject({ state: 'supplement-asked', returned: { opinion: '再核对' } });
    expected(await send(application, 'material'), 200);
    await pass(3);
    const signed = expected(await sign(application), 200);

    expect(signed.body).toMatchObject({ state: 'at-provider', clock: { ruleKey: 'sharing.reply.conditional', state: 'running' } });
    expect(await clocks()).toMatchObject([
      { ruleKey: 'sharing.reply.conditional', state: 'running', workingDaysUsed: 0, workingDaysLeft: 10, workingDaysTotal: 4 },
      { ruleKey: 'supplement.requester', state: 'met' },
    ]);
    expect(await read('scjg.djy', application)).toMatchObject({
      content: { useScenario: longer },
      contentBefore: { useScenario: content().useScenario },
      changedPlaces: ['useScenario'],
      supplementNotices: [{ answers: [{ place: 'material', words: '已附说明' }] }],
    });
  });

  test('809-21: a later notice names only what the supplement changed, and the clock goes on', async () => {
    const application = await received(await entry('凿井设备登记'));
    expected(await ask(application, 'useScenario'), 200);
    await write(application, { ...content(), useScenario: longer });
    expected(await send(application), 200);
    expected(await sign(application), 200);

    const old = await ask(application, 'useScenario', 'securityMeasures');
    expect(old).toMatchObject({ status: 422, body: { code: 'sharing.supplement.places-old' } });
    expect(codes(old)).toEqual(['/body/gaps/1/place']);
    const again = expected(await ask(application, 'useScenario'), 200);

    expect(again.body['supplementNotices']).toMatchObject([{ stopsClock: true }, { no: 2, stopsClock: false }]);
    expect(again.body['clocks']).toMatchObject([
      { ruleKey: 'sharing.reply.conditional', state: 'running' },
      { state: 'met' },
      { ruleKey: 'supplement.requester', state: 'running' },
    ]);
  });

  test('the clock stops once for an application, also when the authority has sent it back with a fresh one', async () => {
    const application = await received(await entry('凿井泥浆处置'));
    expected(await ask(application, 'useScenario'), 200);
    await write(application, { ...content(), useScenario: longer });
    expected(await send(application), 200);
    expected(await sign(application), 200);
    const reply = { result: 'refuse', items: [], leftOut: [], conditions: '', quota: null, validTo: null, ground: 'not-held', basis: [] };
    expected(await as('scjg.djy', `POST /sharing/applications/${idOf(application)}/proposal`, { body: { ...reply, opinion: '无' } }), 200);
    const decision = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
    expected(await as('scjg.fzr', `POST /sharing/applications/${idOf(application)}/consent-in`, { body: decision }), 200);
    const verdict = { verdict: 'send-back', opinion: '应当掌握', code: await codeOf('zfb.zgl') };
    expected(await as('zfb.zgl', `POST /sharing/applications/${idOf(application)}/refusal-review`, { body: verdict }), 200);

    const again = expected(await ask(application, 'useScenario'), 200);

    expect(again.body['supplementNotices']).toMatchObject([{ stopsClock: true }, { stopsClock: false }]);
  });

  test('422: a notice that comes after its working days is refused, and a place named twice', async () => {
    const application = await received(await entry('地下水监测井'));
    expect(await ask(application, 'matter', 'matter')).toMatchObject({ status: 422, body: { code: 'sharing.supplement.places-twice' } });
    expect(await read('scjg.djy', application)).toMatchObject({ allowed: { 'ask-supplement': { allowed: true } } });
    await pass(12);

    expect(await read('scjg.djy', application)).toMatchObject({
      allowed: { 'ask-supplement': { allowed: false, reason: 'sharing.supplement.too-late', params: { workingDays: 5 } } },
    });
    expect(await ask(application, 'useScenario')).toMatchObject({
      status: 422,
      body: { code: 'sharing.supplement.too-late', params: { workingDays: 5 } },
    });
    expect(await read('scjg.djy', application)).toMatchObject({ state: 'at-provider', supplementNotices: [] });
  });

  test('403, 409: only the provider’s handler asks, only the requester supplements, its clerk does not sign, and nothing is answered while it is awaited', async () => {
    const application = await received(await entry('水井封存记录'));
    const by = (who: string) =>
      as(who, `POST /sharing/applications/${idOf(application)}/supplement-notice`, {
        body: { gaps: [{ place: 'matter', words: '请补' }], opinion: '告知' },
      });
    expect(await by('slj.djy')).toMatchObject({ status: 403 });
    expect(await by('scjg.fzr')).toMatchObject({ status: 403 });
    expect(await send(application)).toMatchObject({ status: 409 });
    expected(await by('scjg.djy'), 200);

    expect(await by('scjg.djy')).toMatchObject({ status: 409, body: { code: 'sharing.application.illegal-transition' } });
    const reply = { result: 'refuse', items: [], leftOut: [], conditions: '', quota: null, validTo: null, ground: 'not-held', basis: [] };
    expect(
      await as('scjg.djy', `POST /sharing/applications/${idOf(application)}/proposal`, { body: { ...reply, opinion: '无' } }),
    ).toMatchObject({ status: 409 });
    expect(await sign(application)).toMatchObject({ status: 409 });
  });
});

describe('a supplement that does not come', () => {
  test('809-21: lapses to 已撤回 after the requester’s own term, never to a refusal; both sides are told and owe nothing', async () => {
    const application = await received(await entry('打井企业信用'));
    expected(await ask(application, 'useScenario'), 200);

    await pass(15);
    await pass(0);

    const ended = await read('slj.djy', application);
    expect(ended).toMatchObject({ state: 'withdrawn', reply: null, clocks: [{ state: 'cancelled' }, { state: 'cancelled' }] });
    expect(JSON.stringify(ended['history'])).toContain('supplement-lapsed');
    for (const reader of ['slj.djy', 'scjg.djy']) expect(await notices(reader)).toContain('sharing.notice.supplement-lapsed');
    expect(await todos('slj.djy')).not.toContain(idOf(application));
    expect(await send(application, 'useScenario')).toMatchObject({ status: 409 });
  });

  test('a withdrawal while it is awaited ends both clocks', async () => {
    const application = await received(await entry('水源热泵备案'));
    expected(await ask(application, 'useScenario'), 200);

    const withdrawn = expected(
      await as('slj.djy', `POST /sharing/applications/${idOf(application)}/withdrawal`, { body: { reason: '不再需要' } }),
      200,
    );

    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', clocks: [{ state: 'cancelled' }, { state: 'cancelled' }] });
  });

  test('a supplement that was signed late, before the lapse was told, counts, and what is told later ends no other term', async () => {
    const application = await received(await entry('取水口台账'));
    expected(await ask(application, 'useScenario'), 200);
    await write(application, { ...content(), useScenario: longer });
    expected(await send(application), 200);
    await codeOf('slj.fzr');

    needs.clock.advance(15 * 86_400_000);
    await tick();
    const signed = expected(await sign(application), 200);
    expected(await ask(application, 'useScenario'), 200);
    await deliver();

    expect(signed.body['state']).toBe('at-provider');
    expect(await read('slj.djy', application)).toMatchObject({ state: 'supplement-asked', supplementNotices: [{}, { answeredAt: null }] });
  });
});
