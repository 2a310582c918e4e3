import type { Campaign as CampaignAnswer } from '@karez/contract/catalog/campaign';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { nextPartState, owes, type Campaign } from './campaign.ts';
import { mayClose, mayDecidePart, mayRemind, mayRemindAny } from './campaign-policy.ts';
import {
  campaignAnswer,
  closePartTodo,
  closeVerdictTodo,
  lockedCampaign,
  lockedPart,
  openPartTodo,
  recordCampaignStep,
  tellDepartment,
  type CampaignCommand,
} from './campaign-step.ts';
import { saveCampaignPart, saveClosedCampaign, type BoardRow } from './campaign-store.ts';

type Reminding = { readonly campaign: Campaign; readonly rows: readonly BoardRow[]; readonly today: string };

/** Whom a reminder goes to: the one department that was named, or everyone who owes something and was not reminded today. */
function remindedRows(command: RemindDepartments, { campaign, rows, today }: Reminding): readonly BoardRow[] | Refusal {
  const { actor, organisationId } = command;
  if (organisationId === null) {
    const permitted = mayRemindAny(actor, campaign, { rows, today });
    return isRefusal(permitted) ? permitted : rows.filter((row) => owes(row) && row.remindedOn !== today);
  }
  const row = rows.find((one) => one.organisationId === organisationId);
  if (!row) return refuse('catalog.campaign.not-found');
  const permitted = mayRemind(actor, campaign, { row, today });
  return isRefusal(permitted) ? permitted : [row];
}

export type RemindDepartments = CampaignCommand & { readonly organisationId: string | null };

/** 催办: a notice and a count for each department, at most once a day. */
export async function remindDepartments(needs: StepNeeds, command: RemindDepartments): Promise<CampaignAnswer | Refusal> {
  const { actor } = command;
  const today = todayOf(needs);
  return needs.database.transaction(async (tx) => {
    const locked = await lockedCampaign(tx, command);
    if (isRefusal(locked)) return locked;
    const { campaign } = locked;
    const reminded = remindedRows(command, { ...locked, today });
    if (isRefusal(reminded)) return reminded;
    for (const row of reminded) {
      await saveCampaignPart(tx, { ...row, reminders: row.reminders + 1, remindedOn: today });
      await tellDepartment(tx, needs, { campaign, orgId: row.organisationId, word: 'campaign-reminder', key: `reminder:${today}` });
    }
    const facts = { departments: reminded.length, day: today };
    await recordCampaignStep(tx, needs, { command, action: 'catalog.remind-departments', facts });
    return campaignAnswer(tx, needs, { actor, campaign });
  });
}

export type DecideCampaignPart = CampaignCommand & {
  readonly organisationId: string;
  readonly decision: 'accept' | 'decline';
  readonly opinion: string;
};

async function decide(tx: Transaction, needs: StepNeeds, { command, row }: { command: DecideCampaignPart; row: BoardRow }) {
  const { actor, decision, opinion } = command;
  const state = nextPartState(row.state, decision);
  if (isRefusal(state)) return state;
  if (actor.orgId === null) return refuse('catalog.campaign.not-found');
  await saveCampaignPart(tx, { ...row, state, answered: { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion } });
  return state;
}

/** The authority accepts “no such data”, or sends a part back: then the department owes it again. */
export async function decideCampaignPart(needs: StepNeeds, command: DecideCampaignPart): Promise<CampaignAnswer | Refusal> {
  const { actor, decision, organisationId: orgId } = command;
  return needs.database.transaction(async (tx) => {
    const locked = await lockedPart(tx, command);
    if (isRefusal(locked)) return locked;
    const { campaign, row } = locked;
    const permitted = mayDecidePart(actor, campaign, { row, event: decision });
    if (isRefusal(permitted)) return permitted;
    const state = await decide(tx, needs, { command, row });
    if (isRefusal(state)) return state;
    await closeVerdictTodo(tx, needs, { campaign, orgId, by: actor.id });
    if (state === 'called') await openPartTodo(tx, needs, { campaign, orgId });
    const key = `${decision}:${needs.clock.now().getTime()}`;
    await tellDepartment(tx, needs, { campaign, orgId, word: `campaign-${decision}`, key });
    await recordCampaignStep(tx, needs, { command, action: 'catalog.decide-campaign-part', facts: { organisationId: orgId, decision } });
    return campaignAnswer(tx, needs, { actor, campaign });
  });
}

/** Closes a campaign: it becomes a record, and nobody owes anything under it any more. */
export async function closeCampaign(
  needs: StepNeeds,
  command: CampaignCommand & { readonly opinion: string },
): Promise<CampaignAnswer | Refusal> {
  const { actor, opinion } = command;
  return needs.database.transaction(async (tx) => {
    const locked = await lockedCampaign(tx, command);
    if (isRefusal(locked)) return locked;
    const permitted = mayClose(actor, locked.campaign);
    if (isRefusal(permitted)) return permitted;
    if (actor.orgId === null) return refuse('catalog.campaign.not-found');
    const closed = { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion };
    const campaign: Campaign = { ...locked.campaign, state: 'closed', closed };
    await saveClosedCampaign(tx, campaign);
    for (const { organisationId: orgId } of locked.rows) {
      await closePartTodo(tx, needs, { campaign, orgId, by: null });
      await closeVerdictTodo(tx, needs, { campaign, orgId, by: null });
    }
    const unfinished = locked.rows.filter(owes).length;
    await recordCampaignStep(tx, needs, { command, action: 'catalog.close-campaign', facts: { unfinished } });
    return campaignAnswer(tx, needs, { actor, campaign });
  });
}
