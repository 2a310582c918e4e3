import type { acknowledgementStates, acknowledgementWords } from '@karez/contract/catalog/acknowledgement';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

export type AcknowledgementState = (typeof acknowledgementStates)[number];
export type SaidKind = (typeof acknowledgementWords)[number];

/** A version in force by its revision number and its name, `2.0`. */
export type VersionName = { readonly no: number; readonly version: string };

/** One thing that a side said, about the version that was in force then. */
export type Said = {
  readonly kind: SaidKind;
  readonly by: string;
  readonly orgId: string;
  readonly organisationName: string;
  readonly at: Date;
  readonly version: string;
  readonly text: string;
};

/** What one consuming department is told of a major version of an entry that its grants rest on, and what it says to that (809-27). */
export type Acknowledgement = {
  readonly id: string;
  readonly entryId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  /** Region whose authority looks after it; null where none is competent. */
  readonly regionCode: string | null;
  readonly state: AcknowledgementState;
  /** The version that the consumer knew: the last one it took note of, or the one before the first that touched it. */
  readonly from: VersionName;
  readonly to: VersionName;
  readonly said: readonly Said[];
  readonly openedAt: Date;
  readonly closedAt: Date | null;
};

export const acknowledgementEvents = ['acknowledge', 'contest', 'answer', 'supersede', 'lapse'] as const;
export type AcknowledgementEvent = (typeof acknowledgementEvents)[number];

/**
 * Transition table; what is not here is refused. Only the consumer's own word ends it well; `supersede`: a next major version came into force,
 * `lapse`: no grant runs any more. A consumer that objected may take note all the same.
 */
export const acknowledgementTransitions: Readonly<
  Record<AcknowledgementState, Readonly<Partial<Record<AcknowledgementEvent, AcknowledgementState>>>>
> = {
  open: { acknowledge: 'acknowledged', contest: 'contested', supersede: 'superseded', lapse: 'lapsed' },
  contested: { acknowledge: 'acknowledged', answer: 'answered', supersede: 'superseded', lapse: 'lapsed' },
  answered: { acknowledge: 'acknowledged', contest: 'contested', supersede: 'superseded', lapse: 'lapsed' },
  acknowledged: {},
  superseded: {},
  lapsed: {},
};

/** The state after `event`, or the refusal `catalog.acknowledgement.illegal-transition`. */
export function nextAcknowledgementState(state: AcknowledgementState, event: AcknowledgementEvent): AcknowledgementState | Refusal {
  return acknowledgementTransitions[state][event] ?? refuse('catalog.acknowledgement.illegal-transition', { state, event });
}

/** Whose turn it is: the consumer's, the provider's, or nobody's any more. */
export function turnOf(state: AcknowledgementState): 'consumer' | 'provider' | null {
  if (state === 'open' || state === 'answered') return 'consumer';
  return state === 'contested' ? 'provider' : null;
}

type Word = Omit<Said, 'kind' | 'version'>;
const wordOf = { acknowledge: 'acknowledgement', contest: 'objection', answer: 'answer' } as const satisfies Record<string, SaidKind>;

/** The acknowledgement after one side has spoken. */
export function spoken(given: Acknowledgement, event: keyof typeof wordOf, word: Word): Acknowledgement | Refusal {
  const state = nextAcknowledgementState(given.state, event);
  if (isRefusal(state)) return state;
  const said = [...given.said, { ...word, kind: wordOf[event], version: given.to.version }];
  return { ...given, state, said, closedAt: state === 'acknowledged' ? word.at : null };
}

/** The acknowledgement that a newer version or the end of every grant has ended. */
export function ended(given: Acknowledgement, event: 'supersede' | 'lapse', at: Date): Acknowledgement | Refusal {
  const state = nextAcknowledgementState(given.state, event);
  return isRefusal(state) ? state : { ...given, state, closedAt: at };
}

type Told = Pick<Acknowledgement, 'id' | 'entryId' | 'organisationId' | 'organisationName' | 'regionCode' | 'from' | 'to' | 'openedAt'>;

/** What a consumer is told anew. It goes on where the one before was left: the version it knew, what was said, and an objection that waits. */
export function toldAnew(told: Told, before: Acknowledgement | null): Acknowledgement {
  if (before === null) return { ...told, state: 'open', said: [], closedAt: null };
  const state = before.state === 'contested' ? 'contested' : 'open';
  return { ...told, from: before.from, state, said: before.said, closedAt: null };
}
