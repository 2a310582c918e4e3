import { closeTodo, followCase, notify, openTodo, type Addressee, type FollowCase } from '#modules/desk';
import { authorityFor } from '#modules/identity';
import { cancelClock, clocksOf, meetClock, startClock, type ClockReference } from '#modules/law';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Revision, RevisionState, Trigger } from './revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { denies } from '../entry/share-type.ts';

type HandingNeeds = Pick<Needs, 'clock' | 'newId'>;

/** Case kind under which clocks and to-dos of an entry run. */
export const ENTRY_CASE = 'catalog.entry';

const todoKey = (file: EntryFile): string => `catalog.entry:${file.entry.id}`;

type Duty = { readonly where: 'unit' | 'authority'; readonly power: string; readonly title: string };

/** Whose turn it is in each state, and the words of the to-do. */
const duties: Readonly<Partial<Record<RevisionState, Duty>>> = {
  draft: { where: 'unit', power: 'catalog.register', title: 'catalog.todo.revise' },
  'in-review': { where: 'unit', power: 'catalog.review', title: 'catalog.todo.review' },
  'awaiting-signature': { where: 'unit', power: 'catalog.sign', title: 'catalog.todo.sign' },
  'at-authority': { where: 'authority', power: 'catalog.publish', title: 'catalog.todo.publish' },
  'awaiting-denial-verification': { where: 'authority', power: 'catalog.verify-denial', title: 'catalog.todo.verify-denial' },
};

function addresseeOf({ where, power }: Duty, { entry, authorityRegion }: EntryFile): Addressee {
  const orgId = entry.provider.organisationId;
  if (where === 'unit' || authorityRegion === null) return { kind: 'organisation', orgId, power };
  return { kind: 'region', regionCode: authorityRegion, power, exceptOrgIds: [orgId] };
}

const subjectOf = (file: EntryFile) => ({ module: 'catalog', kind: ENTRY_CASE, id: file.entry.id });
const linkOf = (file: EntryFile): string => `/catalog/entries/${file.entry.id}`;
const nameOf = (file: EntryFile): string => (file.working ?? file.live)?.content.name ?? '';

/** Closes the to-do of the step that `by` has just taken and opens the next one. */
export async function handOn(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { file, by, dueAt }: { file: EntryFile; by: string; dueAt: Date | null },
): Promise<void> {
  const at = clock.now();
  await closeTodo(tx, todoKey(file), { by, at });
  await followCase(tx, { ...standing(file), id: newId(), dueAt, at });
  const duty = file.working ? duties[file.working.state] : undefined;
  if (!duty) return;
  const title = { key: duty.title, params: { name: nameOf(file) } };
  await openTodo(tx, {
    id: newId(),
    key: todoKey(file),
    for: addresseeOf(duty, file),
    subject: subjectOf(file),
    title,
    link: linkOf(file),
    dueAt,
    at,
  });
}

/** Where a revision stands, for the registrars of its department; it is known from the moment in which it was first handed in. */
function standing(file: EntryFile): Omit<FollowCase, 'id' | 'dueAt' | 'at'> {
  const { working, live, entry } = file;
  const stateKey = working ? `catalog.stage.${working.state}` : `catalog.stage.${live === null ? 'abandoned' : 'effective'}`;
  return {
    subject: subjectOf(file),
    title: { key: 'catalog.begun', params: { name: nameOf(file) } },
    link: linkOf(file),
    post: { orgId: entry.provider.organisationId, power: 'catalog.register' },
    startedBy: working !== null && 'submitted' in working ? working.submitted.by : null,
    stateKey,
    isEnded: working === null || working.state === 'abandoned',
  };
}

/** Tells the provider's registrars that a version is in force. */
export async function tellPublished(tx: Transaction, { clock, newId }: HandingNeeds, file: EntryFile): Promise<void> {
  const orgId = file.entry.provider.organisationId;
  if (file.live === null) return;
  await notify(tx, {
    id: newId(),
    key: `catalog.published:${file.entry.id}:${file.live.no}`,
    for: { kind: 'organisation', orgId, power: 'catalog.register' },
    subject: subjectOf(file),
    title: { key: 'catalog.notice.published', params: { name: nameOf(file) } },
    link: linkOf(file),
    at: clock.now(),
  });
}

const reference = (file: EntryFile, ruleKey: string): ClockReference => ({ caseKind: ENTRY_CASE, caseId: file.entry.id, ruleKey });

/** Which term binds the authority: two working days for changes (809-17), house terms for new entries and verifications. */
function authorityRule(file: EntryFile, revision: Revision): string {
  if (file.live !== null) return 'catalog.authority-review';
  return denies(revision.content) ? 'catalog.basis-verification' : 'catalog.authority-review-new';
}

/** Starts the authority's clock when the department's head has signed; answers when it is due. */
export async function startAuthorityClock(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { file, signed }: { file: EntryFile; signed: Revision },
): Promise<Date | Refusal> {
  const { organisationId, regionCode } = file.entry.provider;
  const power = denies(signed.content) ? 'catalog.verify-denial' : 'catalog.publish';
  // Members that are party to the case do not decide it, so the duty is another's (91-7.1).
  const authority = await authorityFor(tx, { regionCodes: [regionCode], power, parties: [organisationId] });
  const duty = authority?.members[0];
  if (!authority || !duty) return refuse('catalog.authority.none', { region: regionCode });
  const started = await startClock(tx, {
    ...reference(file, authorityRule(file, signed)),
    id: newId(),
    dutyOrgId: duty.orgId,
    region: authority.regionCode,
    startedAt: clock.now(),
  });
  return started.dueAt;
}

/** The authority has answered: published, or sent back (then nobody owes the review until the next signature). */
export async function endAuthorityClock(
  tx: Transaction,
  { clock }: Pick<Needs, 'clock'>,
  { file, outcome }: { file: EntryFile; outcome: 'met' | 'cancelled' },
): Promise<void> {
  if (file.working === null) return;
  const of = reference(file, authorityRule(file, file.working));
  await (outcome === 'met' ? meetClock(tx, of, clock.now()) : cancelClock(tx, of, clock.now()));
}

const statutoryTriggers: readonly Trigger['kind'][] = [
  'law-change',
  'administrative-regulation-change',
  'state-council-decision',
  'function-change',
];

/**
 * Starts the department's clock for a change that law orders (809-17, 91-3.3), from the day of the change itself, not from the day
 * on which somebody noticed it. Answers when it is due; null for changes that no law times.
 */
export async function startUpdateClock(
  tx: Transaction,
  { newId }: Pick<Needs, 'newId'>,
  { file, trigger }: { file: EntryFile; trigger: Trigger },
): Promise<Date | null> {
  const orgId = file.entry.provider.organisationId;
  if (!statutoryTriggers.includes(trigger.kind)) return null;
  const started = await startClock(tx, {
    ...reference(file, 'catalog.update'),
    id: newId(),
    dutyOrgId: orgId,
    region: file.entry.provider.regionCode,
    // Noon in UTC lies on that calendar day in every zone that a Chinese region uses.
    startedAt: new Date(`${trigger.changedOn}T12:00:00Z`),
  });
  return started.dueAt;
}

/**
 * Ends the clock of a change that the department began for this day: the case that was opened for it has the clock from here on, so that one duty
 * never runs under two. Answers whether there was one.
 */
export async function takeOverUpdateClock(
  tx: Transaction,
  { clock, config }: Pick<Needs, 'clock' | 'config'>,
  { file, changedOn }: { file: EntryFile; changedOn: string },
): Promise<boolean> {
  const at = clock.now();
  const running = await clocksOf(tx, { caseKind: ENTRY_CASE, caseIds: [file.entry.id], at });
  const same = running.some(
    ({ ruleKey, endedAt, startedAt }) =>
      ruleKey === 'catalog.update' && endedAt === null && dayIn(config.KAREZ_TIME_ZONE, startedAt) === changedOn,
  );
  if (same) await cancelClock(tx, reference(file, 'catalog.update'), at);
  return same;
}

/** The changed entry has reached the authority: the department has done its duty. */
export async function meetUpdateClock(tx: Transaction, { clock }: Pick<Needs, 'clock'>, file: EntryFile): Promise<void> {
  const trigger = file.working?.trigger;
  if (!trigger || !statutoryTriggers.includes(trigger.kind)) return;
  const met = await meetClock(tx, reference(file, 'catalog.update'), clock.now());
  // Sent back and signed again: the first signature has met the clock already.
  if (isRefusal(met) && met.code !== 'law.clock.not-found') throw new Error(`the update clock of ${file.entry.id} refused: ${met.code}`);
}

/** Whether law orders the change that the revision on its way is about. */
export function isStatutory(file: EntryFile): boolean {
  const trigger = file.working?.trigger;
  return trigger !== null && trigger !== undefined && statutoryTriggers.includes(trigger.kind);
}

/** When the department's running clock for a change that law orders is due; null where none runs. */
export async function updateDueAt(tx: Transaction, { clock }: Pick<Needs, 'clock'>, file: EntryFile): Promise<Date | null> {
  const clocks = await clocksOf(tx, { caseKind: ENTRY_CASE, caseIds: [file.entry.id], at: clock.now() });
  return clocks.find(({ ruleKey, endedAt }) => ruleKey === 'catalog.update' && endedAt === null)?.dueAt ?? null;
}

/** The change is given up: nobody owes its update any more. */
export async function cancelUpdateClock(tx: Transaction, { clock }: Pick<Needs, 'clock'>, file: EntryFile): Promise<void> {
  await cancelClock(tx, reference(file, 'catalog.update'), clock.now());
}
