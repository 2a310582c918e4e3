import { fileURLToPath } from 'node:url';
import { readMailService } from '@karez/contract/desk/mail';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { z } from 'zod';
import { actorsOf } from '#modules/identity/jobs';
import { readConfig } from '#platform/config';
import { openCity } from '#test/city';
import { lostProcess } from '#test/lost-process';
import { createTestDatabase } from '#test/test-database';

import type { Addressee } from '../addressee.ts';
import { notify } from '../notice-store.ts';
import { openTodo } from '../todo-store.ts';
import { mailSettings } from './mail-config.ts';
import { placeMails } from './place-mails.job.ts';
import { openMailSender } from './send-mail.ts';
import { sendMails } from './send-mails.job.ts';
import { openMailServer } from './test-mail-server.ts';

const server = await openMailServer();
afterAll(() => server.close());
const store = await createTestDatabase();
const city = await openCity(store, { settings: server.settings });
const { as, needs } = city;
const { database, clock, newId } = needs;
const killed = fileURLToPath(new URL('./test-killed-sender.ts', import.meta.url));
const HANDLER = 'scjg.djy';
const HEAD = 'scjg.fzr';
const APPLICANT = 'slj.djy';
const OPERATOR = 'wwzx.ywy';

type Changed = Readonly<Record<string, string | undefined>>;
const settingsOf = (changed: Changed = {}) =>
  mailSettings(readConfig({ DATABASE_URL: 'postgres://unused', ...server.settings, ...changed }));

/** Everything that the worker does for mail, once. */
async function work(changed: Changed = {}): Promise<void> {
  const settings = settingsOf(changed);
  if (!settings) throw new Error('the test city sends mail');
  await placeMails({ ...needs, actorsOf }, { isConfigured: true });
  await sendMails({ ...needs, actorsOf, settings, send: openMailSender(settings), chance: () => 0.5, steadyMs: () => 0 });
}

const codeIn = (text: string): string => /\d{8}/u.exec(text)?.[0] ?? '';

/** Gives and confirms an address of one's own; the codes of the day do not run out between tests. */
async function confirmed(account: string, address: string, language = 'zh'): Promise<void> {
  await sql`UPDATE desk.mailbox SET codes_count = 0`.execute(database.reader);
  expect((await as(account, 'PUT /desk/mailbox', { body: { address, language } })).status).toBe(200);
  await work();
  const code = codeIn(server.got.at(-1)?.text ?? '');
  const answer = await as(account, 'POST /desk/mailbox/confirmation', { body: { code } });
  expect(answer).toMatchObject({ status: 200, body: { state: 'confirmed', address } });
  server.got.length = 0;
}

async function departmentOf(account: string): Promise<string> {
  const me = await as(account, 'GET /me');
  return z.object({ organisation: z.object({ id: z.string() }) }).parse(me.body).organisation.id;
}

async function give(to: Addressee, more: { readonly name?: string; readonly dueAt?: Date } = {}): Promise<string> {
  const id = newId();
  const subject = { module: 'sharing', kind: 'application', id: newId() };
  const link = `/sharing/applications/${subject.id}`;
  await database.transaction(async (tx) => {
    const title = { key: 'sharing.notice.agreed', params: { no: 'SQ-2026-0007', entry: more.name ?? '企业登记' } };
    await notify(tx, { id, key: `test:${id}`, for: to, subject, title, link, at: clock.now() });
    if (more.dueAt)
      await openTodo(tx, {
        id: newId(),
        key: `todo:${id}`,
        for: to,
        subject,
        title: { key: 'sharing.todo.reply', params: { no: 'SQ-2026-0007', entry: '企业登记' } },
        link,
        dueAt: more.dueAt,
        at: clock.now(),
      });
  });
  return id;
}

const mails = async () =>
  (
    await sql<{
      state: string;
      attempts: number;
      kind: string;
    }>`SELECT state, attempts, kind FROM desk.mail ORDER BY placed_at, id`.execute(database.reader)
  ).rows;
const evidence = async () =>
  (await sql<{ body: string }>`SELECT convert_from(body, 'UTF8') AS body FROM audit.pending`.execute(database.reader)).rows
    .map(({ body }) => body)
    .join('\n');

beforeEach(async () => {
  server.answers.recipient = 0;
  server.answers.content = 0;
  server.got.length = 0;
  await sql`DELETE FROM desk.mail`.execute(database.reader);
  await sql`DELETE FROM desk.mailbox`.execute(database.reader);
  await sql`UPDATE desk.notice SET mail_placed = true`.execute(database.reader);
});

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
    expect(letter?.text).toContain('SQ-2026-0007');
    expect(letter?.text).toContain('期限：2026-12-04 前办结');
    expect(letter?.text).toContain('下一步：');
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

describe('a mail that the server does not take', () => {
  const given = async () => {
    await confirmed(HANDLER, 'handler@market.example');
    await give({ kind: 'organisation', orgId: await departmentOf(HANDLER), power: 'sharing.handle' });
  };
  const noticesOf = async (account: string, key: string) => {
    const { body } = await as(account, 'GET /desk/notices?limit=50');
    return z
      .object({ items: z.array(z.object({ title: z.object({ key: z.string() }) })) })
      .parse(body)
      .items.filter(({ title }) => title.key === key).length;
  };

  test('“later” (4xx) is tried again, longer apart each time, under the same Message-ID, until it is taken', async () => {
    await given();
    server.answers.recipient = 451;
    await work();
    await work();
    expect(await mails()).toMatchObject([{ kind: 'code' }, { state: 'waiting', attempts: 1 }]);
    clock.advance(60_000);
    await work();
    clock.advance(60_000);
    await work();
    expect(await mails()).toMatchObject([{ kind: 'code' }, { state: 'waiting', attempts: 2 }]);
    server.answers.recipient = 0;
    clock.advance(60_000);
    await work();
    expect(server.got).toHaveLength(1);
    expect(await mails()).toMatchObject([{ kind: 'code' }, { state: 'sent', attempts: 3 }]);
    const service = await as(OPERATOR, 'GET /desk/mail-service');
    expect(service.body).toMatchObject({ isConfigured: true, counts: { waiting: 0, sent: 2 } });
    const { attempts } = readMailService.answer.parse(service.body);
    expect(attempts.slice(0, 3).map(({ outcome, replyCode }) => [outcome, replyCode])).toEqual([
      ['accepted', 250],
      ['deferred', 451],
      ['deferred', 451],
    ]);
    expect(JSON.stringify(service.body)).not.toContain('handler@');
    expect((await as(HANDLER, 'GET /desk/mail-service')).status).toBe(403);
  });

  test('“later” for longer than the hours of the setting is given up, and the operator is told in the portal', async () => {
    await given();
    server.answers.recipient = 451;
    await work();
    const before = await noticesOf(OPERATOR, 'desk.notice.mail-expired');
    clock.advance(72 * 3_600_000);
    await work();
    expect(await mails()).toMatchObject([{ kind: 'code' }, { state: 'expired', attempts: 2 }]);
    expect(await noticesOf(OPERATOR, 'desk.notice.mail-expired')).toBe(before + 1);
  });

  test('a recipient that the server does not know (550) ends the mail; the address is used no more, its owner and the operator are told', async () => {
    await given();
    server.answers.recipient = 550;
    server.answers.words = '5.1.1 no such user';
    const before = await noticesOf(OPERATOR, 'desk.notice.mail-refused');
    await work();
    expect(await mails()).toMatchObject([{ kind: 'code' }, { state: 'refused', attempts: 1 }]);
    expect((await as(HANDLER, 'GET /desk/mailbox')).body).toMatchObject({ state: 'refused', address: null });
    expect(await noticesOf(HANDLER, 'desk.notice.address-refused')).toBeGreaterThan(0);
    expect(await noticesOf(OPERATOR, 'desk.notice.mail-refused')).toBe(before + 1);
    await work();
    expect(await mails()).toHaveLength(2);
  });

  test('a mail whose content is refused (554) ends, and its address stays; a server that refuses to relay (5.7.1) costs nobody an address', async () => {
    await given();
    server.answers.content = 554;
    await work();
    expect(await mails()).toMatchObject([{ kind: 'code' }, { state: 'refused' }]);
    server.answers.content = 0;
    server.answers.recipient = 550;
    server.answers.words = '5.7.1 relaying denied';
    await give({ kind: 'organisation', orgId: await departmentOf(HANDLER), power: 'sharing.handle' });
    await work();
    expect((await as(HANDLER, 'GET /desk/mailbox')).body).toMatchObject({ state: 'confirmed' });
    expect(await mails()).toMatchObject([{ kind: 'code' }, { state: 'refused' }, { state: 'waiting', attempts: 1 }]);
  });

  test.each([
    ['whose certificate is not trusted', { KAREZ_SMTP_CA_FILE: undefined }],
    ['whose certificate is for another name', { KAREZ_SMTP_HOST: '127.0.0.1' }],
    ['that does not know the account', { KAREZ_SMTP_PASSWORD: 'stale' }],
    ['that speaks no TLS from the start', { KAREZ_SMTP_TLS: 'from-start' }],
    ['that is not there', { KAREZ_SMTP_PORT: '1' }],
  ])('a server %s gets nothing; the mail waits and the operator is told once a day', async (_what, changed) => {
    clock.advance(24 * 3_600_000);
    await given();
    const before = await noticesOf(OPERATOR, 'desk.notice.mail-trouble');
    await work(changed);
    clock.advance(60_000);
    await work(changed);
    expect(server.got).toEqual([]);
    expect(await mails()).toMatchObject([{ kind: 'code' }, { state: 'waiting', attempts: 2 }]);
    expect(await noticesOf(OPERATOR, 'desk.notice.mail-trouble')).toBe(before + 1);
    clock.advance(120_000);
    await work();
    expect(server.got).toHaveLength(1);
  });

  test('a server without STARTTLS gets nothing, not even the account', async () => {
    const plain = await openMailServer({ hasTls: false });
    await given();
    await work({ KAREZ_SMTP_PORT: String(plain.port) });
    await plain.close();
    expect(plain.connections).toBe(1);
    expect(plain.got).toEqual([]);
    expect(await mails()).toMatchObject([{ kind: 'code' }, { state: 'waiting', attempts: 1 }]);
  });
});

describe('kill -9', () => {
  test('at placing: nothing is half placed; after the answer of the server: the mail is sent again, under the same Message-ID, and no other', async () => {
    await confirmed(HANDLER, 'handler@market.example');
    await confirmed(HEAD, 'head@market.example');
    const orgId = await departmentOf(HANDLER);
    await give({ kind: 'organisation', orgId, power: 'sharing.handle' });
    await give({ kind: 'organisation', orgId, power: 'sharing.consent-in' });
    const at = clock.now().toISOString();
    const settings = JSON.stringify(server.settings);
    await lostProcess(store, killed, ['desk.mail.placed', at, settings]);
    expect((await mails()).filter(({ kind }) => kind === 'notice')).toEqual([]);

    await lostProcess(store, killed, ['desk.mail.sent', at, settings]);
    expect(server.got).toHaveLength(1);
    await work();
    expect(server.got, 'the other mail went out; the one that was in hand stays so').toHaveLength(2);
    clock.advance(180_000);
    await work();
    const ids = server.got.map(({ messageId }) => messageId);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(2);
    expect((await mails()).filter(({ kind }) => kind === 'notice')).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
  });
});
