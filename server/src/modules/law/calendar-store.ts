import type { Reader, Transaction } from '#platform/database';

import type { LawTables } from './law-tables.ts';
import type { NoticedDay } from './shipped-law.ts';
import type { Calendar } from './working-day.ts';
import type { Day } from './zoned-day.ts';

export type CalendarHead = {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly regionPrefix: string;
  readonly zone: string;
  readonly noticeTitle: string;
};
export type CalendarYear = {
  readonly calendarId: string;
  readonly year: number;
  readonly noticeTitle: string;
  readonly noticeNumber: string | null;
  readonly noticeAddress: string | null;
  readonly edited: boolean;
  readonly loadedAt: Date;
};

/** A working-day calendar with its parents, ready to count. */
export async function loadCalendar(reader: Reader, id: string): Promise<Calendar | undefined> {
  const calendars = await loadCalendars(reader);
  return calendars.get(id);
}

/** Every calendar, ready to count; they are few and small (a hundred days a year). */
export async function loadCalendars(reader: Reader): Promise<ReadonlyMap<string, Calendar>> {
  const heads = await calendarHeads(reader);
  const years = await calendarYears(reader);
  const days = await reader.withTables<LawTables>().selectFrom('law.calendar_day').select(['calendar_id', 'on_day', 'workday']).execute();
  const calendars = new Map<string, Calendar>();
  const pending = new Map(heads.map((head) => [head.id, head]));

  function make(id: string): Calendar {
    const known = calendars.get(id);
    if (known) return known;
    const head = pending.get(id);
    // Removed before its parent is made: a calendar that is its own ancestor is met here again and is a fault.
    pending.delete(id);
    if (!head) throw new Error(`calendar ${id} is missing or is its own parent`);
    const calendar: Calendar = {
      id,
      zone: head.zone,
      parent: head.parentId === null ? null : make(head.parentId),
      days: new Map(days.filter((day) => day.calendar_id === id).map((day) => [day.on_day, day.workday])),
      coveredYears: new Set(years.filter((year) => year.calendarId === id).map((year) => year.year)),
      noticeTitle: head.noticeTitle,
    };
    calendars.set(id, calendar);
    return calendar;
  }
  for (const head of heads) make(head.id);
  return calendars;
}

export async function calendarHeads(reader: Reader): Promise<CalendarHead[]> {
  const rows = await reader.withTables<LawTables>().selectFrom('law.calendar').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    name: row.name,
    regionPrefix: row.region_prefix,
    zone: row.zone,
    noticeTitle: row.notice_title,
  }));
}

export async function calendarYears(reader: Reader): Promise<CalendarYear[]> {
  const rows = await reader
    .withTables<LawTables>()
    .selectFrom('law.calendar_year')
    .selectAll()
    .orderBy('calendar_id')
    .orderBy('year')
    .execute();
  return rows.map((row) => ({
    calendarId: row.calendar_id,
    year: row.year,
    noticeTitle: row.notice_title,
    noticeNumber: row.notice_number,
    noticeAddress: row.notice_address,
    edited: row.edited,
    loadedAt: row.loaded_at,
  }));
}

/** Days of one calendar that a notice speaks of, in a span of dates. */
export async function noticedDaysOf(reader: Reader, calendarId: string, span: { from: Day; to: Day }): Promise<NoticedDay[]> {
  const rows = await reader
    .withTables<LawTables>()
    .selectFrom('law.calendar_day')
    .select(['on_day', 'workday', 'name'])
    .where('calendar_id', '=', calendarId)
    .where('on_day', '>=', span.from)
    .where('on_day', '<=', span.to)
    .orderBy('on_day')
    .execute();
  return rows.map((row) => ({ on: row.on_day, workday: row.workday, name: row.name }));
}

export type NoticeYear = {
  readonly calendarId: string;
  readonly year: number;
  readonly title: string;
  readonly number: string | null;
  readonly address: string | null;
  readonly version: number;
  readonly edited: boolean;
  readonly at: Date;
};

/** Puts the days of one yearly notice in the place of what stood there for that year. */
export async function replaceYear(tx: Transaction, notice: NoticeYear, days: readonly NoticedDay[]): Promise<void> {
  const db = tx.withTables<LawTables>();
  const year = {
    calendar_id: notice.calendarId,
    year: notice.year,
    notice_title: notice.title,
    notice_number: notice.number,
    notice_address: notice.address,
    version: notice.version,
    edited: notice.edited,
    loaded_at: notice.at,
  };
  await db
    .insertInto('law.calendar_year')
    .values(year)
    .onConflict((conflict) => conflict.columns(['calendar_id', 'year']).doUpdateSet(year))
    .execute();
  await db.deleteFrom('law.calendar_day').where('calendar_id', '=', notice.calendarId).where('notice_year', '=', notice.year).execute();
  for (const day of days) await putDay(tx, { calendarId: notice.calendarId, noticeYear: notice.year }, day);
}

/** Says of one day whether it is worked; the last word about a day counts. */
export async function putDay(tx: Transaction, notice: { calendarId: string; noticeYear: number }, day: NoticedDay): Promise<void> {
  const row = { calendar_id: notice.calendarId, on_day: day.on, notice_year: notice.noticeYear, workday: day.workday, name: day.name };
  await tx
    .withTables<LawTables>()
    .insertInto('law.calendar_day')
    .values(row)
    .onConflict((conflict) => conflict.columns(['calendar_id', 'on_day']).doUpdateSet(row))
    .execute();
}

/** Marks a year as edited by hand, so that no release overwrites it; false when its notice is not loaded. */
export async function markYearEdited(tx: Transaction, calendarId: string, year: number): Promise<boolean> {
  const result = await tx
    .withTables<LawTables>()
    .updateTable('law.calendar_year')
    .set({ edited: true })
    .where('calendar_id', '=', calendarId)
    .where('year', '=', year)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function insertCalendarHead(tx: Transaction, head: CalendarHead): Promise<void> {
  await tx
    .withTables<LawTables>()
    .insertInto('law.calendar')
    .values({
      id: head.id,
      parent_id: head.parentId,
      name: head.name,
      region_prefix: head.regionPrefix,
      zone: head.zone,
      notice_title: head.noticeTitle,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
