import { fileURLToPath } from 'node:url';
import { mailPaces, noticeGroups, readMailChoices } from '@karez/contract/desk/mail';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { lostProcess } from '#test/lost-process';

import { articlesOf } from '../notice-kind.ts';
import { openMailCity } from './test-mail-city.ts';

const { server, store, as, needs, work, confirmed, departmentOf, give, mails } = await openMailCity();
const { database, clock } = needs;
const killed = fileURLToPath(new URL('./test-killed-sender.ts', import.meta.url));
const HANDLER = 'scjg.djy';
const HOUR_MS = 3_600_000;
const handlers = { kind: 'organisation', orgId: await departmentOf(HANDLER), power: 'sharing.handle' } as const;
const choose = (group: string, pace: string) => as(HANDLER, `PUT /desk/mailbox/choices/${group}`, { body: { pace } });
const paceOf = async (group: string) =>
  readMailChoices.answer.parse((await as(HANDLER, 'GET /desk/mailbox/choices')).body).groups.find((one) => one.group === group)?.pace;
/** 申请催办 is of the group 本部门内部办理与催办, which may be put off; 已同意 may not. */
const REMINDED = 'sharing.notice.reminded';
const digests = () => server.got.filter(({ subject }) => subject.includes('通知汇总'));

/** To an hour of the clock in Shanghai, on a day later than every one before. */
function tomorrowAt(hour: number): void {
  const next = new Date(clock.now().getTime() + 8 * HOUR_MS + 24 * HOUR_MS).toISOString().slice(0, 10);
  clock.set(new Date(Date.parse(`${next}T00:00:00Z`) + (hour - 8) * HOUR_MS).toISOString());
}

describe('how a group of notices comes by e-mail is its reader’s to choose', () => {
  test('desk.read-mail-choices, desk.choose-mail-pace: at once where nothing was chosen; a group that is switched off is not mailed', async () => {
    await confirmed(HANDLER, 'handler@market.example');
    await sql`DELETE FROM desk.mail_choice`.execute(database.reader);
    expect(await paceOf('office')).toBe('at-once');
    await give(handlers, { kind: REMINDED });
    await work();
    expect(server.got).toHaveLength(1);
    expect(server.got[0]?.headers).toMatch(/^List-Unsubscribe: <http:\/\/localhost:8080\/desk\/mail>$/mu);

    expect(await choose('office', 'never')).toMatchObject({ status: 200 });
    expect(await paceOf('office')).toBe('never');
    await give(handlers, { kind: REMINDED });
    await work();
    expect(server.got).toHaveLength(1);
  });

  test('a mail that waits is not sent any more once its group is switched off', async () => {
    await confirmed(HANDLER, 'handler@market.example');
    server.answers.recipient = 451;
    await give(handlers, { kind: REMINDED });
    await work();
    await choose('office', 'never');
    server.answers.recipient = 0;
    clock.advance(2 * 60_000);
    await work();
    expect(server.got).toEqual([]);
    expect((await mails()).map(({ state }) => state)).toEqual(['sent', 'dropped']);
  });

  test.each(
    noticeGroups.filter((group) => articlesOf(group).length > 0).flatMap((group) => mailPaces.map((pace) => [group, pace] as const)),
  )('what carries a term or an effect of law cannot be put off: %s, %s', async (group, pace) => {
    await confirmed(HANDLER, 'handler@market.example');
    expect(await choose(group, pace)).toMatchObject({ status: 409, body: { code: 'desk.mail.statutory' } });
    expect(await paceOf(group)).toBe('at-once');
  });

  test('even a row that says otherwise puts nothing off that the law wants at once', async () => {
    await confirmed(HANDLER, 'handler@market.example');
    await sql`INSERT INTO desk.mail_choice (person_id, notice_group, pace, chosen_at)
      SELECT person_id, 'answer', 'never', now() FROM desk.mailbox WHERE sealed_address IS NOT NULL`.execute(database.reader);
    await give(handlers, { kind: 'sharing.notice.agreed' });
    await work();
    expect(server.got).toHaveLength(1);
    expect(server.got[0]?.headers).not.toMatch(/^List-Unsubscribe:/mu);
  });

  test('whoever has given no address chooses nothing, and nobody chooses a group or pace that there is not', async () => {
    expect(await choose('office', 'daily')).toMatchObject({ status: 409, body: { code: 'desk.mail.wrong-state' } });
    await confirmed(HANDLER, 'handler@market.example');
    expect((await choose('nothing', 'daily')).status).toBe(400);
    expect((await choose('office', 'weekly')).status).toBe(400);
  });
});

describe('the letter of the day', () => {
  const put = async () => {
    await confirmed(HANDLER, 'handler@market.example');
    expect(await choose('office', 'daily')).toMatchObject({ status: 200 });
  };

  test('leaves once at its hour with all that is unread, and links to the page of choices; nothing leaves before, nor again that day', async () => {
    tomorrowAt(6);
    await put();
    await give(handlers, { kind: REMINDED, name: '机井' });
    await give(handlers, { kind: REMINDED, name: '渠道' });
    clock.advance(2 * HOUR_MS - 60_000);
    await work();
    expect(server.got, 'nothing leaves before its hour').toEqual([]);

    clock.advance(60_000);
    await work();
    await work();
    expect(digests()).toHaveLength(1);
    const [letter] = digests();
    expect(letter?.subject).toContain('（2 条）');
    for (const said of ['机井', '渠道', '下一步：', '事项：共享申请', 'http://localhost:8080/desk/mail'])
      expect(letter?.text).toContain(said);

    await give(handlers, { kind: REMINDED, name: '泵站' });
    clock.advance(10 * HOUR_MS);
    await work();
    expect(server.got, 'what comes after its hour waits for the next day').toHaveLength(1);
    tomorrowAt(8);
    await work();
    expect(digests().at(-1)?.text).toContain('泵站');
    expect(digests()).toHaveLength(2);
  });

  test('is not written where everything is read; what is read and still waits for its reader stands in it', async () => {
    tomorrowAt(6);
    await put();
    await give(handlers, { kind: REMINDED, name: '机井' });
    await work();
    await as(HANDLER, 'PUT /desk/notices/read');
    tomorrowAt(9);
    await work();
    expect(server.got).toEqual([]);

    await give(handlers, { kind: REMINDED, name: '渠道', dueAt: new Date(clock.now().getTime() + 100 * HOUR_MS) });
    await work();
    await as(HANDLER, 'PUT /desk/notices/read');
    tomorrowAt(9);
    await work();
    expect(digests()).toHaveLength(1);
    expect(digests()[0]?.text).toContain('（由您办理）');
    expect(digests()[0]?.text).not.toContain('机井');
  });

  test('tells of a notice for seven days and no longer; a group that is switched off is out of it', async () => {
    tomorrowAt(6);
    await put();
    await give(handlers, { kind: REMINDED });
    await work();
    clock.advance(2 * HOUR_MS);
    await work();
    for (let day = 0; day < 9; day += 1) {
      tomorrowAt(8);
      await work();
    }
    expect(digests()).toHaveLength(7);

    await give(handlers, { kind: REMINDED });
    await work();
    await choose('office', 'never');
    tomorrowAt(8);
    await work();
    expect(digests()).toHaveLength(7);
  });

  test('kill -9 before it is placed: the next worker places it; after the answer of the server: the same Message-ID, and one letter of the day', async () => {
    tomorrowAt(6);
    await put();
    await give(handlers, { kind: REMINDED });
    await work();
    clock.advance(2 * HOUR_MS);
    const settings = JSON.stringify(server.settings);
    await lostProcess(store, killed, ['desk.mail.digest-placed', clock.now().toISOString(), settings]);
    expect((await mails()).filter(({ kind }) => kind === 'digest')).toEqual([]);
    await lostProcess(store, killed, ['desk.mail.sent', clock.now().toISOString(), settings]);
    expect(digests()).toHaveLength(1);
    clock.advance(180_000);
    await work();
    expect(new Set(digests().map(({ messageId }) => messageId)).size).toBe(1);
    expect((await mails()).filter(({ kind }) => kind === 'digest')).toMatchObject([{ state: 'sent' }]);
  });
});
