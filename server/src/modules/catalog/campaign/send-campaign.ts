import { organisations, type Actor } from '#modules/identity';
import type { Campaign as CampaignAnswer, sendCampaign as sendRoute } from '@karez/contract/catalog/campaign';
import type { BodyOf } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import type { Campaign } from './campaign.ts';
import { maySend } from './campaign-policy.ts';
import { campaignAnswer, openPartTodo, recordCampaignStep } from './campaign-step.ts';
import { insertCampaign } from './campaign-store.ts';

export type SendCampaign = BodyOf<typeof sendRoute> & { readonly actor: Actor; readonly origin: string };

/**
 * The departments by name. The authority calls those that it oversees: of its own region, and of one below it that has no authority (91-2.1). Refuses
 * any other, and one that nobody can sign in for or that is no more.
 */
async function calledDepartments(reader: Reader, { organisationIds, regionCode }: SendCampaign) {
  const ids = [...new Set(organisationIds)];
  const overseen = await organisations(reader, { overseenBy: [regionCode] });
  const departments = ids.flatMap((id) => overseen.get(id) ?? []).filter((one) => !one.sample && one.dissolved === null);
  if (departments.length < ids.length) return refuse('catalog.campaign.department-unfit', { count: ids.length - departments.length });
  return departments.map(({ id, name }) => ({ id, name }));
}

/** Sends a campaign: each department gets its duty on the desk until the day (91-3.2.1). */
export async function sendCampaign(needs: StepNeeds, command: SendCampaign): Promise<CampaignAnswer | Refusal> {
  const { actor, origin, regionCode, title, instruction, dueOn, template, usesSystems } = command;
  const permitted = maySend(actor, regionCode);
  if (isRefusal(permitted)) return permitted;
  const today = todayOf(needs);
  if (dueOn < today) return refuse('catalog.campaign.due-past', { today });
  const { orgId } = actor;
  if (orgId === null) return refuse('identity.power.missing', { power: 'catalog.publish' });
  return needs.database.transaction(async (tx) => {
    const departments = await calledDepartments(tx, command);
    if (isRefusal(departments)) return departments;
    const sent = { by: actor.id, orgId, at: needs.clock.now(), opinion: instruction };
    const orgName = (await organisations(tx, { ids: [orgId] })).get(orgId)?.name ?? '';
    const head = { id: needs.newId(), regionCode, orgId, orgName, title, instruction, dueOn, template, usesSystems };
    const campaign: Campaign = { ...head, state: 'open', sent, closed: null, prolongations: [] };
    await insertCampaign(tx, campaign, departments);
    for (const { id } of departments) await openPartTodo(tx, needs, { campaign, orgId: id });
    const facts = { departments: departments.length, dueOn };
    const step = { command: { actor, origin, campaignId: campaign.id }, action: 'catalog.send-campaign', facts };
    await recordCampaignStep(tx, needs, step);
    return campaignAnswer(tx, needs, { actor, campaign });
  });
}
