import { describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { actorsOf } from '#modules/identity/jobs';

import { placeMails } from './place-mails.job.ts';
import { openMailSender } from './send-mail.ts';
import { sendMails } from './send-mails.job.ts';
import { codeIn, openMailCity } from './test-mail-city.ts';

const { server, as, needs, settingsOf, work, confirmed, departmentOf, give, mails } = await openMailCity();
const { database, clock } = needs;
const HANDLER = 'scjg.djy';
const APPLICANT = 'slj.djy';
const evidence = async () =>
  (await sql<{ body: string }>`SELECT convert_from(body, 'UTF8') AS body FROM audit.pending`.execute(database.reader)).rows
    .map(({ body }) => body)
    .join('\n');

describe('an address is used once its owner has confirmed it', () => {
  test('desk.give-address, desk.confirm-address, desk.read-mailbox, desk.remove-address: asked, confirmed by the code, removed', async () => {
    expect((await as(HANDLER, 'GET /desk/mailbox')).body).toMatchObject({ isConfigured: true, state: 'none', address: null });
    await as(HANDLER, 'PUT /desk/mailbox', { body: { address: 'handler@market.example', language: 'en' } });
    await give({ kind: 'organisation', orgId: await departmentOf(HANDLER), power: 'sharing.handle' });
    await work();

    expect(server.got.map(({ to, subject }) => [to, subject])).toEqual([
      [['handler@market.example'], '[Karez] Code to confirm your address'],
    ]);
    const [letter] = server.got;
    expect(letter).toMatchObject({ from: 'notices@karez.example', isSecret: true, user: 'karez' });
    const right = codeIn(letter?.text ?? '');
    const wrong = right === '00000000' ? '00000001' : '00000000';
    expect(await as(HANDLER, 'POST /desk/mailbox/confirmation', { body: { code: wrong } })).toMatchObject({
      status: 422,
      body: { code: 'desk.mail.code-wrong' },
    });
    expect((await as(HANDLER, 'POST /desk/mailbox/confirmation', { body: { code: right } })).body).toMatchObject({
      state: 'confirmed',
      address: 'handler@market.example',
      pending: null,
    });
    expect(await as(HANDLER, 'POST /desk/mailbox/confirmation', { body: { code: right } })).toMatchObject({
      status: 409,
      body: { code: 'desk.mail.wrong-state' },
    });
    expect((await as(HANDLER, 'DELETE /desk/mailbox')).body).toMatchObject({ state: 'none', address: null });
    expect(await as(HANDLER, 'DELETE /desk/mailbox')).toMatchObject({ status: 409, body: { code: 'desk.mail.wrong-state' } });

    const said = await evidence();
    expect(said).toContain('desk.confirm-address');
    expect(said).not.toContain('market.example');
    expect(said).not.toContain(right);
    const kept = await sql<{ row: string }>`SELECT mailbox::text AS row FROM desk.mailbox`.execute(database.reader);
    expect(JSON.stringify(kept.rows)).not.toContain('market.example');
  });

  test('after five wrong codes, or half an hour, the right one does not count; six codes a day are one too many', async () => {
    await as(HANDLER, 'PUT /desk/mailbox', { body: { address: 'a@market.example', language: 'zh' } });
    await work();
    const right = codeIn(server.got[0]?.text ?? '');
    const wrong = right === '00000000' ? '00000001' : '00000000';
    for (const left of [4, 3, 2, 1, 0])
      expect((await as(HANDLER, 'POST /desk/mailbox/confirmation', { body: { code: wrong } })).body).toMatchObject({ params: { left } });
    expect(await as(HANDLER, 'POST /desk/mailbox/confirmation', { body: { code: right } })).toMatchObject({
      status: 409,
      body: { code: 'desk.mail.code-over' },
    });

    await as(HANDLER, 'PUT /desk/mailbox', { body: { address: 'b@market.example', language: 'zh' } });
    await work();
    clock.advance(30 * 60_000);
    const late = codeIn(server.got[1]?.text ?? '');
    expect((await as(HANDLER, 'POST /desk/mailbox/confirmation', { body: { code: late } })).body).toMatchObject({
      code: 'desk.mail.code-over',
    });

    for (const name of ['c', 'd', 'e'])
      await as(HANDLER, 'PUT /desk/mailbox', { body: { address: `${name}@market.example`, language: 'zh' } });
    expect(await as(HANDLER, 'PUT /desk/mailbox', { body: { address: 'f@market.example', language: 'zh' } })).toMatchObject({
      status: 429,
      body: { code: 'desk.mail.too-many-codes' },
    });
    await as(HANDLER, 'DELETE /desk/mailbox');
    expect((await as(HANDLER, 'PUT /desk/mailbox', { body: { address: 'f@market.example', language: 'zh' } })).status).toBe(429);
  });

  test.each([
    'a@b',
    'a b@c.example',
    'a@c.example\r\nBcc: x@y.example',
    '"a"@c.example',
    '<a@c.example>',
    'a@c.example,b@c.example',
    'a@-c.example',
  ])('what is no address is refused: %j', async (address) => {
    expect((await as(HANDLER, 'PUT /desk/mailbox', { body: { address, language: 'zh' } })).status).toBe(400);
  });

  test('a new address leaves the confirmed one in use until its own code comes back', async () => {
    await confirmed(HANDLER, 'old@market.example');
    await as(HANDLER, 'PUT /desk/mailbox', { body: { address: 'new@market.example', language: 'zh' } });
    await give({ kind: 'organisation', orgId: await departmentOf(HANDLER), power: 'sharing.handle' });
    await work();
    expect(server.got.map(({ to }) => to[0]).toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual([
      'new@market.example',
      'old@market.example',
    ]);
  });
});

describe('a notice by e-mail', () => {
  test('names the case, the clock and the next step, with a link; whom it does not concern gets none', async () => {
    await confirmed(HANDLER, 'handler@market.example', 'zh');
    await confirmed(APPLICANT, 'applicant@water.example', 'zh');
    const orgId = await departmentOf(HANDLER);
    const id = await give({ kind: 'organisation', orgId, power: 'sharing.handle' }, { dueAt: new Date('2026-12-04T16:00:00Z') });
    await work();

    expect(server.got.map(({ to }) => to)).toEqual([['handler@market.example']]);
    const [letter] = server.got;
    expect(letter?.subject).toContain('SQ-2026-0007');
    for (const said of [
      '期限：2026-12-04 前办结',
      '下一步：办理 市水利局 的共享申请',
      '（由您办理）',
      '事项：共享申请：SQ-2026-0007 企业登记',
    ])
      expect(letter?.text).toContain(said);
    expect(letter?.text).toMatch(/http:\/\/localhost:8080\/sharing\/applications\/[0-9a-f-]{36}/u);
    expect(letter?.messageId).toContain(id);
    expect(letter?.headers).toMatch(/^Auto-Submitted: auto-generated$/mu);
    expect(letter?.raw).not.toContain('well-water');
    await work();
    expect(server.got).toHaveLength(1);
  });

  test('speaks the language of its reader: Uyghur from the right, followed by the Chinese of record; another chosen at any time', async () => {
    await confirmed(HANDLER, 'handler@market.example', 'ug');
    const to = { kind: 'organisation', orgId: await departmentOf(HANDLER), power: 'sharing.handle' } as const;
    await give(to);
    await work();
    const [letter] = server.got;
    expect(letter?.html).toContain('<html lang="ug" dir="rtl">');
    expect(letter?.html).toContain('lang="zh-CN" dir="ltr"');
    expect(letter?.text).toContain('سۇپىدا ئېچىش');
    expect(letter?.text).toContain('在平台中打开');

    expect((await as(HANDLER, 'PUT /desk/mailbox/language', { body: { language: 'en' } })).body).toMatchObject({ language: 'en' });
    await give(to);
    await work();
    expect(server.got[1]?.text).toContain('Open in the portal');
    expect(server.got[1]?.text).not.toContain('在平台中打开');
    expect(await as(APPLICANT, 'PUT /desk/mailbox/language', { body: { language: 'en' } })).toMatchObject({ status: 409 });
  });

  test('a name that carries line breaks and markup begins no header, adds no recipient and no element', async () => {
    await confirmed(HANDLER, 'handler@market.example', 'en');
    const name = 'X\r\nBcc: thief@evil.example\r\n\r\n<script>alert(1)</script>\u2028<a href="http://evil.example">';
    await give({ kind: 'organisation', orgId: await departmentOf(HANDLER), power: 'sharing.handle' }, { name });
    await work();
    const [letter] = server.got;
    expect(server.got).toHaveLength(1);
    expect(letter?.to).toEqual(['handler@market.example']);
    expect(letter?.headers).not.toMatch(/^Bcc:/imu);
    expect(letter?.subject).toContain('Bcc: thief@evil.example');
    expect(letter?.html).not.toContain('<script>');
    expect(letter?.html).not.toContain('<a href="http://evil');
  });

  test('whoever has left the post before the mail leaves gets nothing', async () => {
    await confirmed(HANDLER, 'handler@market.example');
    await give({ kind: 'organisation', orgId: await departmentOf(HANDLER), power: 'sharing.handle' });
    await placeMails({ ...needs, actorsOf }, { isConfigured: true });
    const nobody = async () => new Map();
    const settings = settingsOf();
    if (!settings) throw new Error('the test city sends mail');
    await sendMails({ ...needs, actorsOf: nobody, settings, send: openMailSender(settings), chance: () => 0.5, steadyMs: () => 0 });
    expect(server.got).toEqual([]);
    expect(await mails()).toMatchObject([
      { state: 'sent', kind: 'code' },
      { state: 'dropped', kind: 'notice', attempts: 0 },
    ]);
  });

  test('without a mail server nobody is told that there is one, and notices of that time are not sent later', async () => {
    await confirmed(HANDLER, 'handler@market.example');
    await give({ kind: 'organisation', orgId: await departmentOf(HANDLER), power: 'sharing.handle' });
    await placeMails({ ...needs, actorsOf }, { isConfigured: false });
    await work();
    expect(server.got).toEqual([]);
    expect(settingsOf({ KAREZ_SMTP_HOST: undefined })).toBeNull();
  });
});
