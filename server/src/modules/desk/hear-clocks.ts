import { z } from 'zod';
import type { NewId } from '@karez/kit/id';
import type { Transaction } from '#platform/database';
import type { Listener, OutboxEvent } from '#platform/outbox';

import type { Addressee } from './addressee.ts';
import { moveBegun } from './begun-store.ts';
import { notify } from './notice-store.ts';
import { markTodosOf, openTodosAbout, type WaitingTodo } from './todo-store.ts';

const moment = z.iso.datetime().transform((text) => new Date(text));
const told = z.object({
  clockId: z.string(),
  caseKind: z.string(),
  caseId: z.string(),
  ruleKey: z.string(),
  dutyOrgId: z.string(),
  region: z.string(),
  leg: z.number(),
  dueOn: z.string(),
  dueAt: moment,
  at: moment,
});
const warned = told.extend({ rung: z.enum(['half', 'soon', 'overdue']) });
const moved = told.extend({ dueOnBefore: z.string(), dueAtBefore: moment });
type Told = z.infer<typeof told>;

/** What the desk listens to: warnings and moved due days of the clocks behind its to-dos. */
export function clockListeners(newId: NewId): readonly Listener[] {
  return [
    { listener: 'desk.clock-warned', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, newId) },
    { listener: 'desk.due-moved', event: 'law.due-moved', hear: (tx, event) => hearMove(tx, event, newId) },
  ];
}

async function hearWarning(tx: Transaction, event: OutboxEvent, newId: NewId): Promise<void> {
  const clock = warned.parse(event.body);
  const subject = { kind: clock.caseKind, id: clock.caseId };
  const waiting = dueThen(await openTodosAbout(tx, subject), clock.dueAt);
  await markTodosOf(tx, subject, { dueAtBefore: clock.dueAt, dueAt: clock.dueAt, warning: clock.rung });
  const title = { key: `desk.notice.clock.${clock.rung}`, params: { dueOn: clock.dueOn } };
  const key = `${clock.clockId}:${clock.leg}:${clock.rung}`;
  await tellAll(tx, { clock, waiting, key, title, escalated: clock.rung === 'overdue' ? escalation(clock) : [] }, newId);
}

async function hearMove(tx: Transaction, event: OutboxEvent, newId: NewId): Promise<void> {
  const clock = moved.parse(event.body);
  const subject = { kind: clock.caseKind, id: clock.caseId };
  const waiting = dueThen(await openTodosAbout(tx, subject), clock.dueAtBefore);
  await markTodosOf(tx, subject, { dueAtBefore: clock.dueAtBefore, dueAt: clock.dueAt, warning: null });
  await moveBegun(tx, subject, { before: clock.dueAtBefore, dueAt: clock.dueAt });
  const title = { key: 'desk.notice.due-moved', params: { dueOnBefore: clock.dueOnBefore, dueOn: clock.dueOn } };
  await tellAll(tx, { clock, waiting, key: `${clock.clockId}:moved:${clock.dueOn}`, title, escalated: [] }, newId);
}

/** Of the to-dos about a case, those that wait on this clock: they carry its due instant. */
function dueThen(todos: readonly WaitingTodo[], dueAt: Date): readonly WaitingTodo[] {
  return todos.filter((todo) => todo.dueAt?.getTime() === dueAt.getTime());
}

/** Who hears of an overdue duty besides those who should have done it: the heads of the unit, and its region's authority (809-29). */
function escalation(clock: Told): readonly Addressee[] {
  return [
    { kind: 'organisation', orgId: clock.dutyOrgId, power: 'desk.hand-over' },
    { kind: 'region', regionCode: clock.region, power: 'sharing.coordinate' },
  ];
}

type Telling = {
  readonly clock: Told;
  readonly waiting: readonly WaitingTodo[];
  readonly key: string;
  readonly title: { readonly key: string; readonly params: Readonly<Record<string, string>> };
  readonly escalated: readonly Addressee[];
};

async function tellAll(tx: Transaction, { clock, waiting, key, title, escalated }: Telling, newId: NewId): Promise<void> {
  for (const [index, todo] of waiting.entries()) {
    await notify(tx, {
      id: newId(),
      key: `${key}:${index}`,
      for: todo.for,
      subject: todo.subject,
      title,
      about: todo.title,
      link: todo.link,
      at: clock.at,
    });
  }
  const first = waiting[0];
  const subject = first?.subject ?? { module: 'law', kind: clock.caseKind, id: clock.caseId };
  const about = first?.title ?? { key: `law.rule.${clock.ruleKey}`, params: {} };
  for (const [index, addressee] of escalated.entries()) {
    await notify(tx, {
      id: newId(),
      key: `${key}:up:${index}`,
      for: addressee,
      subject,
      title,
      about,
      link: first?.link ?? '/desk',
      at: clock.at,
      // They know of it; the one who has to act is told besides.
      isCopy: true,
    });
  }
}
