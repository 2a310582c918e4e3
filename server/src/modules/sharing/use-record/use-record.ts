import type { SampledCall, UseRecordLine } from '@karez/contract/sharing/use-record';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Month, Quarter } from './quarter.ts';

/** What may happen to the use record of a quarter (809-29). */
export const useRecordEvents = [
  /** The holder says what the data is used for, or that nothing has changed. */
  'state',
  /** The quarter, or the grant in it, is over. */
  'close',
] as const;
export type UseRecordEvent = (typeof useRecordEvents)[number];
export type UseRecordState = UseRecordLine['state'];

/** The use record (使用记录) of a grant in one quarter. */
export type UseRecord = {
  readonly id: string;
  readonly grantId: string;
  readonly quarter: Quarter;
  readonly state: UseRecordState;
  /** How often its holder has stated its use in this quarter. */
  readonly statements: number;
  /** Its term had run out before it was stated. */
  readonly late: boolean;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** Day until which it may not go (809-29: at least three years). */
  readonly keptUntil: string;
};

type Leads = { readonly unstated: UseRecordState; readonly stated: UseRecordState };
/** The whole machine as data: for each state the events that leave it, and where they lead a record that nobody has stated, or somebody has. */
export const useRecordMachine: Readonly<Record<UseRecordState, Readonly<Partial<Record<UseRecordEvent, Leads>>>>> = {
  // On change: stated as often as there is something new to say.
  running: { state: { unstated: 'running', stated: 'running' }, close: { unstated: 'owed', stated: 'stated' } },
  owed: { state: { unstated: 'stated', stated: 'stated' } },
  stated: {},
};

/** The record after an event, or a refusal that names its state. */
export function afterUseEvent(record: UseRecord, event: UseRecordEvent, at: Date): UseRecord | Refusal {
  const leads = useRecordMachine[record.state][event];
  if (!leads) return refuse('sharing.use-record.not-owed', { state: record.state, quarter: record.quarter });
  const state = record.statements === 0 ? leads.unstated : leads.stated;
  if (event === 'close') return { ...record, state, closedAt: at };
  return { ...record, state, statements: record.statements + 1 };
}

/** What a month's sample may come to; said once. */
export const sampleMachine: Readonly<Record<SampledCall['state'], readonly SampledCall['state'][]>> = {
  drawn: ['matched', 'unmatched'],
  matched: [],
  unmatched: [],
};

/** A call that was sampled, and what its holder has said of it. */
export type Sampled = {
  readonly recordId: string;
  readonly monthId: string;
  readonly month: Month;
  readonly at: Date;
  readonly state: SampledCall['state'];
  readonly caseNo: string | null;
  readonly agrees: boolean | null;
  readonly reason: string | null;
  readonly answeredAt: Date | null;
};

export type CallAnswer =
  | { readonly result: 'matched'; readonly caseNo: string; readonly agrees: boolean | null }
  | { readonly result: 'unmatched'; readonly reason: string };

/** The sampled call as its holder answers it, or a refusal where it has been answered. */
export function answeredCall(call: Sampled, answer: CallAnswer, at: Date): Sampled | Refusal {
  if (!sampleMachine[call.state].includes(answer.result)) return refuse('sharing.use-record.already-answered');
  if (answer.result === 'unmatched') return { ...call, state: 'unmatched', reason: answer.reason, answeredAt: at };
  return { ...call, state: 'matched', caseNo: answer.caseNo, agrees: answer.agrees, answeredAt: at };
}

/** A miss: the holder knows no case for the call, or names another than the one that it called for. */
export const isMiss = ({ state, agrees }: Pick<Sampled, 'state' | 'agrees'>): boolean => state === 'unmatched' || agrees === false;
