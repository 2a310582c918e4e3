import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import type { Transaction } from '#platform/database';
import { nextNumber } from '../application-store.ts';
import { askAuthority } from './dispute-clock.ts';
import { keepDispute, noteDispute, type DisputeDone, type DisputeNeeds } from './dispute-step.ts';
import { insertDispute } from './dispute-store.ts';
import { raisedBlank, type DisputeRecord } from './dispute.ts';

type Sides = 'entryId' | 'requesterOrgId' | 'providerOrgId' | 'providerRegionCode' | 'authorityRegionCode' | 'hands';
/** A report of an error about which the region's authority has decided, and what it said. */
export type DecidedReport = Pick<DisputeRecord, Sides> & {
  readonly id: string;
  readonly no: string;
  readonly decidedAt: string;
  readonly decision: string;
};
export type RaiseAbove = { readonly actor: Actor; readonly report: DecidedReport; readonly matter: string; readonly origin: string };

/**
 * Who does not accept what the authority has decided goes to the people's government of its level: both sides were heard, and nobody decides twice (809-28).
 * The authority brings the decision in and enters it. In the caller's transaction, which has judged whether it may be raised; `matter` names no person.
 */
export async function raiseAbove(
  tx: Transaction,
  needs: Pick<DisputeNeeds, 'clock' | 'newId' | 'config'>,
  { actor, report, matter, origin }: RaiseAbove,
): Promise<DisputeDone | Refusal> {
  const at = needs.clock.now();
  const { id: correctionId, no: correctionNo, decidedAt, decision, hands, ...sides } = report;
  const dispute: DisputeRecord = {
    ...raisedBlank,
    ...sides,
    id: needs.newId(),
    no: await nextNumber(tx, `ZY-${sides.authorityRegionCode}`, dayIn(needs.config.KAREZ_TIME_ZONE, at)),
    kind: 'correction',
    state: 'above',
    body: 'government',
    heard: true,
    correctionId,
    correctionNo,
    ruleSetId: (await ruleSetInForce(tx, at)).id,
    matter,
    itemNos: [],
    refusal: { at: decidedAt, opinion: decision, ground: null, basis: [], leftOut: [] },
    raisedBy: actor.id,
    hands: [...new Set([...hands, actor.id])],
    raisedAt: at,
  };
  if (!(await insertDispute(tx, dispute))) return refuse('sharing.dispute.under-way');
  const step = { dispute, actor, action: 'correction.dispute-decision', word: 'raised', role: 'APPLICANT', words: matter, origin };
  await noteDispute(tx, step, at);
  const dueAt = await askAuthority(tx, dispute, { duty: 'above', at, newId: needs.newId });
  if (isRefusal(dueAt)) return dueAt;
  await keepDispute(tx, needs, { dispute, word: 'raised', by: actor.id, dueAt });
  return { disputeId: dispute.id };
}
