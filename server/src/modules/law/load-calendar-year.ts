import { isRefusal, refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Caller } from '#platform/caller';
import type { Needs } from '#platform/needs';

import { calendarHeads, replaceYear } from './calendar-store.ts';
import { mayKeepLaw } from './law-policy.ts';
import { recountClocks } from './recount-clocks.ts';
import { yearOf } from './zoned-day.ts';

export type LoadCalendarYear = {
  readonly actor: Caller;
  readonly calendarId: string;
  readonly year: number;
  readonly days: readonly { readonly name: string; readonly date: string; readonly isOffDay: boolean }[];
  readonly noticeTitle: string | null;
  readonly noticeNumber: string | null;
  readonly noticeAddress: string | null;
};

/** Loads the days of a yearly holiday notice and counts open clocks again; a due day moves later only (law.md 11.2). */
export async function loadCalendarYear({ database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>, given: LoadCalendarYear) {
  const permitted = mayKeepLaw(given.actor, 'law.calendar-edit');
  if (isRefusal(permitted)) return permitted;
  const wrong = wrongDays(given);
  if (wrong) return wrong;

  return database.transaction(async (tx) => {
    const head = (await calendarHeads(tx)).find((one) => one.id === given.calendarId);
    if (!head) return refuse('law.calendar.not-found');
    const at = clock.now();
    const title = given.noticeTitle ?? head.noticeTitle.replace('{year}', String(given.year));
    const notice = { calendarId: head.id, year: given.year, title, number: given.noticeNumber, address: given.noticeAddress };
    const days = given.days.map((day) => ({ on: day.date, workday: !day.isOffDay, name: day.name }));
    await replaceYear(tx, { ...notice, version: 0, edited: true, at }, days);
    const counted = await recountClocks(tx, head.id, { newId, at });
    const facts = { year: given.year, days: days.length, recounted: counted.recounted, moved: counted.moved };
    await recordEvidence(tx, {
      at,
      actor: given.actor,
      action: 'law.load-calendar-year',
      outcome: { result: 'done' },
      object: { kind: 'calendar', id: head.id },
      facts,
    });
    return { days: days.length, ...counted };
  });
}

function wrongDays(given: LoadCalendarYear): Refusal | null {
  const strangers = given.days.flatMap((day, index): FieldRefusal[] => {
    const near = yearOf(day.date) === given.year || day.date.startsWith(`${given.year - 1}-12-`);
    return near ? [] : [{ path: `/body/days/${index}/date`, code: 'law.day-of-other-year', params: { year: given.year } }];
  });
  if (strangers.length > 0) return refuse('law.calendar.day-of-other-year', { count: strangers.length, year: given.year }, strangers);
  const seen = new Set<string>();
  const twice = given.days.flatMap((day, index): FieldRefusal[] => {
    const again = seen.has(day.date);
    seen.add(day.date);
    return again ? [{ path: `/body/days/${index}/date`, code: 'law.day-twice', params: {} }] : [];
  });
  return twice.length > 0 ? refuse('law.calendar.day-twice', { count: twice.length }, twice) : null;
}
