import type { Caller } from '#platform/caller';
import type { Reader, Transaction } from '#platform/database';
import { sql } from 'kysely';

import type { DeskTables } from './desk-tables.ts';
import type { GiveNotice, Notice } from './todo.ts';
import type { Cursor } from './cursor.ts';
import { columnsOf, waitingFor } from './addressee-store.ts';
import { countsFrom, holding, type InboxFilter, type TabCounts } from './inbox-filter-store.ts';
import { noticeKindOf } from './notice-kind.ts';

/**
 * Gives a notice; nothing happens when one of the same key was given before.
 * @throws for words that are no kind of notice (`notice-kind.ts`): nobody could say what is to be done about it. A fault.
 */
export async function notify(tx: Transaction, notice: GiveNotice): Promise<void> {
  const kind = noticeKindOf(notice.title.key);
  if (!kind) throw new Error(`${notice.title.key} is no kind of notice`);
  await tx
    .withTables<DeskTables>()
    .insertInto('desk.notice')
    .values({
      id: notice.id,
      key: notice.key,
      ...columnsOf(notice.for),
      subject_module: notice.subject.module,
      subject_kind: notice.subject.kind,
      subject_id: notice.subject.id,
      title_key: notice.title.key,
      title_params: JSON.stringify(notice.title.params),
      about_key: notice.about?.key ?? null,
      about_params: notice.about ? JSON.stringify(notice.about.params) : null,
      link: notice.link,
      given_at: notice.at,
      mail_placed: notice.isPortalOnly ?? false,
      copy: notice.isCopy ?? kind.isCopy === true,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** `copies`: 抄送, what asks nothing of its reader. */
export type NoticeTab = 'unread' | 'all' | 'copies';
type Asked = { readonly tab: NoticeTab; readonly filter?: InboxFilter };

function noticesOf(reader: Reader, caller: Caller, { tab, filter = {} }: Asked) {
  const items = reader
    .withTables<DeskTables>()
    .selectFrom('desk.notice as item')
    .leftJoin('desk.notice_read as seen', (join) => join.onRef('seen.notice_id', '=', 'item.id').on('seen.person_id', '=', caller.id))
    .where(waitingFor(caller))
    .where(holding(filter));
  if (tab === 'copies') return items.where(isCopy);
  return tab === 'unread' ? items.where(isUnread) : items;
}

export async function countNotices(reader: Reader, caller: Caller, asked: Asked): Promise<number> {
  const row = await noticesOf(reader, caller, asked)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The number of a list of notices and of each kind of case in its tab, in one look. */
export async function countNoticeTab(reader: Reader, caller: Caller, { tab, filter = {} }: Asked): Promise<TabCounts> {
  const rows = await noticesOf(reader, caller, { tab })
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

/** How many notices are unread, and how many ask nothing of the caller, in one look. */
export async function countNoticeTabs(reader: Reader, caller: Caller): Promise<{ unread: number; copies: number }> {
  return noticesOf(reader, caller, { tab: 'all' })
    .select([sql<number>`count(*) FILTER (WHERE ${isUnread})`.as('unread'), sql<number>`count(*) FILTER (WHERE ${isCopy})`.as('copies')])
    .executeTakeFirstOrThrow();
}

const isUnread = sql<boolean>`seen.notice_id IS NULL`;
const isCopy = sql<boolean>`item.copy`;

/** A page of notices, newest first. */
export async function listNotices(
  reader: Reader,
  caller: Caller,
  page: Asked & { after: Cursor | null; limit: number },
): Promise<Notice[]> {
  let select = noticesOf(reader, caller, page).selectAll('item').select('seen.read_at');
  if (page.after !== null)
    select = select.where(sql<boolean>`(item.given_at, item.id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`);
  const rows = await select.orderBy('item.given_at', 'desc').orderBy('item.id', 'desc').limit(page.limit).execute();
  return rows.map((row) => ({
    id: row.id,
    subject: { module: row.subject_module, kind: row.subject_kind, id: row.subject_id },
    title: { key: row.title_key, params: row.title_params },
    about: row.about_key === null ? null : { key: row.about_key, params: row.about_params ?? {} },
    link: row.link,
    givenAt: row.given_at,
    read: row.read_at !== null,
  }));
}

/** Marks notices that wait for the caller as read, all of them or the one of an id; answers how many were unread before. */
export async function markNoticesRead(tx: Transaction, caller: Caller, read: { noticeId: string | null; at: Date }): Promise<number> {
  const unread = noticesOf(tx, caller, { tab: 'unread' }).select('item.id');
  const meant = await (read.noticeId === null ? unread : unread.where('item.id', '=', read.noticeId)).execute();
  if (meant.length === 0) return 0;
  await tx
    .withTables<DeskTables>()
    .insertInto('desk.notice_read')
    .values(meant.map((notice) => ({ notice_id: notice.id, person_id: caller.id, read_at: read.at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return meant.length;
}

/** Whether a notice waits for the caller, read or not. */
export async function noticeReaches(reader: Reader, caller: Caller, noticeId: string): Promise<boolean> {
  const row = await noticesOf(reader, caller, { tab: 'all' }).select('item.id').where('item.id', '=', noticeId).executeTakeFirst();
  return row !== undefined;
}
