import { applicationSchema } from '@karez/contract/sharing/schemas';
import type { OfferContent } from '@karez/contract/sharing/offer';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { recorderOf } from '#test/recorded';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../../../../tools/seed/seed-sharing.ts';
import { idOf, receivingCity } from '../test-received.ts';
import { lapseOffers } from './lapse-offers.job.ts';

const store = await createTestDatabase();
const { city, as, codeOf, needs, entry, content, write, consent, read, deliver, notices, todos } = await receivingCity(store);
const recorded = recorderOf(store.database);
const orgId = (key: string) => city.founded.organisations.get(key) ?? '';

const words = '贵局每年来函索取，建议改走平台。';
const scope = (more: Partial<OfferContent> = {}): OfferContent => ({
  itemNos: [1, 2],
  callsPerDay: 200,
  validFrom: '2026-12-01',
  validTo: '2027-06-30',
  words,
  ...more,
});
const prepare = (entryId: string, more: { readonly content?: OfferContent; readonly requester?: string; readonly by?: string } = {}) =>
  as(more.by ?? 'scjg.djy', 'POST /sharing/offers', {
    body: { entryId, requesterOrgId: orgId(more.requester ?? 'slj'), content: more.content ?? scope() },
  });
const made = async (name: string) => expected(await prepare(await entry(name)), 201);
const claim = (offer: Answer, by = 'slj.djy') => as(by, `POST /sharing/offers/${idOf(offer)}/claim`);
const decline = (offer: Answer, by = 'slj.djy', reason = '已有其他来源') =>
  as(by, `POST /sharing/offers/${idOf(offer)}/refusal`, { body: { reason } });
const withdraw = (offer: Answer, by = 'scjg.djy') =>
  as(by, `POST /sharing/offers/${idOf(offer)}/withdrawal`, { body: { reason: '口径调整' } });
const listed = async (by: string, side: 'received' | 'prepared') =>
  JSON.stringify(expected(await as(by, `GET /sharing/offers?side=${side}&limit=100`), 200).body);
const stateOf = async (offer: Answer) => {
  const { items } = expected(await as('scjg.djy', 'GET /sharing/offers?side=prepared&limit=100'), 200).body as {
    items: { id: string; state: string }[];
  };
  return items.find(({ id }) => id === idOf(offer))?.state;
};

describe('an application that its provider prepares', () => {
  test('91-5.0.3, 809-20: sharing.prepare-offer, sharing.claim-offer: the draft begins with the scope alone; both sides and the evidence name who prepared it', async () => {
    const entryId = await entry('代拟名录');
    const offer = expected(await prepare(entryId), 201);
    expect(offer.body).toMatchObject({ state: 'open', items: ['代拟名录1', '代拟名录2'], applicationId: null, content: { words } });
    expect(await todos('slj.djy')).toContain(idOf(offer));
    let draft: Answer | undefined;

    const evidence = await recorded(async () => {
      draft = expected(await claim(offer), 201);
    });

    if (!draft) throw new Error('no draft');
    const shown = applicationSchema.parse(draft.body);
    expect(shown).toMatchObject({
      state: 'draft',
      entryId,
      content: { itemNos: [1, 2], callsPerDay: 200, validFrom: '2026-12-01', validTo: '2027-06-30' },
      offer: { offerId: idOf(offer), organisation: { id: orgId('scjg') }, words, leftBehind: [] },
    });
    expect(shown.content).toMatchObject({ useBasis: [], useScenario: '', usePurpose: null, matter: null, commitment: false });
    const told = evidence.map(({ body }) => body).join();
    expect(told).toContain(`"offer":"${idOf(offer)}"`);
    expect(told).toContain(`"preparedBy":"${orgId('scjg')}"`);
    expect(told).not.toContain(words);
    expect(await todos('slj.djy')).not.toContain(idOf(offer));
    expect(await notices('scjg.djy')).toContain('sharing.notice.offer-claimed');
    // Before its head has sent it, the application is nobody else's.
    expect(await listed('scjg.djy', 'prepared')).not.toContain(shown.id);
    expect((await as('scjg.djy', `GET /sharing/applications/${shown.id}`)).status).toBe(404);
    expect(await claim(offer)).toMatchObject({ status: 409, body: { code: 'sharing.offer.illegal-transition' } });

    await write(draft, content());
    expected(await as('slj.djy', `POST /sharing/applications/${shown.id}/submission`), 200);
    expected(await as('slj.fzr', `POST /sharing/applications/${shown.id}/consent-out`, { body: await consent() }), 200);
    expect(await read('scjg.djy', draft)).toMatchObject({ offer: { organisation: { id: orgId('scjg') }, words } });
  });

  test('sharing.decline-offer, sharing.withdraw-offer, sharing.list-offers: each side ends it with its reason, the other reads it, nobody else learns of it', async () => {
    const [declined, withdrawn] = [await made('谢绝名录'), await made('收回名录')];

    expect(expected(await decline(declined), 200).body).toMatchObject({ state: 'declined', reason: '已有其他来源' });
    expect(expected(await withdraw(withdrawn), 200).body).toMatchObject({ state: 'withdrawn', reason: '口径调整' });

    expect(await listed('scjg.djy', 'prepared')).toContain('已有其他来源');
    expect(await listed('slj.djy', 'received')).toContain('口径调整');
    expect(await notices('scjg.djy')).toContain('谢绝名录');
    expect(await notices('slj.djy')).toContain('收回名录');
    for (const by of ['nyncj.djy', 'zfb.zgy'])
      for (const side of ['received', 'prepared'] as const) expect(await listed(by, side)).not.toContain('名录');
    for (const step of [claim, decline, withdraw]) {
      expect(await step(await made(`他人${step.name}名录`), 'nyncj.djy')).toMatchObject({
        status: 404,
        body: { code: 'sharing.offer.not-found' },
      });
      expect(await step(declined)).toMatchObject({ status: 409, body: { code: 'sharing.offer.illegal-transition' } });
    }
    expect(await withdraw(await made('越权名录'), 'slj.djy')).toMatchObject({ status: 403, body: { code: 'sharing.offer.not-own' } });
    expect(await claim(await made('越位名录'), 'slj.fzr')).toMatchObject({ status: 403 });
  });

  test('what is refused is told place by place: a foreign entry, the own department, a denied or unknown item, a personal value, a second one', async () => {
    const entryId = await entry('受拒名录');
    expect(await prepare(entryId, { by: 'slj.djy' })).toMatchObject({ status: 403 });
    const own = await prepare(entryId, { requester: 'scjg', content: scope({ itemNos: [77], validTo: '2026-11-01' }) });
    expect(own).toMatchObject({ status: 422, body: { code: 'sharing.offer.incomplete' } });
    for (const place of ['/body/requesterOrgId', '/body/content/itemNos', '/body/content/validTo'])
      expect(JSON.stringify(own.body)).toContain(place);
    const personal = await prepare(entryId, { content: scope({ words: '联系 13812345678' }) });
    expect(personal).toMatchObject({ status: 422, body: { code: 'sharing.offer.personal-value' } });
    expect(JSON.stringify(personal.body)).not.toContain('13812345678');
    const first = expected(await prepare(entryId), 201);
    expect(await prepare(entryId)).toMatchObject({ status: 409, body: { code: 'sharing.offer.already-open' } });
    expect(await decline(first, 'slj.djy', '身份证 652101199001011237')).toMatchObject({
      status: 422,
      body: { code: 'sharing.offer.personal-value' },
    });
    expected(await withdraw(first), 200);
    expected(await prepare(entryId), 201);
  });

  test('it asks for nothing but the scope: purpose, basis, matter and commitment are no part of it', async () => {
    const entryId = await entry('越界名录');
    for (const more of [{ usePurpose: 'administrative-basis' }, { useBasis: [] }, { matter: null }, { commitment: true }])
      expect((await prepare(entryId, { content: { ...scope(), ...more } })).status).toBe(400);
  });
});

test('91-5.1: whoever prepared it does not sign the reply, and does nothing for the requester from another post', async () => {
  const offer = await made('四眼名录');
  const draft = expected(await claim(offer), 201);
  await write(draft, content());
  const at = `/sharing/applications/${idOf(draft)}`;
  // The clerk who prepared it becomes the one who acts at every later place.
  const preparer = async (by: string) => {
    const { person } = expected(await as(by, 'GET /me'), 200).body as { person: { id: string } };
    await store.database.transaction(async (tx) => {
      await sql`UPDATE sharing.application SET prepared_by = ${person.id} WHERE id = ${idOf(draft)}`.execute(tx);
    });
  };
  const ownWork = { status: 403, body: { code: 'sharing.application.own-work' } };

  await preparer('slj.djy');
  expect(await as('slj.djy', `POST ${at}/submission`)).toMatchObject(ownWork);
  await preparer('scjg.djy');
  expected(await as('slj.djy', `POST ${at}/submission`), 200);
  await preparer('slj.fzr');
  expect(await as('slj.fzr', `POST ${at}/consent-out`, { body: await consent() })).toMatchObject(ownWork);
  await preparer('scjg.djy');
  expected(await as('slj.fzr', `POST ${at}/consent-out`, { body: await consent() }), 200);
  // Who prepared may handle it.
  const items = [1, 2].map((no) => ({ no, mask: 'none' as const }));
  expected(await as('scjg.djy', `POST ${at}/proposal`, { body: proposalToAgree(items) }), 200);
  await preparer('scjg.fzr');
  const sign = async () =>
    as('scjg.fzr', `POST ${at}/consent-in`, { body: { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') } });
  expect(await sign()).toMatchObject(ownWork);
  await preparer('scjg.djy');
  expect(expected(await sign(), 200).body).toMatchObject({ state: 'agreed' });
});

test('its term is the rule set’s, in working days; afterwards it lapses, is claimed no more, and nobody is overdue', async () => {
  const offer = await made('过期名录');
  const openUntil = new Date(String(offer.body['openUntil']));
  const now = needs.clock.now();
  expect(openUntil.getTime()).toBeGreaterThan(now.getTime() + 13 * 86_400_000);

  needs.clock.set(new Date(openUntil.getTime() - 1000).toISOString());
  expect(await lapseOffers(needs)).toBe(0);
  needs.clock.set(openUntil.toISOString());
  expect(await claim(offer)).toMatchObject({ status: 409, body: { code: 'sharing.offer.run-out' } });
  expect(await lapseOffers(needs)).toBeGreaterThan(0);

  expect(await stateOf(offer)).toBe('lapsed');
  expect(await todos('slj.djy')).not.toContain(idOf(offer));
  expect(await notices('scjg.djy')).toContain('过期名录');
  needs.clock.set(now.toISOString());
});

test('91-3.3: an offer ends with its department, with what its provider loses, and an open one alone', async () => {
  const left = await entry('划转名录');
  const [transferred, toGone] = [
    expected(await prepare(left), 201),
    expected(await prepare(await entry('撤并名录'), { requester: 'nyncj' }), 201),
  ];
  const order = {
    kind: 'relieved',
    documentNumber: '吐编发〔2026〕8号',
    decidedOn: '2026-11-20',
    reason: '职责划转',
    fromOrgId: orgId('scjg'),
    receiverId: orgId('slj'),
    entryIds: [left],
  };
  const transfer = expected(await as('zfb.zgy', 'POST /catalog/transfers', { body: order }), 201);
  const acceptance = { entryIds: [left], opinion: '同意接收', secondFactor: await codeOf('slj.fzr') };
  expected(await as('slj.fzr', `POST /catalog/transfers/${String(transfer.body['id'])}/acceptance`, { body: acceptance }), 200);
  await deliver();
  expect(await stateOf(transferred)).toBe('ended');
  expect(await stateOf(toGone)).toBe('open');

  const dissolution = { documentNumber: '吐编发〔2026〕9号', decidedOn: '2026-11-20', reason: '机构改革', successorId: orgId('slj') };
  expected(await as('xtgly', `POST /organisations/${orgId('nyncj')}/dissolution`, { body: dissolution }), 200);
  await deliver();
  expect(await stateOf(toGone)).toBe('ended');
});
