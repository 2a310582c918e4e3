import type { NewId } from '@karez/kit/id';
import type { Transaction } from '#platform/database';
import { publish } from '#platform/outbox';

import { loadCalendars } from './calendar-store.ts';
import { dueMoved } from './clock-events.ts';
import { lockClock, openClocksBy, saveClock } from './clock-store.ts';
import { asOf, isOpen, recount } from './clock.ts';
import type { Calendar } from './working-day.ts';

/**
 * Counts every open clock again that rests on a changed calendar, its overlays included. A due day moves later only;
 * each that moved is told by `law.due-moved`.
 */
export async function recountClocks(
  tx: Transaction,
  calendarId: string,
  told: { newId: NewId; at: Date },
): Promise<{ recounted: number; moved: number }> {
  const calendars = await loadCalendars(tx);
  const resting = [...calendars.values()].filter((calendar) => restsOn(calendar, calendarId)).map((calendar) => calendar.id);
  const ids = await openClocksBy(tx, resting);
  let moved = 0;
  for (const id of ids) if (await recountOne(tx, { id, calendars }, told)) moved += 1;
  return { recounted: ids.length, moved };
}

async function recountOne(
  tx: Transaction,
  one: { id: string; calendars: ReadonlyMap<string, Calendar> },
  told: { newId: NewId; at: Date },
): Promise<boolean> {
  const stored = await lockClock(tx, one.id);
  const calendar = stored && one.calendars.get(stored.calendarId);
  if (!stored || !calendar) return false;
  const standing = asOf(stored, told.at);
  const after = isOpen(standing) ? recount(standing, calendar, told.at) : standing;
  await saveClock(tx, after);
  if (after.dueOn === stored.dueOn) return false;
  await publish(tx, dueMoved(stored, after, { id: told.newId(), at: told.at }));
  return true;
}

function restsOn(calendar: Calendar, id: string): boolean {
  return calendar.id === id || (calendar.parent !== null && restsOn(calendar.parent, id));
}
