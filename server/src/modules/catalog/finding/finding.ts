import type { FindingEvidence, findingKinds, findingPlaces, findingRelations, findingStates } from '@karez/contract/catalog/finding';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Act } from '../revision/revision.ts';

export type FindingState = (typeof findingStates)[number];
export type FindingKind = (typeof findingKinds)[number];
export type FindingPlace = (typeof findingPlaces)[number];
export type FindingRelation = (typeof findingRelations)[number];

/** What the comparison says now; which finding of its entry it is, `keyOf` says. */
export type Found = {
  readonly kind: FindingKind;
  readonly targetId: string;
  readonly place: FindingPlace;
  /** Number of the form field, or of the first item that holds the element; 0 for the whole entry. */
  readonly itemNo: number;
  readonly relation: FindingRelation;
  readonly evidence: FindingEvidence;
};

/** A datum that somebody else already collects, and what the department says to it (91-4.1). */
export type Finding = Found & {
  readonly id: string;
  readonly entryId: string;
  readonly state: FindingState;
  readonly foundAt: Date;
  readonly answered: Act | null;
};

export const findingEvents = ['find', 'change', 'vanish', 'cite', 'argue'] as const;
export type FindingEvent = (typeof findingEvents)[number];

/**
 * What is not here is refused. `find`: the comparison says the same again, an answer stands; `change`: it says something else, so an answer no longer
 * fits; `vanish`: the draft gives no cause any more. What is gone and found again is asked anew.
 */
export const findingTransitions: Readonly<Record<FindingState, Readonly<Partial<Record<FindingEvent, FindingState>>>>> = {
  open: { find: 'open', change: 'open', vanish: 'gone', cite: 'cited', argue: 'argued' },
  cited: { find: 'cited', change: 'open', vanish: 'gone', cite: 'cited', argue: 'argued' },
  argued: { find: 'argued', change: 'open', vanish: 'gone', cite: 'cited', argue: 'argued' },
  gone: { find: 'open', change: 'open' },
};

/** The state after `event`, or the refusal `catalog.finding.illegal-transition`. */
export function nextFindingState(state: FindingState, event: FindingEvent): FindingState | Refusal {
  return findingTransitions[state][event] ?? refuse('catalog.finding.illegal-transition', { state, event });
}

/** The finding with the department's answer. */
export function answer(finding: Finding, event: 'cite' | 'argue', act: Act): Finding | Refusal {
  const state = nextFindingState(finding.state, event);
  return isRefusal(state) ? state : { ...finding, state, answered: act };
}

/** Whether what is found of a data element concerns no item that the answer did not speak of. */
function coversItems(finding: Finding, found: Found): boolean {
  if (found.kind !== 'element') return true;
  return found.evidence.items.every(({ no, nameZh }) => finding.evidence.items.some((one) => one.no === no || one.nameZh === nameZh));
}

/** The finding as the comparison has it now; an answer stands while the relation is the same and, at a data element, no other item is concerned. */
export function foundAgain(finding: Finding, found: Found, at: Date): Finding | Refusal {
  const event = finding.relation === found.relation && coversItems(finding, found) ? 'find' : 'change';
  const state = nextFindingState(finding.state, event);
  if (isRefusal(state)) return state;
  return { ...finding, ...found, state, foundAt: at, answered: state === 'open' ? null : finding.answered };
}

/** The finding when the draft gives no cause any more; what is gone stays gone. */
export function vanished(finding: Finding): Finding {
  const state = nextFindingState(finding.state, 'vanish');
  return isRefusal(state) ? finding : { ...finding, state };
}

/**
 * Which finding of its entry it is: what holds the datum and where the draft asks for it. A data element is found once, whichever items hold it, so an
 * item that comes or goes beside the others leaves the finding the same; two form fields that ask for the same are two.
 */
export function keyOf({ kind, targetId, place, itemNo }: Pick<Found, 'kind' | 'targetId' | 'place' | 'itemNo'>): string {
  return place === 'item' ? `${kind}:${targetId}:item` : `${kind}:${targetId}:${place}:${itemNo}`;
}

/** Findings by their key; where an element was found by other items before, the one that still stands, else the one found last. */
export function byKey(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const standsLater = (one: Finding, other: Finding): number =>
    Number(one.state !== 'gone') - Number(other.state !== 'gone') || one.foundAt.getTime() - other.foundAt.getTime();
  return new Map(findings.toSorted(standsLater).map((finding) => [keyOf(finding), finding]));
}
