import type { DemandState } from '@karez/contract/sharing/demand';
import type { NewId } from '@karez/kit/id';
import { closeTodosOf, followCase, notify, openTodo, type Addressee } from '#modules/desk';
import { organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { DEMAND_CASE } from './demand-clock.ts';
import type { DemandRecord } from './demand-store.ts';
import { isOwed } from './demand.ts';

type Duty = { readonly duty: string; readonly for: Addressee };

const requester = ({ requesterOrgId }: DemandRecord, power: string): Addressee => ({ kind: 'organisation', orgId: requesterOrgId, power });
const provider = ({ id, providerOrgId }: DemandRecord, power: string): Addressee => {
  if (providerOrgId === null) throw new Error(`demand ${id} has no provider`);
  return { kind: 'organisation', orgId: providerOrgId, power };
};
const authority = (demand: DemandRecord, power: string, parties: readonly (string | null)[]): Addressee => ({
  kind: 'region',
  regionCode: demand.authorityRegionCode,
  power,
  exceptOrgIds: parties.flatMap((orgId) => (orgId === null ? [] : [orgId])),
});

/** Who has to act in each state; null where nobody has to. */
const duties: Readonly<Record<DemandState, ((demand: DemandRecord) => readonly Duty[]) | null>> = {
  draft: (demand) => (demand.returned === null ? [] : [{ duty: 'revise', for: requester(demand, 'sharing.apply') }]),
  'awaiting-sending': (demand) => [{ duty: 'send', for: requester(demand, 'sharing.consent-out') }],
  'at-authority': (demand) => [{ duty: 'assign', for: authority(demand, 'sharing.coordinate', [demand.requesterOrgId]) }],
  'at-provider': (demand) => [{ duty: 'answer', for: provider(demand, 'sharing.handle') }],
  'awaiting-signature': (demand) => [{ duty: 'sign', for: provider(demand, 'sharing.consent-in') }],
  // Whoever coordinates may name another department; only the leader may decide that there is none.
  contested: (demand) => [
    { duty: 'reassign', for: authority(demand, 'sharing.coordinate', [demand.requesterOrgId]) },
    { duty: 'decide', for: authority(demand, 'sharing.decide-dispute', [demand.requesterOrgId, demand.providerOrgId]) },
  ],
  promised: (demand) => [{ duty: 'fulfil', for: provider(demand, 'sharing.handle') }],
  merged: null,
  fulfilled: (demand) => (demand.applicationId === null ? [{ duty: 'apply', for: requester(demand, 'sharing.apply') }] : []),
  served: null,
  refused: null,
  withdrawn: null,
};

/** What the authority has to do about an answer that is overdue: press for it, or take the demand back. */
const pressing = (demand: DemandRecord): Duty => ({
  duty: 'recall-unanswered',
  for: authority(demand, 'sharing.coordinate', [demand.requesterOrgId, demand.providerOrgId]),
});

const isLate = ({ state }: DemandRecord, { dueAt, at }: { dueAt: Date | null; at: Date }) => isOwed(state) && dueAt !== null && dueAt <= at;

/** States of which the requester's clerk is told besides the to-dos. */
const toldToRequester: readonly DemandState[] = ['at-provider', 'promised', 'merged', 'fulfilled', 'refused'];
// Noon in UTC lies on that calendar day in every zone that a Chinese region uses.
const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);

export type Passing = {
  readonly by: string;
  readonly at: Date;
  readonly dueAt: Date | null;
  readonly newId: NewId;
  readonly opinion: string | null;
};

/** What a to-do or notice about a demand says, and where it leads. */
export async function aboutDemand(tx: Transaction, demand: DemandRecord) {
  const asking = await organisationById(tx, demand.requesterOrgId);
  const answering = demand.providerOrgId === null ? undefined : await organisationById(tx, demand.providerOrgId);
  return {
    subject: { module: 'sharing', kind: DEMAND_CASE, id: demand.id },
    link: `/sharing/demands/${demand.id}`,
    params: {
      name: demand.content.name,
      no: demand.no ?? '',
      requester: asking?.name ?? '',
      provider: answering?.name ?? '',
      day: demand.promisedOn ?? '',
    },
  };
}

/** Puts the to-dos where the demand now waits, closes those of the step before, and tells the requester how it stands. */
export async function passDemandOn(tx: Transaction, demand: DemandRecord, { by, at, dueAt, newId }: Passing): Promise<void> {
  const { subject, link, params } = await aboutDemand(tx, demand);
  await closeTodosOf(tx, { kind: DEMAND_CASE, id: demand.id }, { by, at });
  await followCase(tx, {
    id: newId(),
    subject,
    title: { key: 'sharing.begun.demand', params: { no: params.no, name: params.name } },
    link,
    post: { orgId: demand.requesterOrgId, power: 'sharing.apply' },
    startedBy: demand.startedBy,
    stateKey: `sharing.demand-state.${demand.state}`,
    dueAt,
    isEnded: demand.decidedAt !== null,
    at,
  });
  await askFor(tx, demand, {
    duties: [...(duties[demand.state]?.(demand) ?? []), ...(isLate(demand, { dueAt, at }) ? [pressing(demand)] : [])],
    dueAt: demand.state === 'promised' && demand.promisedOn !== null ? noonOf(demand.promisedOn) : dueAt,
    at,
    newId,
  });
  const told = [
    ...(toldToRequester.includes(demand.state) ? [requester(demand, 'sharing.apply')] : []),
    // The department that was asked learns that nobody waits for its answer any more.
    ...(['withdrawn', 'served'].includes(demand.state) && demand.providerOrgId !== null ? [provider(demand, 'sharing.handle')] : []),
  ];
  for (const [place, addressee] of told.entries()) {
    const title = { key: `sharing.demand-notice.${demand.state}`, params };
    await notify(tx, {
      id: newId(),
      key: `sharing.demand:${demand.id}:${demand.revision}:${place}`,
      for: addressee,
      subject,
      title,
      link,
      at,
    });
  }
}

/** A promised day has passed: the provider's head answers for it, the authority may take the demand back, the requester is told. */
export async function tellBreach(
  tx: Transaction,
  demand: DemandRecord,
  { at, newId }: { readonly at: Date; readonly newId: NewId },
): Promise<void> {
  const { subject, link, params } = await aboutDemand(tx, demand);
  const dueAt = demand.promisedOn === null ? null : noonOf(demand.promisedOn);
  const watching: readonly Duty[] = [
    { duty: 'keep', for: provider(demand, 'sharing.consent-in') },
    { duty: 'recall', for: authority(demand, 'sharing.coordinate', [demand.requesterOrgId, demand.providerOrgId]) },
  ];
  await askFor(tx, demand, { duties: watching, dueAt, at, newId });
  const title = { key: 'sharing.demand-notice.promise-overdue', params };
  const told = [requester(demand, 'sharing.apply'), ...watching.map(({ for: addressee }) => addressee)];
  for (const [place, addressee] of told.entries()) {
    const key = `sharing.demand:${demand.id}:overdue:${demand.promisedOn ?? ''}:${demand.providerOrgId ?? ''}:${place}`;
    await notify(tx, { id: newId(), key, for: addressee, subject, title, link, at });
  }
}

/** The term of an answer has run out: the authority has it on its desk, the requester is told. Its clock warns the department itself. */
export async function tellUnanswered(
  tx: Transaction,
  demand: DemandRecord,
  { at, dueAt, newId }: { readonly at: Date; readonly dueAt: Date | null; readonly newId: NewId },
): Promise<void> {
  const { subject, link, params } = await aboutDemand(tx, demand);
  await askFor(tx, demand, { duties: [pressing(demand)], dueAt, at, newId });
  const title = { key: 'sharing.demand-notice.unanswered', params };
  const key = `sharing.demand:${demand.id}:unanswered:${demand.providerOrgId ?? ''}`;
  await notify(tx, { id: newId(), key, for: requester(demand, 'sharing.apply'), subject, title, link, at });
}

/** A demand has left the department that had it: that one learns that it owes nothing, the requester that another one is looked for. */
export async function tellRecalled(
  tx: Transaction,
  { before, after }: { readonly before: DemandRecord; readonly after: DemandRecord },
  { at, newId }: { readonly at: Date; readonly newId: NewId },
): Promise<void> {
  const { subject, link, params } = await aboutDemand(tx, before);
  const told = [
    { for: requester(before, 'sharing.apply'), link },
    // The demand itself it sees no more.
    { for: provider(before, 'sharing.handle'), link: '/sharing/demands' },
  ];
  for (const [place, one] of told.entries()) {
    const key = `sharing.demand:${after.id}:${after.revision}:recalled:${place}`;
    await notify(tx, { id: newId(), key, ...one, subject, title: { key: 'sharing.demand-notice.recalled', params }, at });
  }
}

type Owing = { readonly duties: readonly Duty[]; readonly dueAt: Date | null; readonly at: Date; readonly newId: NewId };

async function askFor(tx: Transaction, demand: DemandRecord, { duties: owed, dueAt, at, newId }: Owing): Promise<void> {
  const { subject, link, params } = await aboutDemand(tx, demand);
  for (const { duty, for: addressee } of owed) {
    await openTodo(tx, {
      id: newId(),
      key: `sharing.demand.${duty}:${demand.id}:${demand.revision}`,
      for: addressee,
      subject,
      title: { key: `sharing.demand-todo.${duty}`, params },
      link,
      dueAt,
      at,
    });
  }
}
