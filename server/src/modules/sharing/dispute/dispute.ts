import type { BodyAbove, Dispute, DisputeKind, DisputeState, OutsideDocument } from '@karez/contract/sharing/dispute';
import { refuse, type Refusal } from '@karez/kit/refusal';

/** What may happen to a dispute (809-28; law.md §6.5). */
export const disputeEvents = [
  'say',
  'offer',
  'decline',
  'accept',
  'refer',
  'withdraw',
  'uphold',
  'order',
  'escalate',
  'scan',
  'enter',
  'return',
  'confirm-stands',
  'confirm-order',
  'execute',
] as const;
export type DisputeEvent = (typeof disputeEvents)[number];

/** The whole machine as data: for each state the events that leave it. A state without events is an end. */
export const disputeMachine: Readonly<Record<DisputeState, Readonly<Partial<Record<DisputeEvent, DisputeState>>>>> = {
  negotiating: {
    say: 'negotiating',
    offer: 'negotiating',
    decline: 'negotiating',
    accept: 'settled',
    refer: 'at-authority',
    withdraw: 'withdrawn',
  },
  // Both may still agree while the authority coordinates.
  'at-authority': {
    say: 'at-authority',
    offer: 'at-authority',
    decline: 'at-authority',
    accept: 'settled',
    uphold: 'upheld',
    order: 'ordered',
    escalate: 'above',
    withdraw: 'withdrawn',
  },
  above: { say: 'above', scan: 'above', enter: 'entered', withdraw: 'withdrawn' },
  entered: { return: 'above', 'confirm-stands': 'upheld', 'confirm-order': 'ordered' },
  ordered: { execute: 'executed' },
  settled: {},
  upheld: {},
  executed: {},
  withdrawn: {},
};

/** 争议: what two departments disagree about, from negotiation to what came out. */
export type DisputeRecord = {
  readonly id: string;
  readonly no: string;
  readonly revision: number;
  readonly state: DisputeState;
  readonly kind: DisputeKind;
  readonly applicationId: string | null;
  /** The report of an error that the authority has decided about, and its number. */
  readonly correctionId: string | null;
  readonly correctionNo: string | null;
  /** The grant of an application that was agreed to in part. */
  readonly grantId: string | null;
  readonly entryId: string;
  readonly requesterOrgId: string;
  readonly providerOrgId: string;
  readonly providerRegionCode: string;
  /** Region whose authority is competent between the two sides. */
  readonly authorityRegionCode: string;
  readonly ruleSetId: string;
  readonly matter: string;
  readonly itemNos: readonly number[];
  readonly refusal: Dispute['refusal'];
  /** With who signed it: no text is signed by one hand for both sides. */
  readonly offer: (NonNullable<Dispute['offer']> & { readonly by: string }) | null;
  /** Whether the other side has said anything. */
  readonly heard: boolean;
  readonly body: BodyAbove | null;
  /** The scan with where its bytes lie. */
  readonly scan: (NonNullable<Dispute['scan']> & { readonly reference: string }) | null;
  readonly document: OutsideDocument | null;
  readonly enteredBy: string | null;
  readonly confirmedBy: string | null;
  readonly outcome: Dispute['outcome'];
  readonly raisedBy: string;
  /** People who acted for a party, in what is disputed or in the dispute: none of them judges it. */
  readonly hands: readonly string[];
  readonly raisedAt: Date;
  readonly endedAt: Date | null;
  readonly dueAt: Date | null;
};

/** What a dispute that is raised does not hold yet. */
export const raisedBlank = {
  revision: 1,
  state: 'negotiating',
  applicationId: null,
  grantId: null,
  correctionId: null,
  correctionNo: null,
  offer: null,
  heard: false,
  body: null,
  scan: null,
  document: null,
  enteredBy: null,
  confirmedBy: null,
  outcome: null,
  endedAt: null,
  dueAt: null,
} as const satisfies Partial<DisputeRecord>;

/** The state that an event leads to, or a refusal that names both. */
export function afterDisputeEvent(state: DisputeState, event: DisputeEvent): DisputeState | Refusal {
  return disputeMachine[state][event] ?? refuse('sharing.dispute.illegal-transition', { state, event });
}

/** States in which a side owes something to the other. */
export const endStates: readonly DisputeState[] = ['settled', 'upheld', 'executed', 'withdrawn'];

/**
 * What is wrong with a result: what is to be shared of an application is named, and is of what was disputed; nothing is named where what was said stands, or
 * where the dispute is about an entry or a report. Null for a whole one.
 */
export function faultOfResult(
  { kind, itemNos: disputed }: Pick<DisputeRecord, 'kind' | 'itemNos'>,
  { result, itemNos }: { readonly result: 'for-requester' | 'stands'; readonly itemNos: readonly number[] },
): Refusal | null {
  const needsItems = (kind === 'application' || kind === 'partly-agreed') && result === 'for-requester';
  const fits = itemNos.every((no) => disputed.includes(no)) && new Set(itemNos).size === itemNos.length;
  if (fits && itemNos.length > 0 === needsItems) return null;
  return refuse('sharing.dispute.incomplete', { count: 1 }, [{ path: '/body/itemNos', code: 'sharing.dispute-items', params: {} }]);
}
