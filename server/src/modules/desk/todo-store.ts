import type { todoTabs } from '@karez/contract/desk';
import { holderOf } from '@karez/policy/hand';
import type { Caller } from '#platform/caller';
import type { Reader, Transaction } from '#platform/database';
import { sql, type RawBuilder } from 'kysely';

import type { Addressee } from './addressee.ts';
import type { DeskTables } from './desk-tables.ts';
import type { OpenTodo, Rung, Subject, Title, Todo } from './todo.ts';
import { addresseeFrom, columnsOf, delegationOf, inUnitsLedBy, waitingForAny, type InboxReader } from './addressee-store.ts';
import type { Cursor } from './cursor.ts';
import { countsFrom, dueIn, holding, type DueFilter, type InboxFilter, type TabCounts } from './inbox-filter-store.ts';

/** 待办 (open, for the caller), 在手 (those of them that the caller has in hand), 已办 (closed by the caller), 本部门时限 (open with a term, anywhere in a unit of which the caller is a head). */
export type Tab = (typeof todoTabs)[number];
/** Opens a to-do, or brings the open one of the same key up to date; its warnings begin anew with a new due instant. */
export async function openTodo(tx: Transaction, todo: OpenTodo): Promise<void> {
  const said = {
    ...columnsOf(todo.for),
    subject_module: todo.subject.module,
    subject_kind: todo.subject.kind,
    subject_id: todo.subject.id,
    title_key: todo.title.key,
    title_params: JSON.stringify(todo.title.params),
    link: todo.link,
    due_at: todo.dueAt,
    held_by: todo.heldBy ?? null,
  };
  await tx
    .withTables<DeskTables>()
    .insertInto('desk.todo')
    .values({ id: todo.id, key: todo.key, ...said, warning: null, opened_at: todo.at, closed_at: null, closed_by: null })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .where('closed_at', 'is', null)
        .doUpdateSet({
          ...said,
          warning: sql<Rung | null>`CASE WHEN desk.todo.due_at IS NOT DISTINCT FROM excluded.due_at THEN desk.todo.warning END`,
        }),
    )
    .execute();
}

/** Somebody has taken a case into hand: its open to-dos say so, and wait for the others as before. */
export async function holdTodos(tx: Transaction, subject: Omit<Subject, 'module'>, personId: string): Promise<void> {
  await tx
    .withTables<DeskTables>()
    .updateTable('desk.todo')
    .set({ held_by: personId })
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('closed_at', 'is', null)
    .execute();
}

/** Closes the open to-do of a key; `by` is the person who did it, null when it ended by itself. Nothing happens when none is open. */
export async function closeTodo(tx: Transaction, key: string, closed: { by: string | null; at: Date }): Promise<void> {
  await tx
    .withTables<DeskTables>()
    .updateTable('desk.todo')
    .set({ closed_at: closed.at, closed_by: closed.by })
    .where('key', '=', key)
    .where('closed_at', 'is', null)
    .execute();
}

/** Closes every open to-do about a case that ended. */
export async function closeTodosOf(
  tx: Transaction,
  subject: Omit<Subject, 'module'>,
  closed: { by: string | null; at: Date },
): Promise<void> {
  await tx
    .withTables<DeskTables>()
    .updateTable('desk.todo')
    .set({ closed_at: closed.at, closed_by: closed.by })
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('closed_at', 'is', null)
    .execute();
}

type Asked = { readonly tab: Tab; readonly filter?: InboxFilter; readonly due?: DueFilter };

/** The one question behind list and count. */
function todosOf(reader: Reader, caller: InboxReader, { tab, filter = {}, due }: Asked) {
  const items = reader.withTables<DeskTables>().selectFrom('desk.todo as item').where(holding(filter)).where(dueIn(due));
  if (tab === 'done') return items.where('item.closed_at', 'is not', null).where('item.closed_by', '=', caller.id);
  if (tab === 'unit') return items.where('item.closed_at', 'is', null).where('item.due_at', 'is not', null).where(inUnitsLedBy(caller));
  const open = items.where('item.closed_at', 'is', null).where(waitingForAny(caller));
  return tab === 'open' ? open : open.where(heldBy(caller));
}

export async function countTodos(reader: Reader, caller: InboxReader, asked: Asked): Promise<number> {
  const row = await todosOf(reader, caller, asked)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The number of a list and of each kind of case in its tab, in one look. */
export async function countTab(reader: Reader, caller: InboxReader, { tab, filter = {}, due }: Asked): Promise<TabCounts> {
  const matching = sql<number>`count(*) FILTER (WHERE ${holding(filter)} AND ${dueIn(due)})`;
  const rows = await todosOf(reader, caller, { tab })
    .select((select) => ['item.subject_kind as kind', select.fn.countAll<number>().as('count'), matching.as('matching')])
    .groupBy('item.subject_kind')
    .orderBy('item.subject_kind')
    .execute();
  return countsFrom(rows);
}

/** The numbers of what waits for the caller, in one look: all of it, what of it the caller has in hand, and what is past its due instant. */
export async function countOpen(reader: Reader, caller: InboxReader, at: Date): Promise<{ open: number; inHand: number; overdue: number }> {
  return todosOf(reader, caller, { tab: 'open' })
    .select((select) => [
      select.fn.countAll<number>().as('open'),
      sql<number>`count(*) FILTER (WHERE ${heldBy(caller)})`.as('inHand'),
      sql<number>`count(*) FILTER (WHERE ${dueIn({ clock: 'overdue', now: at })})`.as('overdue'),
    ])
    .executeTakeFirstOrThrow();
}

const heldBy = (caller: Caller) => sql<boolean>`item.held_by = ${holderOf(caller)}`;

/** To-dos without a due instant come last. */
const FAR = new Date('9999-01-01T00:00:00Z');

/** A page: open ones by due instant, done ones by the newest. */
export async function listTodos(
  reader: Reader,
  caller: InboxReader,
  page: Asked & { after: Cursor | null; limit: number },
): Promise<Todo[]> {
  const isDone = page.tab === 'done';
  const sort = isDone ? sql<Date>`item.closed_at` : sql<Date>`coalesce(item.due_at, ${FAR})`;
  let select = todosOf(reader, caller, page).selectAll('item').select(delegationOf(caller).as('delegation_id'));
  if (page.after !== null) {
    const beyond = isDone ? sql`<` : sql`>`;
    select = select.where(sql<boolean>`(${sort}, item.id) ${beyond} (${page.after.at}::timestamptz, ${page.after.id}::uuid)`);
  }
  const direction = isDone ? 'desc' : 'asc';
  const rows = await select.orderBy(sort, direction).orderBy('item.id', direction).limit(page.limit).execute();
  return rows.map((row) => ({
    id: row.id,
    subject: { module: row.subject_module, kind: row.subject_kind, id: row.subject_id },
    title: { key: row.title_key, params: row.title_params },
    link: row.link,
    dueAt: row.due_at,
    warning: row.warning,
    heldBy: row.held_by,
    delegationId: row.delegation_id,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  }));
}

/** The cursor after a line. */
export function cursorAfter(todo: Todo, tab: Tab): Cursor {
  return { at: (tab === 'done' ? todo.closedAt : todo.dueAt) ?? FAR, id: todo.id };
}

/** An open to-do about a case, with its addressee. */
export type WaitingTodo = {
  readonly for: Addressee;
  readonly subject: Subject;
  readonly title: Title;
  readonly link: string;
  readonly dueAt: Date | null;
};

/** Open to-dos about a case: for whom they wait is whom a warning of its clock concerns. */
export async function openTodosAbout(reader: Reader, subject: Omit<Subject, 'module'>): Promise<WaitingTodo[]> {
  const rows = await reader
    .withTables<DeskTables>()
    .selectFrom('desk.todo')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('closed_at', 'is', null)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    for: addresseeFrom(row),
    subject: { module: row.subject_module, kind: row.subject_kind, id: row.subject_id },
    title: { key: row.title_key, params: row.title_params },
    link: row.link,
    dueAt: row.due_at,
  }));
}

/** A to-do about one of some cases: open, or done. */
export type TodoAbout = {
  readonly for: Addressee;
  readonly subject: Subject;
  readonly title: Title;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
};

/** Every to-do about some cases, done ones too, the oldest first. */
export async function todosAbout(reader: Reader, subjects: readonly Omit<Subject, 'module'>[]): Promise<TodoAbout[]> {
  if (subjects.length === 0) return [];
  const rows = await reader
    .withTables<DeskTables>()
    .selectFrom('desk.todo as item')
    .selectAll('item')
    .where(isAbout(subjects))
    .orderBy('item.opened_at')
    .orderBy('item.id')
    .execute();
  return rows.map((row) => ({
    for: addresseeFrom(row),
    subject: { module: row.subject_module, kind: row.subject_kind, id: row.subject_id },
    title: { key: row.title_key, params: row.title_params },
    dueAt: row.due_at,
    closedAt: row.closed_at,
  }));
}

/** The condition that a line is about one of some cases, on the columns of `item`. */
export function isAbout(subjects: readonly Omit<Subject, 'module'>[]): RawBuilder<boolean> {
  const [kinds, ids] = [subjects.map(({ kind }) => kind), subjects.map(({ id }) => id)];
  return sql<boolean>`(item.subject_kind, item.subject_id) IN (SELECT DISTINCT * FROM unnest(${kinds}::text[], ${ids}::text[]))`;
}

/** Puts a clock's warning or its moved due instant on the open to-dos that carried its former due instant. */
export async function markTodosOf(
  tx: Transaction,
  subject: Omit<Subject, 'module'>,
  mark: { dueAtBefore: Date; dueAt: Date; warning: Rung | null },
): Promise<void> {
  await tx
    .withTables<DeskTables>()
    .updateTable('desk.todo')
    .set({ due_at: mark.dueAt, warning: mark.warning })
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('due_at', '=', mark.dueAtBefore)
    .where('closed_at', 'is', null)
    .execute();
}

/** What some cases are called, by their id: the title of the newest to-do that each has had. Cases without any are absent. */
export async function titlesOfSubjects(reader: Reader, subjectIds: readonly string[]): Promise<ReadonlyMap<string, Title>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await reader
    .withTables<DeskTables>()
    .selectFrom('desk.todo as item')
    .distinctOn('item.subject_id')
    .select(['item.subject_id as id', 'item.title_key as key', 'item.title_params as params'])
    .where('item.subject_id', 'in', [...new Set(subjectIds)])
    .orderBy('item.subject_id')
    .orderBy('item.opened_at', 'desc')
    .execute();
  return new Map(rows.map(({ id, key, params }) => [id, { key, params }]));
}
