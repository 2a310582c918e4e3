import type { begunStates } from '@karez/contract/desk';
import type { Caller } from '#platform/caller';
import type { Reader, Transaction } from '#platform/database';
import { sql } from 'kysely';

import { heldPosts } from './addressee-store.ts';
import type { DeskTables } from './desk-tables.ts';
import { countsFrom, holding, type InboxFilter, type TabCounts } from './inbox-filter-store.ts';
import type { BegunCase, FollowCase, Subject } from './todo.ts';
import { isAbout } from './todo-store.ts';
import type { Cursor } from './cursor.ts';

export type BegunState = (typeof begunStates)[number];

/**
 * Says where a case stands that somebody has started (我发起): who may see it is the starter's post, in its unit. A case that had ended and begins anew is the
 * new starter's.
 */
export async function followCase(tx: Transaction, given: FollowCase): Promise<void> {
  const { subject, title, at } = given;
  const said = {
    org_id: given.post.orgId,
    power: given.post.power,
    title_key: title.key,
    title_params: JSON.stringify(title.params),
    link: given.link,
    state_key: given.stateKey,
    due_at: given.isEnded ? null : given.dueAt,
    moved_at: at,
    ended_at: given.isEnded ? at : null,
  };
  const tables = tx.withTables<DeskTables>();
  if (given.startedBy === null) {
    await tables
      .updateTable('desk.begun_case')
      .set(said)
      .where('subject_kind', '=', subject.kind)
      .where('subject_id', '=', subject.id)
      .where('ended_at', 'is', null)
      .execute();
    return;
  }
  const isNew = sql`desk.begun_case.ended_at IS NOT NULL AND excluded.ended_at IS NULL`;
  await tables
    .insertInto('desk.begun_case')
    .values({
      ...said,
      id: given.id,
      subject_module: subject.module,
      subject_kind: subject.kind,
      subject_id: subject.id,
      started_by: given.startedBy,
      started_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['subject_kind', 'subject_id']).doUpdateSet({
        ...said,
        started_by: sql`CASE WHEN ${isNew} THEN excluded.started_by ELSE desk.begun_case.started_by END`,
        started_at: sql`CASE WHEN ${isNew} THEN excluded.started_at ELSE desk.begun_case.started_at END`,
      }),
    )
    .execute();
}

/** A moved due instant stands in what was started too. */
export async function moveBegun(tx: Transaction, subject: Omit<Subject, 'module'>, due: { before: Date; dueAt: Date }): Promise<void> {
  await tx
    .withTables<DeskTables>()
    .updateTable('desk.begun_case')
    .set({ due_at: due.dueAt })
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('due_at', '=', due.before)
    .execute();
}

/** Until when a case runs that a post has started, and when it ended. */
export type BegunTerm = {
  readonly subject: Omit<Subject, 'module'>;
  readonly post: FollowCase['post'];
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
};

/** The terms of some cases, each with the post that may know it. */
export async function begunAbout(reader: Reader, subjects: readonly Omit<Subject, 'module'>[]): Promise<BegunTerm[]> {
  if (subjects.length === 0) return [];
  const rows = await reader
    .withTables<DeskTables>()
    .selectFrom('desk.begun_case as item')
    .select(['item.subject_kind', 'item.subject_id', 'item.org_id', 'item.power', 'item.due_at', 'item.ended_at'])
    .where(isAbout(subjects))
    .execute();
  return rows.map((row) => ({
    subject: { kind: row.subject_kind, id: row.subject_id },
    post: { orgId: row.org_id, power: row.power },
    dueAt: row.due_at,
    endedAt: row.ended_at,
  }));
}

type Asked = { readonly state: BegunState; readonly filter?: InboxFilter; readonly isMine?: boolean };

/** The one question behind list and count: the cases of the caller's posts. Whoever has left a post sees its cases no more, its own included. */
function begunOf(reader: Reader, caller: Caller, { state, filter = {}, isMine = false }: Asked) {
  let items = reader.withTables<DeskTables>().selectFrom('desk.begun_case as item').where(heldPosts(caller)).where(holding(filter));
  if (isMine) items = items.where('item.started_by', '=', caller.id);
  if (state === 'all') return items;
  return items.where('item.ended_at', state === 'ended' ? 'is not' : 'is', null);
}

export async function countBegun(reader: Reader, caller: Caller, asked: Asked): Promise<number> {
  const row = await begunOf(reader, caller, asked)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The number of the list and of each kind of case in it, in one look. */
export async function countBegunTab(reader: Reader, caller: Caller, { filter = {}, ...asked }: Asked): Promise<TabCounts> {
  const rows = await begunOf(reader, caller, asked)
    .select((select) => [
      'item.subject_kind as kind',
      select.fn.countAll<number>().as('count'),
      sql<number>`count(*) FILTER (WHERE ${holding(filter)})`.as('matching'),
    ])
    .groupBy('item.subject_kind')
    .orderBy('item.subject_kind')
    .execute();
  return countsFrom(rows);
}

/** A page of them, what moved last first. */
export async function listBegun(
  reader: Reader,
  caller: Caller,
  page: Asked & { after: Cursor | null; limit: number },
): Promise<BegunCase[]> {
  let select = begunOf(reader, caller, page).selectAll('item');
  if (page.after !== null)
    select = select.where(sql<boolean>`(item.moved_at, item.id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`);
  const rows = await select.orderBy('item.moved_at', 'desc').orderBy('item.id', 'desc').limit(page.limit).execute();
  return rows.map((row) => ({
    id: row.id,
    subject: { module: row.subject_module, kind: row.subject_kind, id: row.subject_id },
    title: { key: row.title_key, params: row.title_params },
    link: row.link,
    startedBy: row.started_by,
    stateKey: row.state_key,
    dueAt: row.due_at,
    startedAt: row.started_at,
    movedAt: row.moved_at,
    endedAt: row.ended_at,
  }));
}
