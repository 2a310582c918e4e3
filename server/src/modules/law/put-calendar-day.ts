import { isRefusal, refuse } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Caller } from '#platform/caller';
import type { Needs } from '#platform/needs';

import { calendarHeads, markYearEdited, putDay } from './calendar-store.ts';
import { mayKeepLaw } from './law-policy.ts';
import { recountClocks } from './recount-clocks.ts';
import { yearOf } from './zoned-day.ts';

export type PutCalendarDay = {
  readonly actor: Caller;
  readonly calendarId: string;
  readonly on: string;
  readonly workday: boolean;
  readonly name: string;
};

/** Says of one day whether it is worked; its year's notice must be loaded, since one day does not make a year known. */
export async function putCalendarDay({ database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>, given: PutCalendarDay) {
  const permitted = mayKeepLaw(given.actor, 'law.calendar-edit');
  if (isRefusal(permitted)) return permitted;

  return database.transaction(async (tx) => {
    const head = (await calendarHeads(tx)).find((one) => one.id === given.calendarId);
    if (!head) return refuse('law.calendar.not-found');
    const year = yearOf(given.on);
    const loaded = await markYearEdited(tx, head.id, year);
    if (!loaded) return refuse('law.calendar.year-not-loaded', { year, notice: head.noticeTitle.replace('{year}', String(year)) });
    await putDay(tx, { calendarId: head.id, noticeYear: year }, { on: given.on, workday: given.workday, name: given.name });
    const at = clock.now();
    const counted = await recountClocks(tx, head.id, { newId, at });
    const facts = { on: given.on, workday: given.workday, recounted: counted.recounted, moved: counted.moved };
    await recordEvidence(tx, {
      at,
      actor: given.actor,
      action: 'law.put-calendar-day',
      outcome: { result: 'done' },
      object: { kind: 'calendar', id: head.id },
      facts,
    });
    return counted;
  });
}
