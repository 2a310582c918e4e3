import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree } from '../../../../../tools/seed/seed-sharing.ts';
import { idOf, receivingCity } from '../test-received.ts';

const HOUR_MS = 3_600_000;
const store = await createTestDatabase();
const { as, codeOf, entry, received, read, needs } = await receivingCity(store);
const entryId = await entry('机井');

const remind = (by: string, application: Answer) => as(by, `POST /sharing/applications/${idOf(application)}/reminder`);
const noticesOf = async (by: string, key: string) =>
  (expected(await as(by, 'GET /desk/notices?limit=100'), 200).body['items'] as { title: { key: string } }[]).filter(
    ({ title }) => title.key === key,
  ).length;
const actionsOf = async (by: string, application: Answer) =>
  ((await read(by, application))['history'] as { action: string }[]).map(({ action }) => action);

test('sharing.remind-of-application: the requester reminds whoever has its application, at most once in the hours of the setting, and both sides read it', async () => {
  const application = await received(entryId);

  expect((await remind('slj.djy', application)).status).toBe(200);
  expect(await remind('slj.djy', application)).toMatchObject({
    status: 409,
    body: { code: 'sharing.reminder.too-soon', params: { hours: 24 } },
  });
  expect(await read('slj.djy', application)).toMatchObject({
    allowed: { remind: { allowed: false, reason: 'sharing.reminder.too-soon' } },
  });
  needs.clock.advance(24 * HOUR_MS);
  expect((await remind('slj.djy', application)).status).toBe(200);

  expect(await noticesOf('scjg.djy', 'sharing.notice.reminded')).toBe(2);
  for (const reader of ['slj.djy', 'scjg.djy'])
    expect((await actionsOf(reader, application)).filter((one) => one === 'reminded')).toHaveLength(2);
  const records = await sql<{ body: string }>`SELECT convert_from(body, 'UTF8') AS body FROM audit.pending`.execute(store.database.reader);
  expect(records.rows.filter(({ body }) => body.includes('"sharing.remind-of-application"') && body.includes('"done"'))).toHaveLength(2);
});

test('the head of the provider reminds the handler who has it in hand; the requester reads nothing of that, nor who it is', async () => {
  const application = await received(entryId);
  expected(await as('scjg.djy', `POST /sharing/applications/${idOf(application)}/receipt`), 200);
  const before = await noticesOf('scjg.djy', 'sharing.notice.reminded-inside');

  expect((await remind('scjg.fzr', application)).status).toBe(200);

  expect(await noticesOf('scjg.djy', 'sharing.notice.reminded-inside')).toBe(before + 1);
  expect(await actionsOf('scjg.fzr', application)).toContain('reminded-inside');
  expect(await actionsOf('slj.djy', application)).not.toContain('reminded-inside');
  // One side's reminder does not silence the other's.
  expect((await remind('slj.djy', application)).status).toBe(200);
});

test('nobody else reminds, and nobody after it was answered; once proposed, it is the head who is reminded', async () => {
  const application = await received(entryId);
  for (const other of ['slj.fzr', 'scjg.djy'])
    expect(await remind(other, application), other).toMatchObject({ status: 403, body: { code: 'sharing.application.not-own' } });
  expect((await remind('zrzy.djy', application)).status).toBe(404);

  const proposal = proposalToAgree([1, 2].map((no) => ({ no, mask: 'none' as const })));
  expected(await as('scjg.djy', `POST /sharing/applications/${idOf(application)}/proposal`, { body: proposal }), 200);
  expect((await remind('slj.djy', application)).status).toBe(200);
  expect(await noticesOf('scjg.fzr', 'sharing.notice.reminded')).toBe(1);
  expect(await remind('scjg.fzr', application)).toMatchObject({ status: 409, body: { code: 'sharing.reminder.nothing-waits' } });

  const signed = { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') };
  expected(await as('scjg.fzr', `POST /sharing/applications/${idOf(application)}/consent-in`, { body: signed }), 200);
  needs.clock.advance(24 * HOUR_MS);
  expect(await remind('slj.djy', application)).toMatchObject({ status: 409, body: { code: 'sharing.reminder.nothing-waits' } });
  expect((await read('slj.djy', application))['allowed']).not.toHaveProperty('remind');
});
