import { afterAll, beforeEach, expect } from 'vitest';
import { z } from 'zod';
import { actorsOf } from '#modules/identity/jobs';
import { readConfig } from '#platform/config';
import { openCity } from '#test/city';
import { createTestDatabase } from '#test/test-database';

import type { Addressee } from '../addressee.ts';
import { notify } from '../notice-store.ts';
import { openTodo } from '../todo-store.ts';
import { mailSettings } from './mail-config.ts';
import { placeDigests } from './place-digests.job.ts';
import { placeMails } from './place-mails.job.ts';
import { openMailSender } from './send-mail.ts';
import { sendMails } from './send-mails.job.ts';
import { forgetCodes, forgetMails, mailsPlaced } from './test-mail-store.ts';
import { openMailServer } from './test-mail-server.ts';

type Changed = Readonly<Record<string, string | undefined>>;
type Given = { readonly name?: string; readonly dueAt?: Date; readonly kind?: string };

export const codeIn = (text: string): string => /\d{8}/u.exec(text)?.[0] ?? '';

/** The demo city with a mail server of its own, and what the worker does for mail. Every test begins without mails, and with a server that takes all. */
export async function openMailCity() {
  const server = await openMailServer();
  afterAll(() => server.close());
  const store = await createTestDatabase();
  const city = await openCity(store, { settings: server.settings });
  const { as, needs } = city;
  const { database, clock, newId } = needs;

  const settingsOf = (changed: Changed = {}) =>
    mailSettings(readConfig({ DATABASE_URL: 'postgres://unused', ...server.settings, ...changed }));

  /** Everything that the worker does for mail, once. */
  async function work(changed: Changed = {}): Promise<void> {
    const settings = settingsOf(changed);
    if (!settings) throw new Error('the test city sends mail');
    await placeMails({ ...needs, actorsOf }, { isConfigured: true });
    await placeDigests({ ...needs, actorsOf });
    await sendMails({ ...needs, actorsOf, settings, send: openMailSender(settings), chance: () => 0.5, steadyMs: () => 0 });
  }

  /** Gives and confirms an address of one's own; the codes of the day do not run out between tests. */
  async function confirmed(account: string, address: string, language = 'zh'): Promise<void> {
    await forgetCodes(database.reader);
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

  /** A notice of a fresh case, and what waits in it where `dueAt` says until when. */
  async function give(to: Addressee, more: Given = {}): Promise<string> {
    const id = newId();
    const subject = { module: 'sharing', kind: 'sharing.application', id: newId() };
    const link = `/sharing/applications/${subject.id}`;
    await database.transaction(async (tx) => {
      const title = {
        key: more.kind ?? 'sharing.notice.agreed',
        params: { no: 'SQ-2026-0007', entry: more.name ?? '企业登记', requester: '市水利局' },
      };
      await notify(tx, { id, key: `test:${id}`, for: to, subject, title, link, at: clock.now() });
      if (more.dueAt)
        await openTodo(tx, {
          id: newId(),
          key: `todo:${id}`,
          for: to,
          subject,
          title: { key: 'sharing.todo.propose', params: { no: 'SQ-2026-0007', entry: '企业登记', requester: '市水利局' } },
          link,
          dueAt: more.dueAt,
          at: clock.now(),
        });
    });
    return id;
  }

  const mails = () => mailsPlaced(database.reader);

  beforeEach(async () => {
    server.answers.recipient = 0;
    server.answers.content = 0;
    server.got.length = 0;
    await forgetMails(database.reader);
  });

  return { server, store, as, needs, settingsOf, work, confirmed, departmentOf, give, mails };
}
