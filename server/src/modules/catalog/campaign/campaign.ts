import {
  campaignProlongationsMax,
  type boardStages,
  type boardStatuses,
  type campaignStates,
  type CampaignTemplate,
  type partStates,
} from '@karez/contract/catalog/campaign';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Act } from '../revision/revision.ts';

export type CampaignState = (typeof campaignStates)[number];
export type PartState = (typeof partStates)[number];
export type BoardStage = (typeof boardStages)[number];
export type BoardStatus = (typeof boardStatuses)[number];

/** A last day put off, with the reason. */
export type Prolongation = { readonly from: string; readonly to: string; readonly organisationName: string; readonly act: Act };

/** 梳理任务: the authority's order to departments of its region to compile what they hold, until a day. */
export type Campaign = {
  readonly id: string;
  readonly regionCode: string;
  readonly orgId: string;
  readonly orgName: string;
  readonly title: string;
  readonly instruction: string;
  readonly dueOn: string;
  readonly template: CampaignTemplate | null;
  readonly usesSystems: boolean;
  readonly state: CampaignState;
  readonly sent: Act;
  readonly closed: Act | null;
  /** Earliest first. */
  readonly prolongations: readonly Prolongation[];
};

/** One department's part in a campaign. */
export type CampaignPart = {
  readonly campaignId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly state: PartState;
  /** What the department said last, and the authority's answer to it. */
  readonly said: Act | null;
  readonly answered: Act | null;
  readonly reminders: number;
  readonly remindedOn: string | null;
};

export const campaignEvents = ['remind', 'move-part', 'tie-entry', 'prolong', 'close'] as const;
export type CampaignEvent = (typeof campaignEvents)[number];
/** What may happen to a campaign; a closed one is a record. */
export const campaignTransitions: Readonly<Record<CampaignState, Readonly<Partial<Record<CampaignEvent, CampaignState>>>>> = {
  open: { remind: 'open', 'move-part': 'open', 'tie-entry': 'open', prolong: 'open', close: 'closed' },
  closed: {},
};

export const partEvents = ['tie-entry', 'report', 'declare-none', 'accept', 'decline'] as const;
export type PartEvent = (typeof partEvents)[number];
/** What a department says and the authority answers. An entry that is added to a reported part opens it again. */
export const partTransitions: Readonly<Record<PartState, Readonly<Partial<Record<PartEvent, PartState>>>>> = {
  called: { 'tie-entry': 'called', report: 'reported', 'declare-none': 'none-declared' },
  reported: { 'tie-entry': 'called', decline: 'called' },
  'none-declared': { 'tie-entry': 'called', accept: 'none-accepted', decline: 'called' },
  'none-accepted': { decline: 'called' },
};

/** The state after `event`, or the refusal `catalog.campaign.closed`. */
export function nextCampaignState(state: CampaignState, event: CampaignEvent): CampaignState | Refusal {
  return campaignTransitions[state][event] ?? refuse('catalog.campaign.closed');
}

/** A day is put off, never brought forward: departments count on what they were told. */
export function refusedDay({ dueOn, prolongations }: Campaign, to: string): Refusal | undefined {
  if (to <= dueOn) return refuse('catalog.campaign.not-later', { day: dueOn });
  const most = campaignProlongationsMax;
  return prolongations.length >= most ? refuse('catalog.campaign.prolonged-often', { most }) : undefined;
}

/** The state after `event`, or the refusal `catalog.campaign.illegal-transition`. */
export function nextPartState(state: PartState, event: PartEvent): PartState | Refusal {
  return partTransitions[state][event] ?? refuse('catalog.campaign.illegal-transition', { state, event });
}

/** How many of a part's entries stand where. */
export type StageCounts = Readonly<Record<BoardStage, number>>;

/** Where a department stands on the board: what it said, else its entry that is furthest from publication. */
export function boardStatusOf(state: PartState, counts: StageCounts): BoardStatus {
  if (state === 'none-declared' || state === 'none-accepted') return state;
  if (counts.returned > 0) return 'returned';
  if (counts.draft > 0) return 'draft';
  if (counts.submitted > 0) return 'submitted';
  return counts.published > 0 ? 'published' : 'not-started';
}

/** Whether the department still owes something, so that it may be reminded. */
export function owes({ state }: Pick<CampaignPart, 'state'>): boolean {
  return state === 'called';
}
