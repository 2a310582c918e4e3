import { fileURLToPath } from 'node:url';
import { readMailService } from '@karez/contract/desk/mail';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { lostProcess } from '#test/lost-process';

import { openMailCity } from './test-mail-city.ts';
import { openMailServer } from './test-mail-server.ts';

const { server, store, as, needs, work, confirmed, departmentOf, give, mails } = await openMailCity();
const { clock } = needs;
const killed = fileURLToPath(new URL('./test-killed-sender.ts', import.meta.url));
const HANDLER = 'scjg.djy';
const HEAD = 'scjg.fzr';
const OPERATOR = 'wwzx.ywy';

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
