import type { CorrectionState } from '@karez/contract/correction/schemas';
import type { NewId } from '@karez/kit/id';
import { entryTitles } from '#modules/catalog';
import { closeTodo, closeTodosOf, followCase, notify, openTodo, type Addressee } from '#modules/desk';
import { runningGrantsOf, sidesOf } from '#modules/sharing';
import type { Transaction } from '#platform/database';
import { CORRECTION_CASE } from './correction-clock.ts';
import { partiesOf } from './correction-policy.ts';
import type { CorrectionRecord } from './correction-store.ts';

type Duty = { readonly duty: string; readonly for: Addressee };
type Moment = { readonly at: Date; readonly newId: NewId };

const requester = ({ requesterOrgId }: CorrectionRecord, power = 'sharing.apply'): Addressee => ({
  kind: 'organisation',
  orgId: requesterOrgId,
  power,
});
const provider = ({ providerOrgId }: CorrectionRecord, power = 'sharing.handle'): Addressee => ({
  kind: 'organisation',
  orgId: providerOrgId,
  power,
});
const authority = (request: CorrectionRecord, power: string): Addressee => ({
  kind: 'region',
  regionCode: request.authorityRegionCode,
  power,
  exceptOrgIds: partiesOf(request),
});

/** Who has to act in each state; null where nobody has to. */
const duties: Readonly<Record<CorrectionState, ((request: CorrectionRecord) => Duty) | null>> = {
  draft: null,
  filed: (request) => ({ duty: 'accept', for: provider(request) }),
  verifying: (request) => ({ duty: 'answer', for: provider(request) }),
  'awaiting-signature': (request) => ({ duty: 'sign', for: provider(request, 'sharing.consent-in') }),
  answered: (request) => ({ duty: 'confirm', for: request.requesterEnded ? authority(request, 'sharing.coordinate') : requester(request) }),
  disputed: (request) => ({ duty: 'decide', for: authority(request, 'sharing.decide-dispute') }),
  'at-authority': (request) => ({ duty: 'assign', for: authority(request, 'sharing.coordinate') }),
  confirmed: null,
  upheld: null,
  withdrawn: null,
};

/** Besides whose turn it is, who is told of a state. */
const told: Readonly<Partial<Record<CorrectionState, (request: CorrectionRecord) => readonly Addressee[]>>> = {
  verifying: (request) => [requester(request)],
  answered: (request) => [requester(request)],
  disputed: (request) => [provider(request)],
  'at-authority': (request) => [requester(request)],
  confirmed: (request) => [provider(request)],
  upheld: (request) => [requester(request), provider(request)],
  withdrawn: (request) => (request.filedAt === null ? [] : [provider(request)]),
};

/** What a to-do or notice about a report says, and where it leads; never a word of a record. */
export async function aboutCorrection(tx: Transaction, request: CorrectionRecord) {
  const sides = await sidesOf(tx, [request.requesterOrgId, request.providerOrgId]);
  const names = await entryTitles(tx, [request.entryId]);
  return {
    subject: { module: 'correction', kind: CORRECTION_CASE, id: request.id },
    link: `/corrections/${request.id}`,
    params: {
      no: request.no ?? '',
      name: names.get(request.entryId) ?? '',
      requester: sides(request.requesterOrgId).name,
      provider: sides(request.providerOrgId).name,
    },
  };
}

const todoKey = (duty: string, { id, revision }: Pick<CorrectionRecord, 'id' | 'revision'>) => `correction.${duty}:${id}:${revision}`;

/**
 * Closes what the step before asked for. While the department still owes the same answer, what its lapsed term laid on the authority and on its
 * head stays open; that ends with the term itself.
 */
async function closeStepBefore(
  tx: Transaction,
  request: CorrectionRecord,
  closed: { readonly by: string; readonly at: Date },
): Promise<void> {
  const { id, state, revision } = request;
  if (state !== 'verifying' && state !== 'awaiting-signature') return closeTodosOf(tx, { kind: CORRECTION_CASE, id }, closed);
  for (const duty of ['accept', 'answer', 'sign']) await closeTodo(tx, todoKey(duty, { id, revision: revision - 1 }), closed);
}

/** Puts the to-do where the report now waits, closes that of the step before, and tells whom it concerns. */
export async function passCorrectionOn(
  tx: Transaction,
  request: CorrectionRecord,
  { by, at, dueAt, newId }: Moment & { readonly by: string; readonly dueAt: Date | null },
): Promise<void> {
  await closeStepBefore(tx, request, { by, at });
  await follow(tx, request, { dueAt, at, newId });
  const owed = duties[request.state]?.(request);
  if (owed) await askFor(tx, request, { ...owed, dueAt, at, newId });
  const addressees = told[request.state]?.(request) ?? [];
  for (const [place, addressee] of addressees.entries()) await tell(tx, request, { word: request.state, place, for: addressee, at, newId });
}

/** Where the report stands, for the post that has made it. */
async function follow(tx: Transaction, request: CorrectionRecord, { dueAt, at, newId }: Moment & { readonly dueAt: Date | null }) {
  const { subject, link, params } = await aboutCorrection(tx, request);
  await followCase(tx, {
    id: newId(),
    subject,
    title: { key: 'correction.begun', params: { no: params.no, name: params.name } },
    link,
    post: { orgId: request.requesterOrgId, power: 'sharing.apply' },
    startedBy: request.startedBy,
    stateKey: `correction.state.${request.state}`,
    dueAt,
    isEnded: request.endedAt !== null,
    at,
  });
}

async function askFor(tx: Transaction, request: CorrectionRecord, owed: Duty & Moment & { readonly dueAt: Date | null }): Promise<void> {
  const { subject, link, params } = await aboutCorrection(tx, request);
  const { duty, dueAt, at, newId } = owed;
  await openTodo(tx, {
    id: newId(),
    key: todoKey(duty, request),
    for: owed.for,
    subject,
    title: { key: `correction.todo.${duty}`, params },
    link,
    dueAt,
    at,
  });
}

type Telling = Moment & { readonly word: string; readonly place: number | string; readonly for: Addressee };

async function tell(tx: Transaction, request: CorrectionRecord, telling: Telling): Promise<void> {
  const { subject, link, params } = await aboutCorrection(tx, request);
  const { word, place, at, newId } = telling;
  await notify(tx, {
    id: newId(),
    key: `correction:${request.id}:${request.revision}:${word}:${place}`,
    for: telling.for,
    subject,
    title: { key: `correction.notice.${word}`, params },
    link,
    at,
  });
}

/**
 * Tells everybody who uses the corrected items under a grant that runs that they have been corrected; the requester has its answer. They learn
 * which entry, nothing of the report.
 */
export async function tellUsers(tx: Transaction, request: CorrectionRecord, moment: Moment): Promise<void> {
  const grants = await runningGrantsOf(tx, request.entryId, moment.at);
  const { params } = await aboutCorrection(tx, request);
  const users = grants.filter(({ itemNos }) => itemNos.some((no) => request.itemNos.includes(no)));
  for (const orgId of new Set(users.map(({ organisationId }) => organisationId))) {
    if (orgId === request.requesterOrgId) continue;
    const to: Addressee = { kind: 'organisation', orgId, power: 'sharing.apply' };
    await notify(tx, {
      id: moment.newId(),
      key: `correction:${request.id}:${request.revision}:corrected-for-users:${orgId}`,
      for: to,
      subject: { module: 'catalog', kind: 'catalog.entry', id: request.entryId },
      title: { key: 'correction.notice.corrected-for-users', params: { name: params.name, provider: params.provider } },
      link: `/catalog/entries/${request.entryId}`,
      at: moment.at,
    });
  }
}

/** The report has left the department that had it. */
export async function tellFormer(
  tx: Transaction,
  { before, after }: { readonly before: CorrectionRecord; readonly after: CorrectionRecord },
  moment: Moment,
): Promise<void> {
  await tell(
    tx,
    { ...after, providerOrgId: before.providerOrgId },
    { ...moment, word: 'taken-over', place: 'former', for: provider(before) },
  );
}

/** A report goes to another department: its requester learns to which. */
export async function tellMoved(tx: Transaction, request: CorrectionRecord, moment: Moment): Promise<void> {
  await tell(tx, request, { ...moment, word: 'moved', place: 'requester', for: requester(request) });
}

/** The statutory term has run out: the authority may press, the provider's head answers for it, the requester is told (809-26). */
export async function tellOverdue(
  tx: Transaction,
  request: CorrectionRecord,
  { dueAt, ...moment }: Moment & { readonly dueAt: Date | null },
): Promise<void> {
  const pressing: readonly Duty[] = [
    { duty: 'press', for: authority(request, 'sharing.coordinate') },
    { duty: 'keep', for: provider(request, 'sharing.consent-in') },
  ];
  for (const duty of pressing) await askFor(tx, request, { ...duty, ...moment, dueAt });
  await tell(tx, request, { ...moment, word: 'overdue', place: request.providerOrgId, for: requester(request) });
}

/** The department that reported is no more: who goes on with its report is told, or the department that need not answer itself. */
export async function tellRequesterGone(
  tx: Transaction,
  request: CorrectionRecord,
  { word, ...moment }: Moment & { readonly word: 'inherited' | 'ended-as-own' },
): Promise<void> {
  const addressee = word === 'inherited' ? requester(request) : provider(request);
  await tell(tx, request, { ...moment, word, place: 'requester-gone', for: addressee });
}
