import type { BegunAnswer, NoticeAnswer, TodoAnswer } from '@karez/contract/desk';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { holderOf } from '@karez/policy/hand';
import type { Caller } from '#platform/caller';
import { personTitle } from '#modules/identity';
import type { Database, Reader } from '#platform/database';

import type { InboxReader } from './addressee-store.ts';
import { cursorFrom, cursorText } from './cursor.ts';
import { countBegun, countBegunTab, listBegun, type BegunState } from './begun-store.ts';
import type { DueState, InboxFilter, KindCount } from './inbox-filter-store.ts';
import {
  countNotices,
  countNoticeTab,
  countNoticeTabs,
  listNotices,
  markNoticesRead,
  noticeReaches,
  type NoticeTab,
} from './notice-store.ts';
import { caseNameOf, nextSteps, workingDaysLeft, type NextStep } from './next-step.ts';
import { countOpen, countTab, countTodos, cursorAfter, listTodos, type Tab } from './todo-store.ts';
import type { BegunCase, Notice, Todo } from './todo.ts';

type Page<T> = { items: T[]; next: string | null; total: number; kinds: KindCount[] };
type PageQuery = InboxFilter & { readonly cursor?: string | undefined; readonly limit: number };

/** A page of the caller's inbox at an instant. */
export async function readTodos(
  reader: Reader,
  caller: InboxReader,
  query: PageQuery & { readonly tab: Tab; readonly clock?: DueState | undefined; readonly now: Date },
): Promise<Page<TodoAnswer> | Refusal> {
  const after = cursorFrom(query.cursor);
  if (after === 'invalid') return refuse('desk.cursor.invalid');
  const asked = { tab: query.tab, filter: query, due: { clock: query.clock, now: query.now } };
  const { items, last } = cut(await listTodos(reader, caller, { ...asked, after, limit: query.limit + 1 }), query.limit);
  const titles = await titlesOf(
    reader,
    items.flatMap(({ heldBy }) => heldBy ?? []),
  );
  const left = query.tab === 'done' ? [] : await workingDaysLeft(reader, items, query.now);
  return {
    items: items.map((todo, place) => todoAnswer(todo, { caller, titles, left: left[place] ?? null })),
    next: last ? cursorText(cursorAfter(last, query.tab)) : null,
    ...(await countTab(reader, caller, asked)),
  };
}

/** A page of the cases that the caller or the caller's post has started. */
export async function readBegun(
  reader: Reader,
  caller: Caller,
  query: PageQuery & { readonly state: BegunState; readonly mine?: 'yes' | undefined },
): Promise<Page<BegunAnswer> | Refusal> {
  const after = cursorFrom(query.cursor);
  if (after === 'invalid') return refuse('desk.cursor.invalid');
  const asked = { state: query.state, isMine: query.mine === 'yes' };
  const page = { ...asked, filter: query, after, limit: query.limit + 1 };
  const { items, last } = cut(await listBegun(reader, caller, page), query.limit);
  const titles = await titlesOf(
    reader,
    items.map(({ startedBy }) => startedBy),
  );
  return {
    items: items.map((begun) => begunAnswer(begun, { caller, titles })),
    next: last ? cursorText({ at: last.movedAt, id: last.id }) : null,
    ...(await countBegunTab(reader, caller, { ...asked, filter: query })),
  };
}

/** A page of the caller's notices. */
export async function readNotices(
  reader: Reader,
  caller: Caller,
  query: PageQuery & { readonly tab: NoticeTab; readonly now: Date },
): Promise<Page<NoticeAnswer> | Refusal> {
  const after = cursorFrom(query.cursor);
  if (after === 'invalid') return refuse('desk.cursor.invalid');
  const asked = { tab: query.tab, filter: query };
  const { items, last } = cut(await listNotices(reader, caller, { ...asked, after, limit: query.limit + 1 }), query.limit);
  const steps = await nextSteps(reader, { actors: [caller], notices: items, at: query.now });
  return {
    items: items.flatMap((notice, place) => {
      const step = steps[place];
      return step ? [noticeAnswer(notice, step)] : [];
    }),
    next: last ? cursorText({ at: last.givenAt, id: last.id }) : null,
    ...(await countNoticeTab(reader, caller, asked)),
  };
}

/** A page of what was found, and its last line where more follows. */
function cut<T>(found: readonly T[], limit: number): { readonly items: readonly T[]; readonly last: T | undefined } {
  const items = found.slice(0, limit);
  return { items, last: found.length > limit ? items.at(-1) : undefined };
}

/** The numbers of the home page and the tabs, each by the question of its list. */
export async function readCounts(reader: Reader, caller: InboxReader, at: Date) {
  return {
    ...(await countOpen(reader, caller, at)),
    done: await countTodos(reader, caller, { tab: 'done' }),
    ...(await countNoticeTabs(reader, caller)),
    begun: await countBegun(reader, caller, { state: 'running' }),
    unit: await countTodos(reader, caller, { tab: 'unit' }),
  };
}

/** Marks one notice, or all that wait for the caller, as read; a notice for somebody else does not exist here. */
export async function markRead({ database }: { database: Database }, given: { actor: Caller; noticeId: string | null; at: Date }) {
  return database.transaction(async (tx) => {
    if (given.noticeId !== null && !(await noticeReaches(tx, given.actor, given.noticeId))) return refuse('desk.notice.not-found');
    await markNoticesRead(tx, given.actor, { noticeId: given.noticeId, at: given.at });
    return { unread: await countNotices(tx, given.actor, { tab: 'unread' }) };
  });
}

/** Titles of the posts of some people, by their id. */
async function titlesOf(reader: Reader, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const id of new Set(personIds)) titles.set(id, await personTitle(reader, id));
  return titles;
}

type TodoFacts = { readonly caller: InboxReader; readonly titles: ReadonlyMap<string, string>; readonly left: number | null };

function todoAnswer({ heldBy, delegationId, ...todo }: Todo, { caller, titles, left }: TodoFacts): TodoAnswer {
  return {
    ...todo,
    workingDaysLeft: left,
    holder: heldBy === null ? null : { title: titles.get(heldBy) ?? '', mine: heldBy === holderOf(caller) },
    standsFor: standsForIn(caller, delegationId),
    title: { key: todo.title.key, params: { ...todo.title.params } },
    dueAt: todo.dueAt?.toISOString() ?? null,
    openedAt: todo.openedAt.toISOString(),
    closedAt: todo.closedAt?.toISOString() ?? null,
  };
}

/** 代: for whom a line waits, and by which delegation. */
function standsForIn({ standIns = [] }: InboxReader, delegationId: string | null): TodoAnswer['standsFor'] {
  const found = standIns.find(({ standsFor }) => standsFor?.delegationId === delegationId)?.standsFor;
  return found ? { delegationId: found.delegationId, no: found.no, title: found.forTitle } : null;
}

function begunAnswer(
  { startedBy, ...begun }: BegunCase,
  { caller, titles }: { caller: Caller; titles: ReadonlyMap<string, string> },
): BegunAnswer {
  return {
    ...begun,
    starter: { title: titles.get(startedBy) ?? '', mine: startedBy === caller.id },
    title: { key: begun.title.key, params: { ...begun.title.params } },
    dueAt: begun.dueAt?.toISOString() ?? null,
    startedAt: begun.startedAt.toISOString(),
    movedAt: begun.movedAt.toISOString(),
    endedAt: begun.endedAt?.toISOString() ?? null,
  };
}

function noticeAnswer(notice: Notice, { step, by, dueAt, workingDaysLeft: left }: NextStep): NoticeAnswer {
  return {
    ...notice,
    caseName: caseNameOf(notice),
    next: { step: { key: step.key, params: { ...step.params } }, by, dueAt: dueAt?.toISOString() ?? null, workingDaysLeft: left },
    title: { key: notice.title.key, params: { ...notice.title.params } },
    about: notice.about && { key: notice.about.key, params: { ...notice.about.params } },
    givenAt: notice.givenAt.toISOString(),
  };
}
