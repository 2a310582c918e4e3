import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { idOf, receivingCity } from '../test-received.ts';

const { as, codeOf, entry, received, read, pass, notices, todos } = await receivingCity(await createTestDatabase());

const ask = (application: Answer, workingDays = 10, by = 'scjg.djy') =>
  as(by, `POST /sharing/applications/${idOf(application)}/extension`, { body: { workingDays, reason: '涉及历史数据核对' } });
const decide = async (application: Answer, decision: 'grant' | 'refuse', by = 'zfb.zgl') =>
  as(by, `POST /sharing/applications/${idOf(application)}/extension-decision`, {
    body: { decision, opinion: '已核', code: await codeOf(by) },
  });
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

describe('an extension of the reply', () => {
  test('91-5.1, 809-21: sharing.ask-extension, sharing.decide-extension: asked by the provider, granted by the authority’s leader, the term moves and the requester is told', async () => {
    const application = await received(await entry('凿井单位名录'));

    const asked = expected(await ask(application), 200);
    const before = { allowed: false, reason: 'sharing.extension.asked-before' };
    expect(asked.body).toMatchObject({
      state: 'at-provider',
      extension: { state: 'asked', workingDays: 10 },
      allowed: { 'ask-extension': before },
    });
    expect(await read('zfb.zgl', application)).toMatchObject({ allowed: { 'decide-extension': { allowed: true } } });
    expect(await todos('zfb.zgl')).toContain(idOf(application));
    const waiting = expected(await as('zfb.zgl', 'GET /sharing/applications?side=authority'), 200);
    expect(JSON.stringify(waiting.body)).toContain(idOf(application));
    expect(await read('slj.djy', application)).toMatchObject({ extension: null });

    const granted = expected(await decide(application, 'grant'), 200);

    expect(granted.body).toMatchObject({ extension: { state: 'granted', opinion: '已核' } });
    expect(await read('slj.djy', application)).toMatchObject({
      extension: { state: 'granted', workingDays: 10 },
      clocks: [{ ruleKey: 'sharing.reply.conditional', workingDaysLeft: 20, extensionWorkingDaysMax: null }],
    });
    for (const reader of ['slj.djy', 'scjg.djy']) expect(await notices(reader)).toContain('sharing.notice.extension-granted');
    expect(await todos('zfb.zgl')).not.toContain(idOf(application));
    expect(await read('scjg.djy', application)).toMatchObject({ allowed: { 'ask-extension': before } });
    expect(await read('zfb.zgl', application)).toMatchObject({
      allowed: { 'decide-extension': { allowed: false, reason: 'sharing.extension.not-asked' } },
    });
    expect(await ask(application, 1)).toMatchObject({ status: 409, body: { code: 'sharing.extension.asked-before' } });
    expect(await decide(application, 'grant')).toMatchObject({ status: 409, body: { code: 'sharing.extension.not-asked' } });
  });

  test('refused, the term stays, the requester hears nothing, and it may be asked for once more', async () => {
    const application = await received(await entry('地下水监测井'));
    expected(await ask(application, 5), 200);

    expected(await decide(application, 'refuse'), 200);

    expect(await read('slj.djy', application)).toMatchObject({ extension: null, clocks: [{ workingDaysLeft: 10 }] });
    expect(JSON.stringify((await read('slj.djy', application))['history'])).not.toContain('extension');
    expect(await notices('scjg.djy')).toContain('sharing.notice.extension-refused');
    expected(await ask(application, 2), 200);
  });

  test('422, 409: no more days than the rule set allows, not while a request waits, not after the term has run out', async () => {
    const application = await received(await entry('水井封存记录'));
    expect(await ask(application, 11)).toMatchObject({ status: 422, body: { code: 'law.clock.extension-too-long' } });
    expected(await ask(application, 3), 200);
    expect(await ask(application, 3)).toMatchObject({ status: 409, body: { code: 'sharing.extension.asked-before' } });

    await pass(30);

    expect(await decide(application, 'grant')).toMatchObject({ status: 409, body: { code: 'law.clock.lapsed' } });
    expected(await decide(application, 'refuse'), 200);
    expect(await read('scjg.djy', application)).toMatchObject({
      allowed: { 'ask-extension': { allowed: false, reason: 'law.clock.lapsed' } },
    });
    expect(await ask(application, 3)).toMatchObject({ status: 409, body: { code: 'law.clock.lapsed' } });
  });

  test('403: who asked does not decide, nor anybody but the authority’s leader; the requester asks for nothing', async () => {
    const application = await received(await entry('打井企业信用'));
    expect(await ask(application, 3, 'slj.djy')).toMatchObject({ status: 403 });
    expected(await ask(application, 3), 200);

    for (const by of ['scjg.djy', 'scjg.fzr', 'zfb.zgy', 'slj.fzr'])
      expect(await decide(application, 'grant', by)).toMatchObject({ status: 403 });
    expect(await read('scjg.djy', application)).toMatchObject({ extension: { state: 'asked' } });
  });

  test('has no object any more once the reply is signed or a supplement is asked for', async () => {
    const [replied, supplemented] = [await received(await entry('取水口台账')), await received(await entry('水源热泵备案'))];
    for (const application of [replied, supplemented]) expected(await ask(application, 3), 200);

    expected(await as('scjg.djy', `POST /sharing/applications/${idOf(replied)}/proposal`, { body: refusing }), 200);
    expect(await read('scjg.djy', replied)).toMatchObject({ extension: { state: 'asked' } });
    const decision = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
    expected(await as('scjg.fzr', `POST /sharing/applications/${idOf(replied)}/consent-in`, { body: decision }), 200);
    const gaps = [{ place: 'material', words: '请附批文' }];
    expected(
      await as('scjg.djy', `POST /sharing/applications/${idOf(supplemented)}/supplement-notice`, { body: { gaps, opinion: '告知' } }),
      200,
    );

    for (const application of [replied, supplemented]) {
      const seen = await read('scjg.djy', application);
      expect(seen).toMatchObject({ extension: { state: 'lapsed' } });
      expect(JSON.stringify(seen['history'])).toContain('"extension-lapsed"');
      expect(JSON.stringify((await read('slj.djy', application))['history'])).not.toContain('extension');
      expect(await todos('zfb.zgl')).not.toContain(idOf(application));
    }
  });
});
