import type { Reader, Transaction } from '#platform/database';
import { sql, type Insertable, type Selectable } from 'kysely';

import type { Rung } from './clock-progress.ts';
import type { Clock, OpenClock } from './clock.ts';
import type { LawTables } from './law-tables.ts';

type Row = Selectable<LawTables['law.clock']>;
const open = ['running', 'stopped', 'lapsed'] as const;

/** Names one duty of one case: a case has at most one open clock of a rule. */
export type ClockReference = { readonly caseKind: string; readonly caseId: string; readonly ruleKey: string };

/** The open clock of a duty, locked until the transaction ends. */
export async function lockOpenClock(tx: Transaction, of: ClockReference): Promise<OpenClock | undefined> {
  const row = await tx
    .withTables<LawTables>()
    .selectFrom('law.clock')
    .selectAll()
    .where('case_kind', '=', of.caseKind)
    .where('case_id', '=', of.caseId)
    .where('rule_key', '=', of.ruleKey)
    .where('state', 'in', open)
    .forUpdate()
    .executeTakeFirst();
  return row && openClockFrom(row);
}

/** Every clock of some cases, oldest first. */
export async function clocksOfCases(reader: Reader, caseKind: string, caseIds: readonly string[]): Promise<Clock[]> {
  if (caseIds.length === 0) return [];
  const rows = await reader
    .withTables<LawTables>()
    .selectFrom('law.clock')
    .selectAll()
    .where('case_kind', '=', caseKind)
    .where('case_id', 'in', caseIds)
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  return rows.map(clockFrom);
}

/** Ids of open clocks that count by one of these calendars. */
export async function openClocksBy(reader: Reader, calendarIds: readonly string[]): Promise<string[]> {
  if (calendarIds.length === 0) return [];
  const rows = await reader
    .withTables<LawTables>()
    .selectFrom('law.clock')
    .select('id')
    .where('calendar_id', 'in', calendarIds)
    .where('state', 'in', open)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Clocks after an id that may owe a warning: those running, and lapsed ones not yet warned of. */
export async function clocksToLookAt(reader: Reader, afterId: string, limit: number): Promise<Clock[]> {
  const warnedOverdue = sql<boolean>`EXISTS (
    SELECT FROM law.clock_warning w WHERE w.clock_id = law.clock.id AND w.leg = law.clock.leg AND w.rung = 'overdue')`;
  const rows = await reader
    .withTables<LawTables>()
    .selectFrom('law.clock')
    .selectAll()
    .where('id', '>', afterId)
    .where((where) => where.or([where('state', '=', 'running'), where.and([where('state', '=', 'lapsed'), where.not(warnedOverdue)])]))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(clockFrom);
}

/** An open clock by id, locked; undefined when it has ended meanwhile. */
export async function lockClock(tx: Transaction, id: string): Promise<OpenClock | undefined> {
  const row = await tx
    .withTables<LawTables>()
    .selectFrom('law.clock')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', open)
    .forUpdate()
    .executeTakeFirst();
  return row && openClockFrom(row);
}

export async function insertClock(tx: Transaction, clock: Clock): Promise<void> {
  await tx.withTables<LawTables>().insertInto('law.clock').values(rowOf(clock)).execute();
}

/** Saves what moved; the database itself refuses a due day that moves earlier. */
export async function saveClock(tx: Transaction, clock: Clock): Promise<void> {
  await tx.withTables<LawTables>().updateTable('law.clock').set(rowOf(clock)).where('id', '=', clock.id).execute();
}

export async function warningsGiven(reader: Reader, clock: Clock): Promise<Rung[]> {
  const rows = await reader
    .withTables<LawTables>()
    .selectFrom('law.clock_warning')
    .select('rung')
    .where('clock_id', '=', clock.id)
    .where('leg', '=', clock.leg)
    .execute();
  return rows.map((row) => row.rung);
}

/** Marks a warning as given; false when it was given before. */
export async function markWarning(tx: Transaction, clock: Clock, warning: { rung: Rung; at: Date }): Promise<boolean> {
  const result = await tx
    .withTables<LawTables>()
    .insertInto('law.clock_warning')
    .values({ clock_id: clock.id, leg: clock.leg, rung: warning.rung, given_at: warning.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

function rowOf(clock: Clock): Insertable<LawTables['law.clock']> {
  return {
    id: clock.id,
    case_kind: clock.caseKind,
    case_id: clock.caseId,
    rule_key: clock.limit.key,
    rule_set_id: clock.ruleSetId,
    rule_set_version: clock.ruleSetVersion,
    frozen_limit: JSON.stringify(clock.limit),
    duty_org_id: clock.dutyOrgId,
    region_code: clock.region,
    calendar_id: clock.calendarId,
    zone: clock.zone,
    state: clock.state,
    started_at: clock.startedAt,
    leg: clock.leg,
    leg_start_on: clock.legStartOn,
    leg_working_days: clock.legWorkingDays,
    due_on: clock.dueOn,
    due_at: clock.dueAt,
    provisional: JSON.stringify(clock.provisional),
    stops: JSON.stringify(clock.stops),
    extension: clock.extension === null ? null : JSON.stringify(clock.extension),
    left_working_days: clock.state === 'stopped' ? clock.leftWorkingDays : null,
    ended_at: endOf(clock),
    late_working_days: clock.state === 'met' ? clock.lateWorkingDays : null,
    last_event_at: clock.lastEventAt,
  };
}

function endOf(clock: Clock): Date | null {
  if (clock.state === 'met') return clock.metAt;
  return clock.state === 'cancelled' ? clock.cancelledAt : null;
}

function commonFrom(row: Row) {
  return {
    id: row.id,
    caseKind: row.case_kind,
    caseId: row.case_id,
    ruleSetId: row.rule_set_id,
    ruleSetVersion: row.rule_set_version,
    limit: row.frozen_limit,
    dutyOrgId: row.duty_org_id,
    region: row.region_code,
    calendarId: row.calendar_id,
    zone: row.zone,
    startedAt: row.started_at,
    leg: row.leg,
    legStartOn: row.leg_start_on,
    legWorkingDays: row.leg_working_days,
    dueOn: row.due_on,
    dueAt: row.due_at,
    provisional: row.provisional,
    stops: row.stops.map((stop) => ({
      stoppedAt: new Date(stop.stoppedAt),
      returnedAt: stop.returnedAt === null ? null : new Date(stop.returnedAt),
    })),
    extension: row.extension && { workingDays: row.extension.workingDays, grantedAt: new Date(row.extension.grantedAt) },
    lastEventAt: row.last_event_at,
  };
}

function openClockFrom(row: Row): OpenClock {
  const clock = clockFrom(row);
  if (clock.state === 'met' || clock.state === 'cancelled') throw new Error(`clock ${row.id} has ended`);
  return clock;
}

function clockFrom(row: Row): Clock {
  const common = commonFrom(row);
  switch (row.state) {
    case 'stopped':
      return { ...common, state: 'stopped', leftWorkingDays: row.left_working_days ?? fault(row) };
    case 'met':
      return { ...common, state: 'met', metAt: row.ended_at ?? fault(row), lateWorkingDays: row.late_working_days ?? fault(row) };
    case 'cancelled':
      return { ...common, state: 'cancelled', cancelledAt: row.ended_at ?? fault(row) };
    case 'running':
    case 'lapsed':
    default:
      return { ...common, state: row.state };
  }
}

/** The table's checks make this impossible. */
function fault(row: Row): never {
  throw new Error(`clock ${row.id} lacks what its state ${row.state} needs`);
}
