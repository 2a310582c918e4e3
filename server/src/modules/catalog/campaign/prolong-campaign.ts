import type { Campaign as CampaignAnswer } from '@karez/contract/catalog/campaign';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById } from '#modules/identity';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { owes, refusedDay, type Campaign, type Prolongation } from './campaign.ts';
import { mayProlong } from './campaign-policy.ts';
import { campaignAnswer, lockedCampaign, openPartTodo, recordCampaignStep, tellDepartment, type CampaignCommand } from './campaign-step.ts';
import { saveProlongation } from './campaign-store.ts';

export type ProlongCampaign = CampaignCommand & { readonly dueOn: string; readonly reason: string };

/**
 * Puts the last day of a running campaign off, with the reason (91-3.2.1): whoever owes something still has until then, and every department that was
 * called is told.
 */
export async function prolongCampaign(needs: StepNeeds, command: ProlongCampaign): Promise<CampaignAnswer | Refusal> {
  const { actor, dueOn, reason } = command;
  const today = todayOf(needs);
  return needs.database.transaction(async (tx) => {
    const locked = await lockedCampaign(tx, command);
    if (isRefusal(locked)) return locked;
    const permitted = mayProlong(actor, locked.campaign);
    if (isRefusal(permitted)) return permitted;
    const unfit = dueOn < today ? refuse('catalog.campaign.due-past', { today }) : refusedDay(locked.campaign, dueOn);
    if (unfit) return unfit;
    if (actor.orgId === null) return refuse('catalog.campaign.not-found');
    const from = locked.campaign.dueOn;
    const organisationName = (await organisationById(tx, actor.orgId))?.name ?? '';
    const act = { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion: reason };
    const prolongation: Prolongation = { from, to: dueOn, organisationName, act };
    await saveProlongation(tx, locked.campaign, prolongation);
    const campaign: Campaign = { ...locked.campaign, dueOn, prolongations: [...locked.campaign.prolongations, prolongation] };
    for (const row of locked.rows) {
      const about = { campaign, orgId: row.organisationId };
      if (owes(row)) await openPartTodo(tx, needs, about);
      await tellDepartment(tx, needs, { ...about, word: 'campaign-prolonged', key: `prolonged:${dueOn}` });
    }
    await recordCampaignStep(tx, needs, {
      command,
      action: 'catalog.prolong-campaign',
      facts: { from, to: dueOn, departments: locked.rows.length },
    });
    return campaignAnswer(tx, needs, { actor, campaign });
  });
}
