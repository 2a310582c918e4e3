import type { OutboxEvent } from '#platform/outbox';

import type { Rung } from './clock-progress.ts';
import type { Clock } from './clock.ts';

/** What every event of a clock tells: whose duty, of which case, and until when. Instants and days as text. */
function bodyOf(clock: Clock) {
  return {
    clockId: clock.id,
    caseKind: clock.caseKind,
    caseId: clock.caseId,
    ruleKey: clock.limit.key,
    nature: clock.limit.nature,
    dutyOrgId: clock.dutyOrgId,
    region: clock.region,
    leg: clock.leg,
    dueOn: clock.dueOn,
    dueAt: clock.dueAt.toISOString(),
  };
}

function keyOf(clock: Clock): string {
  return `${clock.caseKind}:${clock.caseId}`;
}

/** A clock stands on a step of the warning ladder; `overdue` says that it lapsed. Each is told once a leg. */
export function clockWarned(clock: Clock, told: { id: string; rung: Rung; at: Date }): OutboxEvent {
  return {
    id: told.id,
    name: 'law.clock-warned',
    key: keyOf(clock),
    body: { ...bodyOf(clock), rung: told.rung, at: told.at.toISOString() },
  };
}

/** A changed calendar moved a due day that both parties know. */
export function dueMoved(before: Clock, after: Clock, told: { id: string; at: Date }): OutboxEvent {
  const former = { dueOnBefore: before.dueOn, dueAtBefore: before.dueAt.toISOString() };
  return { id: told.id, name: 'law.due-moved', key: keyOf(after), body: { ...bodyOf(after), ...former, at: told.at.toISOString() } };
}

/** What happened to an instrument, told with every event that follows from it. */
export type InstrumentChange = {
  /** One id for the whole change, however many rest on it. */
  readonly changeId: string;
  readonly instrument: { readonly id: string; readonly title: string; readonly documentNumber: string | null; readonly rank: string };
  readonly state: 'amended' | 'repealed';
  readonly on: string;
  /** Every article that the change touched. */
  readonly articleIds: readonly string[];
  readonly recordedBy: { readonly id: string; readonly orgId: string | null };
  readonly recordedAt: string;
};

/** Something rests on an article that was amended or repealed: its module starts the revision (91-3.3, 809-17). */
export function articleChanged(
  citer: { module: string; kind: string; id: string },
  change: { id: string; articleIds: readonly string[]; change: InstrumentChange },
): OutboxEvent {
  return {
    id: change.id,
    name: 'law.article-changed',
    key: `${citer.module}:${citer.kind}:${citer.id}`,
    body: { module: citer.module, kind: citer.kind, id: citer.id, articleIds: change.articleIds, change: change.change },
  };
}
