import { listNotices, listTodos } from '@karez/contract/desk';
import { newId } from '@karez/kit/id';
import { expect, test } from 'vitest';
import { startClock } from '#modules/law';
import { openCity } from '#test/city';
import { createTestDatabase } from '#test/test-database';
import { z } from 'zod';

import type { Addressee } from './addressee.ts';
import { followCase } from './begun-store.ts';
import { notify } from './notice-store.ts';
import { closeTodo, openTodo } from './todo-store.ts';

const store = await createTestDatabase();
const { as, needs } = await openCity(store);
const { database, clock } = needs;
const HANDLER = 'scjg.djy';
const APPLICANT = 'slj.djy';

async function unitOf(account: string): Promise<string> {
  const me = await as(account, 'GET /me');
  return z.object({ organisation: z.object({ id: z.string() }) }).parse(me.body).organisation.id;
}
const [provider, requester] = [await unitOf(HANDLER), await unitOf(APPLICANT)];
const handlers: Addressee = { kind: 'organisation', orgId: provider, power: 'sharing.handle' };
const applicants: Addressee = { kind: 'organisation', orgId: requester, power: 'sharing.apply' };
const params = { no: 'SQ-2026-0007', entry: '企业登记', requester: '市水利局' };

/** A notice of one case to somebody; `named` is its kind. */
async function tell(to: Addressee, subject: { module: string; kind: string; id: string }, named: string): Promise<void> {
  const id = newId();
  const given = { id, key: id, for: to, subject, title: { key: named, params }, link: '/sharing', at: clock.now() };
  await database.transaction((tx) => notify(tx, given));
}

async function notices(account: string) {
  return listNotices.answer.parse((await as(account, 'GET /desk/notices')).body).items;
}

const freshCase = () => ({ module: 'sharing', kind: 'sharing.application', id: newId() });

test('a notice names its case, what waits for its reader, and the working days that the clock of law leaves; done, it says so', async () => {
  const subject = freshCase();
  const started = await database.transaction((tx) =>
    startClock(tx, {
      id: newId(),
      caseKind: subject.kind,
      caseId: subject.id,
      ruleKey: 'sharing.reply.conditional',
      dutyOrgId: provider,
      region: '650400',
      startedAt: clock.now(),
    }),
  );
  const dueAt = z.object({ dueAt: z.date() }).parse(started).dueAt;
  const todo = { key: `reply:${subject.id}`, for: handlers, subject, link: '/sharing', at: clock.now() };
  await database.transaction((tx) => openTodo(tx, { ...todo, id: newId(), title: { key: 'sharing.todo.propose', params }, dueAt }));
  await tell(handlers, subject, 'sharing.notice.reminded');

  const [waiting] = await notices(HANDLER);
  expect(waiting).toMatchObject({
    caseName: 'SQ-2026-0007 企业登记',
    next: { step: { key: 'sharing.todo.propose' }, by: 'reader', dueAt: dueAt.toISOString(), workingDaysLeft: 10 },
  });
  const [line] = listTodos.answer.parse((await as(HANDLER, 'GET /desk/todos')).body).items;
  expect(line).toMatchObject({ workingDaysLeft: 10 });

  clock.advance(15 * 24 * 3_600_000);
  expect((await notices(HANDLER))[0]?.next).toMatchObject({ by: 'reader', workingDaysLeft: -1 });

  await database.transaction((tx) => closeTodo(tx, todo.key, { by: null, at: clock.now() }));
  expect((await notices(HANDLER))[0]?.next).toEqual({
    step: { key: 'desk.next.done', params: {} },
    by: null,
    dueAt: null,
    workingDaysLeft: null,
  });
});

test('where nothing waits for the reader, the kind of notice says who does what, with the term that the reader may know', async () => {
  const subject = freshCase();
  const dueAt = new Date(clock.now().getTime() + 5 * 24 * 3_600_000);
  const begun = {
    subject,
    title: { key: 'sharing.begun.application', params },
    link: '/sharing',
    post: { orgId: requester, power: 'sharing.apply' },
    startedBy: newId(),
    stateKey: 'sharing.state.at-provider',
    dueAt,
    at: clock.now(),
  };
  await database.transaction((tx) => followCase(tx, { ...begun, id: newId(), isEnded: false }));
  await tell(applicants, subject, 'sharing.notice.extension-granted');
  await tell(handlers, subject, 'sharing.notice.extension-granted');

  const asked = { step: { key: 'desk.next.await-reply' }, by: 'provider' };
  expect((await notices(APPLICANT))[0]?.next).toMatchObject({ ...asked, dueAt: dueAt.toISOString() });
  // The term of what another post has started is not the handlers' to know from here.
  expect((await notices(HANDLER))[0]?.next).toMatchObject({ ...asked, dueAt: null });

  clock.advance(60_000);
  await database.transaction((tx) => followCase(tx, { ...begun, id: newId(), isEnded: true, at: clock.now() }));
  expect((await notices(APPLICANT))[0]?.next).toMatchObject({ step: { key: 'desk.next.done' }, by: null });
});

test('what is for information says so; words that are no kind of notice are given to nobody', async () => {
  await tell(applicants, freshCase(), 'sharing.notice.withdrawn');
  expect((await notices(APPLICANT))[0]?.next).toMatchObject({ step: { key: 'desk.next.nothing' }, by: null });
  await expect(tell(applicants, freshCase(), 'sharing.todo.propose')).rejects.toThrow('is no kind of notice');
});
