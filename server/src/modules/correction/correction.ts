import type { CorrectionAnswer, CorrectionState } from '@karez/contract/correction/schemas';
import { refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';

/** What can happen to a report of an error in shared data (809-26). */
export const correctionEvents = [
  'file',
  'withdraw',
  'accept',
  'propose',
  'return-to-handler',
  'sign-answer',
  'sign-redirect',
  'confirm',
  'dispute',
  'uphold',
  'order',
  /** Those above the authority have decided that the datum is to be corrected (809-28). */
  'order-above',
  'hand-over',
  'give-back',
  'assign',
  'end-as-own',
] as const;
export type CorrectionEvent = (typeof correctionEvents)[number];

/** The whole machine as data: for each state the events that leave it. A state without events is an end. */
export const correctionMachine: Readonly<Record<CorrectionState, Readonly<Partial<Record<CorrectionEvent, CorrectionState>>>>> = {
  draft: { file: 'filed', withdraw: 'withdrawn', 'end-as-own': 'withdrawn' },
  // Both sides have become one department: nobody asks itself to correct.
  filed: { accept: 'verifying', withdraw: 'withdrawn', 'hand-over': 'filed', 'give-back': 'at-authority', 'end-as-own': 'withdrawn' },
  // An error concerns everybody who uses the datum: from its acceptance on, the report is no longer its requester's to take back.
  verifying: { propose: 'awaiting-signature', 'hand-over': 'filed', 'give-back': 'at-authority', 'end-as-own': 'withdrawn' },
  'awaiting-signature': {
    'return-to-handler': 'verifying',
    'sign-answer': 'answered',
    'sign-redirect': 'filed',
    'hand-over': 'filed',
    'give-back': 'at-authority',
    'end-as-own': 'withdrawn',
  },
  answered: { confirm: 'confirmed', dispute: 'disputed', 'end-as-own': 'withdrawn' },
  disputed: { uphold: 'upheld', order: 'filed', 'end-as-own': 'withdrawn' },
  'at-authority': { assign: 'filed', 'end-as-own': 'withdrawn' },
  confirmed: {},
  upheld: { 'order-above': 'filed' },
  withdrawn: {},
};

/** The state that an event leads to, or a refusal that names both. */
export function afterCorrectionEvent(state: CorrectionState, event: CorrectionEvent): CorrectionState | Refusal {
  return correctionMachine[state][event] ?? refuse('correction.illegal-transition', { state, event });
}

/** States in which a department has to answer. */
export const owedStates: readonly CorrectionState[] = ['filed', 'verifying', 'awaiting-signature'];
/** States in which the datum is under verification, and says so to everybody who may read its entry. */
export const openStates: readonly CorrectionState[] = [...owedStates, 'disputed', 'at-authority'];

/** Which event the signature under an answer is. */
export function signingEventOf({ result }: Pick<CorrectionAnswer, 'result'>): 'sign-answer' | 'sign-redirect' {
  return result === 'redirect' ? 'sign-redirect' : 'sign-answer';
}

/** What the rules look at besides the answer. `today` is the day in the region; */
export type AnswerGround = { readonly today: string; readonly ordered: boolean };

/** What is wrong with an answer; null for a whole one. */
export function faultOfAnswer(answer: CorrectionAnswer, { today, ordered }: AnswerGround): Refusal | null {
  const faults: FieldRefusal[] = [];
  if ((answer.result === 'corrected' || answer.result === 'partly') && answer.correctedOn > today)
    faults.push({ path: '/body/correctedOn', code: 'correction.day-to-come', params: {} });
  // Whoever was ordered to correct corrects; what cannot be corrected is said in part, with its reason.
  if (ordered && (answer.result === 'not-an-error' || answer.result === 'redirect'))
    faults.push({ path: '/body/result', code: 'correction.was-ordered', params: {} });
  return faults.length === 0 ? null : refuse('correction.answer-incomplete', { count: faults.length }, faults);
}
