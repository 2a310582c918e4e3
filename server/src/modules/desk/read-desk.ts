import type { NoticeAnswer, TodoAnswer } from '@karez/contract/desk';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Caller } from '#platform/caller';
import { personTitle } from '#modules/identity';
import type { Database, Reader } from '#platform/database';

import { countNotices, listNotices, markNoticesRead, noticeReaches, type NoticeTab } from './notice-store.ts';
import { countOverdue, countTodos, cursorAfter, listTodos, type Cursor, type Tab } from './todo-store.ts';
import type { Notice, Todo } from './todo.ts';

type Page<T> = { items: T[]; next: string | null; total: number };
type PageQuery = { readonly cursor?: string | undefined; readonly limit: number };

/** A page of the caller's inbox. */
export async function readTodos(reader: Reader, caller: Caller, query: PageQuery & { tab: Tab }): Promise<Page<TodoAnswer> | Refusal> {
  const after = cursorFrom(query.cursor);
  if (after === 'invalid') return refuse('desk.cursor.invalid');
  const found = await listTodos(reader, caller, { tab: query.tab, after, limit: query.limit + 1 });
  const items = found.slice(0, query.limit);
  const last = found.length > query.limit ? items.at(-1) : undefined;
  const total = await countTodos(reader, caller, query.tab);
  const titles = await holdersOf(reader, items);
  return {
    items: items.map((todo) => todoAnswer(todo, { caller, titles })),
    next: last ? cursorText(cursorAfter(last, query.tab)) : null,
    total,
  };
}

/** A page of the caller's notices. */
export async function readNotices(
  reader: Reader,
  caller: Caller,
  query: PageQuery & { tab: NoticeTab },
): Promise<Page<NoticeAnswer> | Refusal> {
  const after = cursorFrom(query.cursor);
  if (after === 'invalid') return refuse('desk.cursor.invalid');
  const found = await listNotices(reader, caller, { tab: query.tab, after, limit: query.limit + 1 });
  const items = found.slice(0, query.limit);
  const last = found.length > query.limit ? items.at(-1) : undefined;
  const total = await countNotices(reader, caller, query.tab);
  return { items: items.map(noticeAnswer), next: last ? cursorText({ at: last.givenAt, id: last.id }) : null, total };
}

/** The numbers of the home page, each by the question of its list. */
export async function readCounts(reader: Reader, caller: Caller, at: Date) {
  return {
    open: await countTodos(reader, caller, 'open'),
    overdue: await countOverdue(reader, caller, at),
    inHand: await countTodos(reader, caller, 'in-hand'),
    done: await countTodos(reader, caller, 'done'),
    unread: await countNotices(reader, caller, 'unread'),
  };
}

/** Marks one notice, or all that wait for the caller, as read; a notice for somebody else does not exist here. */
export async function markRead({ database }: { database: Database }, given: { actor: Caller; noticeId: string | null; at: Date }) {
  return database.transaction(async (tx) => {
    if (given.noticeId !== null && !(await noticeReaches(tx, given.actor, given.noticeId))) return refuse('desk.notice.not-found');
    await markNoticesRead(tx, given.actor, { noticeId: given.noticeId, at: given.at });
    return { unread: await countNotices(tx, given.actor, 'unread') };
  });
}

function cursorText(cursor: Cursor): string {
  return Buffer.from(`${cursor.at.toISOString()} ${cursor.id}`).toString('base64url');
}

function cursorFrom(text: string | undefined): Cursor | null | 'invalid' {
  if (text === undefined) return null;
  const [instant = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  const at = new Date(instant);
  const sound = !Number.isNaN(at.getTime()) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return sound ? { at, id } : 'invalid';
}

/** Titles of those who have some of the to-dos in hand, by their id. */
async function holdersOf(reader: Reader, todos: readonly Todo[]): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const id of new Set(todos.flatMap(({ heldBy }) => heldBy ?? []))) titles.set(id, await personTitle(reader, id));
  return titles;
}

function todoAnswer({ heldBy, ...todo }: Todo, { caller, titles }: { caller: Caller; titles: ReadonlyMap<string, string> }): TodoAnswer {
  return {
    ...todo,
    holder: heldBy === null ? null : { title: titles.get(heldBy) ?? '', mine: heldBy === caller.id },
    title: { key: todo.title.key, params: { ...todo.title.params } },
    dueAt: todo.dueAt?.toISOString() ?? null,
    openedAt: todo.openedAt.toISOString(),
    closedAt: todo.closedAt?.toISOString() ?? null,
  };
}

function noticeAnswer(notice: Notice): NoticeAnswer {
  return {
    ...notice,
    title: { key: notice.title.key, params: { ...notice.title.params } },
    about: notice.about && { key: notice.about.key, params: { ...notice.about.params } },
    givenAt: notice.givenAt.toISOString(),
  };
}
