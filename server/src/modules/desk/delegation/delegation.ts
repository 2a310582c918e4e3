import type { DelegationStanding } from '@karez/contract/desk/delegation';
import { refuse, type Refusal } from '@karez/kit/refusal';

export const delegationStates = ['given', 'revoked'] as const;
export type DelegationState = (typeof delegationStates)[number];
export const delegationEvents = ['revoke'] as const;
export type DelegationEvent = (typeof delegationEvents)[number];

/** The whole machine as data; that days pass and accounts end is no event: it is asked at each request. */
export const delegationMachine: Readonly<Record<DelegationState, Readonly<Partial<Record<DelegationEvent, DelegationState>>>>> = {
  given: { revoke: 'revoked' },
  revoked: {},
};

/** 代: who acts for whom. Days are `YYYY-MM-DD` in the region's zone, both ends included. */
export type Delegation = {
  readonly id: string;
  readonly no: string;
  readonly kind: 'deputy' | 'absence';
  readonly state: DelegationState;
  readonly orgId: string;
  readonly personId: string;
  readonly delegateId: string;
  readonly signs: boolean;
  /** Routes of the deeds that pass. */
  readonly deeds: readonly string[];
  readonly ruleSetId: string;
  readonly ruleSetVersion: number;
  readonly firstDay: string;
  readonly lastDay: string | null;
  readonly reason: string;
  readonly givenAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
};

export function afterDelegationEvent(state: DelegationState, event: DelegationEvent): DelegationState | Refusal {
  return delegationMachine[state][event] ?? refuse('desk.delegation.wrong-state', { state });
}

type Days = Pick<Delegation, 'firstDay' | 'lastDay'>;

/** How a delegation stands on a day, as far as its own days and its revocation say. */
export function standingOn({ state, firstDay, lastDay }: Days & Pick<Delegation, 'state'>, today: string): DelegationStanding {
  if (state === 'revoked') return 'revoked';
  if (today < firstDay) return 'coming';
  return lastDay !== null && today > lastDay ? 'over' : 'in-force';
}

/** Whether two spans of days share a day; a span without a last day does not end. */
export function overlap(one: Days, other: Days): boolean {
  const startsBeforeEnd = (left: Days, right: Days) => right.lastDay === null || left.firstDay <= right.lastDay;
  return startsBeforeEnd(one, other) && startsBeforeEnd(other, one);
}

/** What is wrong with the days: an absence has a last day, none before today or before its first; a deputy stands until revoked. */
export function faultOfDays({ kind, firstDay, lastDay }: Days & Pick<Delegation, 'kind'>, today: string): Refusal | null {
  const isDated = lastDay !== null;
  const isSound = firstDay >= today && isDated === (kind === 'absence') && (!isDated || lastDay >= firstDay);
  return isSound ? null : refuse('desk.delegation.days', { today });
}

/** What of others' delegations speaks against this one: the same person has one of its kind on the same days, or the delegate is away then. */
export function faultBeside(
  given: Pick<Delegation, 'kind' | 'personId' | 'delegateId'> & Days,
  standing: readonly Delegation[],
): Refusal | null {
  const same = standing.filter((one) => one.state === 'given' && overlap(one, given));
  const twice = same.find((one) => one.personId === given.personId && (one.kind === given.kind || one.delegateId === given.delegateId));
  if (twice) return refuse('desk.delegation.overlapping', { no: twice.no, firstDay: twice.firstDay, lastDay: twice.lastDay ?? '' });
  const away = same.find((one) => one.personId === given.delegateId && one.kind === 'absence');
  return away ? refuse('desk.delegation.delegate-away', { firstDay: away.firstDay, lastDay: away.lastDay ?? '' }) : null;
}
