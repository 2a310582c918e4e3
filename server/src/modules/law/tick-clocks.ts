import type { NewId } from '@karez/kit/id';
import { recordEvidence } from '#modules/audit/append';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { publish } from '#platform/outbox';

import { loadCalendars } from './calendar-store.ts';
import { clockWarned } from './clock-events.ts';
import { rungOf, warningDue } from './clock-progress.ts';
import { clocksToLookAt, lockClock, markWarning, saveClock, warningsGiven } from './clock-store.ts';
import { asOf, type Clock } from './clock.ts';
import type { Calendar } from './working-day.ts';

const BATCH = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

type TickNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;

/**
 * Looks at every open clock: gives the warning that is due and marks as lapsed what has lapsed; nothing is decided by silence.
 * One short transaction a clock, and one row a warning: run twice, killed half-way or run by two workers, it warns once.
 * Answers how many warnings it gave.
 */
export async function tickClocks(needs: TickNeeds): Promise<number> {
  const calendars = await loadCalendars(needs.database.reader);
  let given = 0;
  for (let after = BEFORE_ALL; ;) {
    const clocks = await clocksToLookAt(needs.database.reader, after, BATCH);
    for (const clock of clocks) if (await tickOne(needs, clock, calendars)) given += 1;
    const last = clocks.at(-1);
    if (last === undefined || clocks.length < BATCH) return given;
    after = last.id;
  }
}

/** Looks without a lock first: on most ticks most clocks owe nothing. */
async function tickOne(needs: TickNeeds, seen: Clock, calendars: ReadonlyMap<string, Calendar>): Promise<boolean> {
  const calendar = calendars.get(seen.calendarId);
  if (!calendar) throw new Error(`calendar ${seen.calendarId} is missing`);
  const at = needs.clock.now();
  const owed = warningDue(rungOf(seen, calendar, at), await warningsGiven(needs.database.reader, seen));
  if (owed === null) return false;
  return needs.database.transaction((tx) => warn(tx, { id: seen.id, calendar, at }, needs.newId));
}

async function warn(tx: Transaction, look: { id: string; calendar: Calendar; at: Date }, newId: NewId): Promise<boolean> {
  const stored = await lockClock(tx, look.id);
  if (!stored) return false;
  const clock = asOf(stored, look.at);
  const rung = warningDue(rungOf(clock, look.calendar, look.at), await warningsGiven(tx, clock));
  if (rung === null) return false;
  if (clock.state !== stored.state) await saveClock(tx, clock);
  const fresh = await markWarning(tx, clock, { rung, at: look.at });
  if (!fresh) return false;
  await publish(tx, clockWarned(clock, { id: newId(), rung, at: look.at }));
  if (rung === 'overdue') await recordLapse(tx, clock, look.at);
  return true;
}

async function recordLapse(tx: Transaction, clock: Clock, at: Date): Promise<void> {
  await recordEvidence(tx, {
    at,
    actor: { kind: 'system', id: 'law.clock-tick', orgId: null },
    action: 'law.lapse-clock',
    outcome: { result: 'done' },
    object: { kind: clock.caseKind, id: clock.caseId },
    facts: { rule: clock.limit.key, ruleSet: clock.ruleSetId, dutyOrg: clock.dutyOrgId, dueOn: clock.dueOn },
  });
}
