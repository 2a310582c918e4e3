import type { DisputeState } from '@karez/contract/sharing/dispute';
import type { NewId } from '@karez/kit/id';
import { closeTodosOf, followCase, notify, openTodo, type Addressee } from '#modules/desk';
import { organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { entryNameOf } from '../entry-name.ts';
import { DISPUTE_CASE } from './dispute-clock.ts';
import type { DisputeRecord } from './dispute.ts';

type Duty = { readonly duty: string; readonly for: Addressee };
type Moment = { readonly at: Date; readonly newId: NewId };

const requester = ({ requesterOrgId: orgId }: DisputeRecord, power = 'sharing.apply'): Addressee => ({
  kind: 'organisation',
  orgId,
  power,
});
const provider = ({ providerOrgId: orgId }: DisputeRecord, power = 'sharing.handle'): Addressee => ({ kind: 'organisation', orgId, power });
const authority = (dispute: DisputeRecord, power: string): Addressee => ({
  kind: 'region',
  regionCode: dispute.authorityRegionCode,
  power,
  exceptOrgIds: [dispute.requesterOrgId, dispute.providerOrgId],
});

/** Whose signature an offer waits for. */
function answering(dispute: DisputeRecord): readonly Duty[] {
  if (dispute.offer === null) return [];
  const other = dispute.offer.side === 'requester' ? provider(dispute, 'sharing.consent-in') : requester(dispute, 'sharing.consent-out');
  return [{ duty: 'answer-settlement', for: other }];
}

/** Who has to act in each state. */
const duties: Readonly<Record<DisputeState, (dispute: DisputeRecord) => readonly Duty[]>> = {
  negotiating: (dispute) => [...(dispute.heard ? [] : [{ duty: 'negotiate', for: provider(dispute) }]), ...answering(dispute)],
  'at-authority': (dispute) => [{ duty: 'decide-dispute', for: authority(dispute, 'sharing.decide-dispute') }, ...answering(dispute)],
  above: (dispute) => [{ duty: 'enter-decision', for: authority(dispute, 'sharing.coordinate') }],
  entered: (dispute) => [{ duty: 'confirm-decision', for: authority(dispute, 'sharing.decide-dispute') }],
  ordered: (dispute) => [{ duty: 'execute-order', for: provider(dispute, 'sharing.consent-in') }],
  settled: () => [],
  upheld: () => [],
  executed: () => [],
  withdrawn: () => [],
};

const sides = (dispute: DisputeRecord): readonly Addressee[] => [requester(dispute), provider(dispute)];
/** Steps that both sides are told of; whatever waits for somebody lies on a desk besides. */
const told = [
  'raised',
  'said',
  'offered',
  'declined',
  'settled',
  'referred',
  'withdrawn',
  'ordered',
  'upheld',
  'escalated',
  'executed',
  'overdue',
];

type Handing = Moment & { readonly by: string | null; readonly word: string; readonly dueAt: Date | null };

/** Puts what is to be done next on the desks, closes what was there, and tells both sides. */
export async function handDispute(tx: Transaction, dispute: DisputeRecord, { by, word, dueAt, at, newId }: Handing): Promise<void> {
  const subject = { module: 'sharing', kind: DISPUTE_CASE, id: dispute.id };
  const link = `/sharing/disputes/${dispute.id}`;
  const params = {
    no: dispute.no,
    entry: await entryNameOf(tx, dispute.entryId),
    requester: (await organisationById(tx, dispute.requesterOrgId))?.name ?? '',
    provider: (await organisationById(tx, dispute.providerOrgId))?.name ?? '',
  };
  await closeTodosOf(tx, { kind: DISPUTE_CASE, id: dispute.id }, { by, at });
  await followCase(tx, {
    id: newId(),
    subject,
    title: { key: 'sharing.begun.dispute', params: { no: params.no, entry: params.entry } },
    link,
    post: { orgId: dispute.requesterOrgId, power: 'sharing.apply' },
    startedBy: dispute.raisedBy,
    stateKey: `sharing.dispute-state.${dispute.state}`,
    dueAt,
    isEnded: dispute.endedAt !== null,
    at,
  });
  for (const { duty, for: addressee } of duties[dispute.state](dispute)) {
    const key = `sharing.${duty}:${dispute.id}:${dispute.revision}`;
    await openTodo(tx, { id: newId(), key, for: addressee, subject, title: { key: `sharing.todo.${duty}`, params }, link, dueAt, at });
  }
  if (!told.includes(word)) return;
  for (const [place, addressee] of sides(dispute).entries()) {
    const key = `${DISPUTE_CASE}:${dispute.id}:${dispute.revision}:${word}:${place}`;
    await notify(tx, { id: newId(), key, for: addressee, subject, title: { key: `sharing.notice.dispute-${word}`, params }, link, at });
  }
}
