import type { DisposalState } from '@karez/contract/sharing/disposal';
import type { NewId } from '@karez/kit/id';
import { closeTodosOf, notify, openTodo, type Addressee } from '#modules/desk';
import { organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { findGrant } from '../grant-store.ts';
import { DISPOSAL_CASE } from './disposal-clock.ts';
import type { DisposalRecord } from './disposal.ts';

type Duty = { readonly duty: string; readonly for: Addressee };
export type Moment = { readonly at: Date; readonly newId: NewId };

const requester = ({ requesterOrgId }: DisposalRecord, power = 'sharing.apply'): Addressee => ({
  kind: 'organisation',
  orgId: requesterOrgId,
  power,
});
const provider = ({ providerOrgId }: DisposalRecord): Addressee => ({
  kind: 'organisation',
  orgId: providerOrgId,
  power: 'sharing.handle',
});
const authority = ({ authorityRegionCode, requesterOrgId, providerOrgId }: DisposalRecord): Addressee => ({
  kind: 'region',
  regionCode: authorityRegionCode,
  power: 'sharing.coordinate',
  exceptOrgIds: [requesterOrgId, providerOrgId],
});
const checker = (disposal: DisposalRecord): Addressee => (disposal.checkSide === 'authority' ? authority(disposal) : provider(disposal));

/** Who has to act in each state; the provider may say what is to be done as long as it has not said it itself. */
const duties: Readonly<Record<DisposalState, (disposal: DisposalRecord) => readonly Duty[]>> = {
  ordered: (disposal) => [
    { duty: disposal.round === 1 ? 'dispose' : 'dispose-again', for: requester(disposal) },
    ...(disposal.instructed ? [] : [{ duty: 'instruct-disposal', for: provider(disposal) }]),
  ],
  reported: (disposal) => [{ duty: 'sign-disposal', for: requester(disposal, 'sharing.consent-out') }],
  certified: () => [],
  checking: (disposal) => [{ duty: 'check-disposal', for: checker(disposal) }],
  passed: () => [],
};

/** What a lapsed term lays on others: the authority presses, the requester's head answers for it. */
const pressing = (disposal: DisposalRecord): readonly Duty[] => [
  { duty: 'press-disposal', for: authority(disposal) },
  { duty: 'keep-disposal', for: requester(disposal, 'sharing.consent-out') },
];

/** Whom a step concerns besides whose turn it is, by the word of the step. */
const told: Readonly<Record<string, (disposal: DisposalRecord) => readonly Addressee[]>> = {
  ordered: (disposal) => [requester(disposal), provider(disposal)],
  instructed: (disposal) => [requester(disposal)],
  certified: (disposal) => [provider(disposal)],
  'check-drawn': (disposal) => [requester(disposal)],
  'check-ordered': (disposal) => [requester(disposal)],
  passed: (disposal) => [requester(disposal), provider(disposal)],
  failed: (disposal) => [requester(disposal), provider(disposal)],
  overdue: (disposal) => [provider(disposal)],
};

async function about(tx: Transaction, disposal: DisposalRecord) {
  const grant = await findGrant(tx, disposal.grantId);
  return {
    subject: { module: 'sharing', kind: DISPOSAL_CASE, id: disposal.id },
    link: `/sharing/disposals/${disposal.id}`,
    params: {
      no: disposal.no,
      entry: grant?.document.entryName ?? '',
      requester: (await organisationById(tx, disposal.requesterOrgId))?.name ?? '',
    },
  };
}

type Handing = Moment & { readonly by: string | null; readonly word: string; readonly dueAt: Date | null; readonly overdue: boolean };

/** Puts what is to be done next on the desks, closes what was there, and tells whom it concerns. What was overdue before stays so until it is done. */
export async function handDisposal(
  tx: Transaction,
  disposal: DisposalRecord,
  { by, word, dueAt, overdue, at, newId }: Handing,
): Promise<void> {
  const { subject, link, params } = await about(tx, disposal);
  await closeTodosOf(tx, { kind: DISPOSAL_CASE, id: disposal.id }, { by, at });
  const owed = [...duties[disposal.state](disposal), ...(overdue ? pressing(disposal) : [])];
  for (const { duty, for: addressee } of owed) {
    const key = `sharing.${duty}:${disposal.id}:${disposal.revision}`;
    const title = { key: `sharing.todo.${duty}`, params };
    await openTodo(tx, { id: newId(), key, for: addressee, subject, title, link, dueAt, at });
  }
  for (const [place, addressee] of (told[word]?.(disposal) ?? []).entries()) {
    const key = `${DISPOSAL_CASE}:${disposal.id}:${disposal.revision}:${word}:${place}`;
    await notify(tx, { id: newId(), key, for: addressee, subject, title: { key: `sharing.notice.disposal-${word}`, params }, link, at });
  }
}
