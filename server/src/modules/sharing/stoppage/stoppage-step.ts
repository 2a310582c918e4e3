import { actedBy } from '#platform/caller';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { NewId } from '@karez/kit/id';
import { recordEvidence } from '#modules/audit/append';
import { closeTodosOf, notify, openTodo, type Addressee } from '#modules/desk';
import { authorityFor, organisationById, systemActor, type Actor } from '#modules/identity';
import { cancelClock, clocksOf, meetClock, ruleSetInForce, startClock, type ClockView } from '#modules/law';
import type { Reader, Transaction } from '#platform/database';
import { entryNameOf } from '../entry-name.ts';
import { runningGrants } from '../grant-store.ts';
import { insertStoppage, lockOpenStoppage, saveStoppage } from './stoppage-store.ts';
import { afterStoppageEvent, type StoppageEvent, type StoppageRecord } from './stoppage.ts';

export const STOPPAGE_CASE = 'sharing.stoppage';
/** Limits of the rule set: how long a service may be away before that is a stop, and the provider's term to answer a finding. */
const WATCH_RULE = 'sharing.stoppage';
const ANSWER_RULE = 'sharing.stoppage-answer';
export type Moment = { readonly at: Date; readonly newId: NewId };
const platform = systemActor('sharing.stoppages');

/** The clock that runs, or has lapsed, of what is owed now. */
export async function openStoppageClock(reader: Reader, stoppageId: string, at: Date): Promise<ClockView | undefined> {
  const clocks = await clocksOf(reader, { caseKind: STOPPAGE_CASE, caseIds: [stoppageId], at });
  return clocks.find(({ endedAt }) => endedAt === null);
}

async function startTerm(tx: Transaction, stoppage: StoppageRecord, term: Moment & { readonly ruleKey: string }): Promise<Date | null> {
  const { id: caseId, providerOrgId: dutyOrgId, providerRegionCode: region, ruleSetId } = stoppage;
  const { ruleKey, newId, at: startedAt } = term;
  return (await startClock(tx, { id: newId(), caseKind: STOPPAGE_CASE, caseId, ruleKey, ruleSetId, dutyOrgId, region, startedAt })).dueAt;
}

async function endTerm(tx: Transaction, stoppageId: string, { how, at }: { how: 'meet' | 'cancel'; at: Date }): Promise<void> {
  const open = await openStoppageClock(tx, stoppageId, at);
  if (!open) return;
  const ended = await (how === 'meet' ? meetClock : cancelClock)(tx, open, at);
  if (isRefusal(ended)) throw new Error(`the clock ${open.ruleKey} of stoppage ${stoppageId} does not end: ${ended.code}`);
}

type Seen = Pick<StoppageRecord, 'entryId' | 'cause' | 'since' | 'lastFailedAt'>;

/** Begins to watch an entry whose service is away while grants of it run; nothing is told to anybody yet. */
export async function watchStoppage(tx: Transaction, seen: Seen, { at, newId }: Moment): Promise<void> {
  const [grant] = await runningGrants(tx, seen.entryId, at);
  if (!grant || (await lockOpenStoppage(tx, seen.entryId))) return;
  const authority = await authorityFor(tx, { regionCodes: [grant.providerRegionCode] });
  const stoppage: StoppageRecord = {
    ...seen,
    id: newId(),
    revision: 1,
    state: 'watched',
    providerOrgId: grant.document.providerOrgId,
    providerRegionCode: grant.providerRegionCode,
    authorityRegionCode: authority?.regionCode ?? grant.authorityRegionCode,
    ruleSetId: (await ruleSetInForce(tx, at)).id,
    foundAt: null,
    explanation: null,
    explainedBy: null,
    explainedAt: null,
    conclusion: null,
    concludedBy: null,
    concludedAt: null,
    endedAt: null,
  };
  if (!(await insertStoppage(tx, stoppage))) return;
  await startTerm(tx, stoppage, { ruleKey: WATCH_RULE, at: seen.since, newId });
  await noteStoppage(tx, { stoppage, actor: platform, action: 'sharing.watch-stoppage', origin: null, at });
}

type Noted = {
  readonly stoppage: StoppageRecord;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'orgId'>;
  readonly action: string;
  readonly origin: string | null;
  readonly at: Date;
};

/** Into the evidence, without the words. */
export async function noteStoppage(tx: Transaction, { stoppage, actor, action, origin, at }: Noted): Promise<void> {
  const { id, revision, state, cause, entryId } = stoppage;
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: STOPPAGE_CASE, id, revision },
    origin,
    facts: { state, cause, entryId, since: stoppage.since.toISOString() },
  });
}

/** The stoppage after an event, one revision on; or the refusal of the machine. */
export function movedStoppage(stoppage: StoppageRecord, event: StoppageEvent): StoppageRecord | Refusal {
  const state = afterStoppageEvent(stoppage.state, event);
  return isRefusal(state) ? state : { ...stoppage, state, revision: stoppage.revision + 1 };
}

function must(stoppage: StoppageRecord, event: StoppageEvent): StoppageRecord {
  const next = movedStoppage(stoppage, event);
  if (isRefusal(next)) throw new Error(`stoppage ${stoppage.id} cannot ${event} in ${stoppage.state}`);
  return next;
}

/** The term is over and nothing was filed: provider and authority learn of it, and the provider has its term to restore, to file or to explain. */
export async function findStop(tx: Transaction, watched: StoppageRecord, { at, newId }: Moment): Promise<void> {
  const stoppage = { ...must(watched, 'find'), foundAt: at };
  await endTerm(tx, stoppage.id, { how: 'cancel', at });
  await saveStoppage(tx, stoppage);
  await noteStoppage(tx, { stoppage, actor: platform, action: 'sharing.find-stoppage', origin: null, at });
  await askProvider(tx, stoppage, { at, newId });
  await tell(tx, stoppage, { word: 'found', to: [authority(stoppage)], at, newId });
}

/** The provider has its whole term to restore the service or to explain. */
async function askProvider(tx: Transaction, stoppage: StoppageRecord, { at, newId }: Moment): Promise<void> {
  const dueAt = await startTerm(tx, stoppage, { ruleKey: ANSWER_RULE, at, newId });
  const { subject, link, params } = await shownOn(tx, stoppage);
  const title = { key: 'sharing.todo.answer-stoppage', params };
  const key = `sharing.answer-stoppage:${stoppage.id}:${stoppage.revision}`;
  await openTodo(tx, { id: newId(), key, for: provider(stoppage), subject, title, link, dueAt, at });
}

type Receiver = { readonly id: string; readonly regionCode: string };

/** The department that has taken the entry over answers for it: of what is watched within the term that runs, of a finding within a term of its own. */
export async function handStoppageOver(
  tx: Transaction,
  open: StoppageRecord,
  { receiver, at, newId }: Moment & { readonly receiver: Receiver },
) {
  if (open.providerOrgId === receiver.id) return;
  const stoppage = { ...open, providerOrgId: receiver.id, providerRegionCode: receiver.regionCode, revision: open.revision + 1 };
  await saveStoppage(tx, stoppage);
  await endTerm(tx, stoppage.id, { how: 'cancel', at });
  await closeTodosOf(tx, { kind: STOPPAGE_CASE, id: stoppage.id }, { by: null, at });
  if (stoppage.state === 'watched') await startTerm(tx, stoppage, { ruleKey: WATCH_RULE, at: stoppage.since, newId });
  else if (stoppage.explainedAt === null) await askProvider(tx, stoppage, { at, newId });
  await noteStoppage(tx, { stoppage, actor: platform, action: 'sharing.hand-stoppage-over', origin: null, at });
}

const provider = ({ providerOrgId: orgId }: StoppageRecord): Addressee => ({ kind: 'organisation', orgId, power: 'sharing.handle' });
const authority = ({ authorityRegionCode: regionCode, providerOrgId }: StoppageRecord): Addressee => ({
  kind: 'region',
  regionCode,
  power: 'sharing.coordinate',
  exceptOrgIds: [providerOrgId],
});

async function shownOn(tx: Transaction, { id, entryId, providerOrgId, cause }: StoppageRecord) {
  return {
    subject: { module: 'sharing', kind: STOPPAGE_CASE, id },
    link: `/sharing/stoppages?entry=${entryId}`,
    params: { cause, entry: await entryNameOf(tx, entryId), provider: (await organisationById(tx, providerOrgId))?.name ?? '' },
  };
}

type Telling = Moment & {
  readonly word: 'found' | 'explained' | 'overdue' | 'restored' | 'filed' | 'closed';
  readonly to: readonly Addressee[];
};

async function tell(tx: Transaction, stoppage: StoppageRecord, { word, to, at, newId }: Telling): Promise<void> {
  const { subject, link, params } = await shownOn(tx, stoppage);
  for (const [place, addressee] of to.entries()) {
    const key = `${STOPPAGE_CASE}:${stoppage.id}:${stoppage.revision}:${word}:${place}`;
    await notify(tx, { id: newId(), key, for: addressee, subject, title: { key: `sharing.notice.stoppage-${word}`, params }, link, at });
  }
}

/** The service answers again, something was filed, or no grant of it runs any more. Of a finding the authority is told how it ended. */
export async function endStoppage(
  tx: Transaction,
  open: StoppageRecord,
  { event, at, newId }: Moment & { readonly event: 'restore' | 'file' | 'lapse' },
): Promise<void> {
  const stoppage = { ...must(open, event), endedAt: at };
  await endTerm(tx, stoppage.id, { how: event === 'lapse' ? 'cancel' : 'meet', at });
  await saveStoppage(tx, stoppage);
  await closeTodosOf(tx, { kind: STOPPAGE_CASE, id: stoppage.id }, { by: null, at });
  await noteStoppage(tx, { stoppage, actor: platform, action: 'sharing.end-stoppage', origin: null, at });
  if (stoppage.foundAt === null || event === 'lapse') return;
  await tell(tx, stoppage, { word: event === 'file' ? 'filed' : 'restored', to: [authority(stoppage)], at, newId });
}

/** What was filed about an entry answers the stoppage of it that is open. */
export async function endStoppageByFiling(tx: Transaction, entryId: string, moment: Moment): Promise<void> {
  const open = await lockOpenStoppage(tx, entryId);
  if (open) await endStoppage(tx, open, { event: 'file', ...moment });
}

/** The provider has said why; its term is kept, the finding stays until it ends or the authority closes it. */
export async function afterExplanation(tx: Transaction, stoppage: StoppageRecord, moment: Moment & { readonly by: string }): Promise<void> {
  await endTerm(tx, stoppage.id, { how: 'meet', at: moment.at });
  await closeTodosOf(tx, { kind: STOPPAGE_CASE, id: stoppage.id }, { by: moment.by, at: moment.at });
  await tell(tx, stoppage, { ...moment, word: 'explained', to: [authority(stoppage)] });
}

/** The authority has closed it. */
export async function afterClosure(tx: Transaction, stoppage: StoppageRecord, moment: Moment & { readonly by: string }): Promise<void> {
  await endTerm(tx, stoppage.id, { how: 'cancel', at: moment.at });
  await closeTodosOf(tx, { kind: STOPPAGE_CASE, id: stoppage.id }, { by: moment.by, at: moment.at });
  await tell(tx, stoppage, { ...moment, word: 'closed', to: [provider(stoppage)] });
}

/** The provider has let its term pass. */
export async function tellOverdue(tx: Transaction, stoppage: StoppageRecord, moment: Moment): Promise<void> {
  await noteStoppage(tx, { stoppage, actor: platform, action: 'sharing.stoppage-overdue', origin: null, at: moment.at });
  await tell(tx, stoppage, { ...moment, word: 'overdue', to: [provider(stoppage), authority(stoppage)] });
}
