import type { ChangeEventSummary, RevisionCase as CaseAnswer } from '@karez/contract/catalog/revision-case';
import type { Actor } from '#modules/identity';
import type { ClockView } from '#modules/law';
import type { Reader } from '#platform/database';
import type { Act } from '../revision/revision.ts';
import { changeEventsByIds, type Reach } from './change-event-store.ts';
import type { ChangeEvent } from './change-event.ts';
import { caseClocks } from './revision-case-clock.ts';
import { allowedOn } from './revision-case-policy.ts';
import { caseCounts, caseEntries, type CaseEntry } from './revision-case-store.ts';
import type { CaseExtension, RevisionCase } from './revision-case.ts';

/** An act as it crosses the wire: when and in which words; never who. */
const actView = (act: Act | null) => act && { at: act.at.toISOString(), opinion: act.opinion };

/** A term as the portal shows it. */
export function clockView(clock: ClockView | undefined): CaseAnswer['clock'] {
  if (!clock) return null;
  return {
    state: clock.state,
    ruleSetId: clock.ruleSetId,
    dueOn: clock.dueOn,
    dueAt: clock.dueAt?.toISOString() ?? null,
    workingDaysLeft: clock.dueAt === null ? null : clock.workingDaysLeft - clock.workingDaysOverdue,
    workingDaysOfTerm: clock.workingDaysOfTerm,
    provisional: clock.provisional.length > 0,
  };
}

function extensionView(extension: CaseExtension | null): CaseAnswer['extension'] {
  if (extension === null) return null;
  const { workingDays, asked, decided, granted } = extension;
  return { workingDays, asked: { at: asked.at.toISOString(), opinion: asked.opinion }, decided: actView(decided), granted };
}

/** What a case is shown with. */
type CaseFacts = {
  readonly given: RevisionCase;
  readonly event: ChangeEvent;
  readonly entry: CaseEntry;
  readonly clock: ClockView | undefined;
};

function caseView(actor: Actor, { given, event, entry, clock }: CaseFacts): CaseAnswer {
  const { id, kind, title, documentNumber, changedOn, summary } = event;
  const ended = given.state === 'closed' ? given.ended : null;
  return {
    id: given.id,
    revision: given.revision,
    state: given.state,
    outcome: given.state === 'closed' ? given.outcome : null,
    event: { id, kind, title, documentNumber, changedOn, summary },
    entry: { id: entry.id, name: entry.name, resourceCode: entry.resourceCode, providerName: entry.providerName },
    restsOn: [...given.restsOn],
    openedAt: given.openedAt.toISOString(),
    endedAt: ended?.at.toISOString() ?? null,
    reported: actView('reported' in given ? given.reported : null),
    declined: actView(given.declined),
    ended: actView(ended),
    extension: extensionView(given.extension),
    clock: clockView(clock),
    extensionWorkingDaysMax: clock?.extensionWorkingDaysMax ?? null,
    allowed: allowedOn(actor, { given, scene: entry }),
  };
}

/** Cases as the actor sees them, in the order given. */
export async function caseViews(
  reader: Reader,
  { actor, cases, at }: { actor: Actor; cases: readonly RevisionCase[]; at: Date },
): Promise<CaseAnswer[]> {
  const events = await changeEventsByIds(
    reader,
    cases.map(({ eventId }) => eventId),
  );
  const entries = await caseEntries(
    reader,
    cases.map(({ entryId }) => entryId),
  );
  const clocks = await caseClocks(
    reader,
    cases.map(({ id }) => id),
    at,
  );
  return cases.map((given) => {
    const event = events.get(given.eventId);
    const entry = entries.get(given.entryId);
    if (!event || !entry) throw new Error(`case ${given.id} lacks its event or its entry`);
    return caseView(actor, { given, event, entry, clock: clocks.get(given.id) });
  });
}

/** Events with the number of cases in each state, counted within the reader's reach. */
export async function eventViews(
  reader: Reader,
  { reach, events, at }: { reach: Reach; events: readonly ChangeEvent[]; at: Date },
): Promise<ChangeEventSummary[]> {
  const counts = await caseCounts(reader, { reach, eventIds: events.map(({ id }) => id), at });
  return events.map((event) => {
    const own = counts.filter(({ eventId }) => eventId === event.id);
    const count = (state: RevisionCase['state']) => own.find((one) => one.state === state)?.count ?? 0;
    return {
      id: event.id,
      kind: event.kind,
      title: event.title,
      documentNumber: event.documentNumber,
      changedOn: event.changedOn,
      summary: event.summary,
      triggerKind: event.triggerKind,
      instrumentId: event.instrumentId,
      articleIds: [...event.articleIds],
      recordedBy: event.recordedBy.name,
      recordedAt: event.recordedAt.toISOString(),
      cases: {
        open: count('open'),
        'in-hand': count('in-hand'),
        reported: count('reported'),
        'unchanged-reported': count('unchanged-reported'),
        closed: count('closed'),
        overdue: own.reduce((sum, { overdue }) => sum + overdue, 0),
      },
    };
  });
}
