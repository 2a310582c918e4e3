import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader, Transaction } from '#platform/database';

import { loadCalendars } from './calendar-store.ts';
import { progressOf } from './clock-progress.ts';
import { clocksOfCases, insertClock, lockOpenClock, saveClock, type ClockReference } from './clock-store.ts';
import { accept, asOf, cancel, extend, heldTo, meet, restart, start, stop, type Clock, type OpenClock } from './clock.ts';
import { ruleSetLayers } from './law-store.ts';
import { idInForce, layered, type Limit, type Nature, type RuleSet } from './rule-set.ts';
import { calendarOf, calendarOfRegion } from './region-days.ts';
import type { Calendar, MissingNotice } from './working-day.ts';
import { LAW_ZONE, type Day } from './zoned-day.ts';

/** What starts a clock. `region` is the duty-bearer's division code: its calendar counts, whoever asks. */
export type StartClock = ClockReference & {
  /** A fresh id (`newId()`). */
  readonly id: string;
  /** The rule set that the case froze; without it, the one in force at the start. */
  readonly ruleSetId?: string;
  readonly dutyOrgId: string;
  readonly region: string;
  readonly startedAt: Date;
  /** The term that whoever gives notice sets, where the limit is only the most that it may be (809-27: 限期); the limit itself without it. */
  readonly workingDays?: number;
  /** The last day that the parties know already, where a term that another department had runs on: `startedAt` is then the start of that one. */
  readonly knownDueOn?: Day;
};

/** What both parties see of a clock. */
export type ClockView = ClockReference & {
  readonly id: string;
  readonly state: Clock['state'];
  readonly nature: Nature;
  readonly articles: readonly string[];
  readonly ruleSetId: string;
  readonly dutyOrgId: string;
  /** Division code of the duty-bearer's region. */
  readonly region: string;
  readonly calendarId: string;
  readonly startedAt: Date;
  /** Null while the clock is stopped. */
  readonly dueOn: Day | null;
  readonly dueAt: Date | null;
  /** Working days of the present term, a granted extension included. */
  readonly workingDaysOfTerm: number;
  readonly workingDaysUsed: number;
  readonly workingDaysLeft: number;
  readonly workingDaysOverdue: number;
  /** Since the first receipt, stops included. */
  readonly workingDaysTotal: number;
  /** Not empty: the due day is 暂定 until these notices are loaded. */
  readonly provisional: readonly MissingNotice[];
  readonly stops: Clock['stops'];
  readonly extension: Clock['extension'];
  /** The most working days by which the term may be extended; null where the rule set lets nobody. */
  readonly extensionWorkingDaysMax: number | null;
  readonly endedAt: Date | null;
};

/** The whole rule set in force at an instant. @throws when no rule set had taken effect: law must have been seeded. */
export async function ruleSetInForce(reader: Reader, at: Date): Promise<RuleSet> {
  const layers = await ruleSetLayers(reader);
  const id = idInForce(layers, dayIn(LAW_ZONE, at));
  if (id === undefined) throw new Error(`no rule set is in force on ${dayIn(LAW_ZONE, at)}`);
  return layered(layers, id);
}

/** The limit of a duty in a rule set. @throws for a key that the set does not know: a fault of the calling code. */
export function limitOf(ruleSet: RuleSet, ruleKey: string): Limit {
  const limit = ruleSet.limits.get(ruleKey);
  if (!limit) throw new Error(`rule set ${ruleSet.id} has no limit ${ruleKey}`);
  const { from: _from, ...own } = limit;
  return own;
}

/**
 * Starts the clock of one duty of one case, in the caller's transaction. The limit is frozen in it.
 * @throws on a term beyond its limit, and on a second open clock of the same duty (unique index `clock_open`): a fault of the calling code.
 */
export async function startClock(tx: Transaction, given: StartClock): Promise<Clock> {
  const ruleSet =
    given.ruleSetId === undefined ? await ruleSetInForce(tx, given.startedAt) : layered(await ruleSetLayers(tx), given.ruleSetId);
  const calendar = await calendarOfRegion(tx, given.region);
  const subject = {
    id: given.id,
    caseKind: given.caseKind,
    caseId: given.caseId,
    ruleSetId: ruleSet.id,
    ruleSetVersion: ruleSet.version,
    limit: termWithin(limitOf(ruleSet, given.ruleKey), given.workingDays),
    dutyOrgId: given.dutyOrgId,
    region: given.region,
  };
  const begun = start(subject, calendar, given.startedAt);
  const clock = given.knownDueOn === undefined ? begun : heldTo(begun, calendar, given.knownDueOn);
  await insertClock(tx, clock);
  return clock;
}

function termWithin(limit: Limit, workingDays = limit.workingDays): Limit {
  if (workingDays < 1 || workingDays > limit.workingDays) throw new Error(`${limit.key} may be at most ${limit.workingDays} working days`);
  return { ...limit, workingDays };
}

/** What may befall the term of a duty that is still owed. */
export type TermMove =
  /** Stops at the one notice of everything that is missing (809-21). */
  | { readonly kind: 'stop'; readonly at: Date }
  /** Goes on when the missing material has come. */
  | { readonly kind: 'restart'; readonly at: Date }
  /** Extended once, with the authority's consent (809-17, 809-21). */
  | { readonly kind: 'extend'; readonly workingDays: number; readonly at: Date };

/** Moves the term of an open clock, as far as its frozen limit allows. */
export async function moveTerm(tx: Transaction, of: ClockReference, move: TermMove): Promise<Clock | Refusal> {
  return moved(tx, of, (clock, calendar) => {
    if (move.kind === 'stop') return stop(clock, calendar, move.at);
    return move.kind === 'restart' ? restart(clock, calendar, move.at) : extend(clock, calendar, move);
  });
}

/** The duty is done. */
export async function meetClock(tx: Transaction, of: ClockReference, at: Date): Promise<Clock | Refusal> {
  return moved(tx, of, (clock, calendar) => meet(clock, calendar, at));
}

/** A report that the duty is done is accepted: it counts from the day on which it was made. */
export async function acceptClock(tx: Transaction, of: ClockReference, done: { doneAt: Date; at: Date }): Promise<Clock | Refusal> {
  return moved(tx, of, (clock, calendar) => accept(clock, calendar, done));
}

/** The case ended otherwise (withdrawn, returned, redirected): nobody owes the duty any more. */
export async function cancelClock(tx: Transaction, of: ClockReference, at: Date): Promise<Clock | Refusal> {
  return moved(tx, of, (clock) => cancel(clock, at));
}

async function moved(
  tx: Transaction,
  of: ClockReference,
  move: (clock: OpenClock, calendar: Calendar) => Clock | Refusal,
): Promise<Clock | Refusal> {
  const clock = await lockOpenClock(tx, of);
  if (!clock) return refuse('law.clock.not-found', { rule: of.ruleKey });
  const next = move(clock, await calendarOf(tx, clock.calendarId));
  if (!isRefusal(next)) await saveClock(tx, next);
  return next;
}

/** The clocks of some cases as they stand at an instant, oldest first. */
export async function clocksOf(reader: Reader, of: { caseKind: string; caseIds: readonly string[]; at: Date }): Promise<ClockView[]> {
  const clocks = await clocksOfCases(reader, of.caseKind, of.caseIds);
  if (clocks.length === 0) return [];
  const calendars = await loadCalendars(reader);
  return clocks.flatMap((clock) => {
    const calendar = calendars.get(clock.calendarId);
    return calendar ? [viewOf(asOf(clock, of.at), calendar, of.at)] : [];
  });
}

function viewOf(clock: Clock, calendar: Calendar, at: Date): ClockView {
  const progress = progressOf(clock, calendar, at);
  const waiting = clock.state === 'stopped';
  return {
    id: clock.id,
    caseKind: clock.caseKind,
    caseId: clock.caseId,
    ruleKey: clock.limit.key,
    state: clock.state,
    nature: clock.limit.nature,
    articles: clock.limit.articles,
    ruleSetId: clock.ruleSetId,
    dutyOrgId: clock.dutyOrgId,
    region: clock.region,
    calendarId: clock.calendarId,
    startedAt: clock.startedAt,
    dueOn: waiting ? null : clock.dueOn,
    dueAt: waiting ? null : clock.dueAt,
    workingDaysOfTerm: clock.legWorkingDays,
    workingDaysUsed: progress.usedWorkingDays,
    workingDaysLeft: progress.leftWorkingDays,
    workingDaysOverdue: progress.overdueWorkingDays,
    workingDaysTotal: progress.totalWorkingDays,
    provisional: clock.provisional,
    stops: clock.stops,
    extension: clock.extension,
    extensionWorkingDaysMax: clock.limit.extension?.workingDaysMax ?? null,
    endedAt: endOf(clock),
  };
}

function endOf(clock: Clock): Date | null {
  if (clock.state === 'met') return clock.metAt;
  return clock.state === 'cancelled' ? clock.cancelledAt : null;
}
