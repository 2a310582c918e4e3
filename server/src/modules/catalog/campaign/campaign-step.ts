import { recordEvidence, type EvidenceDraft } from '#modules/audit/append';
import { closeTodo, notify, openTodo } from '#modules/desk';
import type { Actor } from '#modules/identity';
import { endOfDay } from '#modules/law';
import type { Campaign as CampaignAnswer } from '@karez/contract/catalog/campaign';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader, Transaction } from '#platform/database';
import { actedBy } from '#platform/caller';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import type { Campaign, CampaignPart } from './campaign.ts';
import { overseesCampaign } from './campaign-policy.ts';
import { boardsOf, lockCampaign, type BoardRow } from './campaign-store.ts';
import { campaignView } from './campaign-view.ts';

/** What every step on a campaign is told. */
export type CampaignCommand = { readonly actor: Actor; readonly campaignId: string; readonly origin: string };

const CAMPAIGN_CASE = 'catalog.campaign';
const subjectOf = (campaign: Campaign) => ({ module: 'catalog', kind: CAMPAIGN_CASE, id: campaign.id });
const linkOf = (campaign: Campaign): string => `/catalog/campaigns/${campaign.id}`;
const partKey = ({ id }: Campaign, organisationId: string): string => `catalog.campaign:${id}:${organisationId}`;
const paramsOf = ({ title, dueOn }: Campaign) => ({ title, day: dueOn });

/** The campaign locked with its board; one that the actor may not see does not exist for them. */
export async function lockedCampaign(
  tx: Transaction,
  { actor, campaignId }: CampaignCommand,
): Promise<{ campaign: Campaign; rows: readonly BoardRow[] } | Refusal> {
  const campaign = await lockCampaign(tx, campaignId);
  if (!campaign) return refuse('catalog.campaign.not-found');
  const rows = await boardsOf(tx, [campaign.id], null);
  const isKnown = overseesCampaign(actor, campaign) || rows.some(({ organisationId }) => organisationId === actor.orgId);
  return isKnown ? { campaign, rows } : refuse('catalog.campaign.not-found');
}

/** The same with the row of one department in it. */
export async function lockedPart(tx: Transaction, command: CampaignCommand & { readonly organisationId: string | null }) {
  const locked = await lockedCampaign(tx, command);
  if (isRefusal(locked)) return locked;
  const row = locked.rows.find(({ organisationId }) => organisationId === command.organisationId);
  return row ? { ...locked, row } : refuse('catalog.campaign.not-found');
}

/** The campaign as the actor sees it after a step. */
export async function campaignAnswer(
  reader: Reader,
  needs: Pick<StepNeeds, 'clock' | 'config'>,
  { actor, campaign }: { actor: Actor; campaign: Campaign },
): Promise<CampaignAnswer> {
  return campaignView(actor, { campaign, rows: await boardsOf(reader, [campaign.id], null), today: todayOf(needs) });
}

type Step = { readonly command: CampaignCommand; readonly action: string; readonly facts?: EvidenceDraft['facts'] };

/** Evidence of a step: ids and counts, never the text of what was said. */
export async function recordCampaignStep(
  tx: Transaction,
  { clock }: Pick<StepNeeds, 'clock'>,
  { command, action, facts }: Step,
): Promise<void> {
  const { actor, campaignId, origin } = command;
  await recordEvidence(tx, {
    at: clock.now(),
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: CAMPAIGN_CASE, id: campaignId },
    origin,
    facts: { ...facts },
  });
}

type HandingNeeds = Pick<StepNeeds, 'clock' | 'newId' | 'config'>;

/** Puts the duty on a department's desk until the campaign's day, or brings it back there. */
export async function openPartTodo(tx: Transaction, { clock, newId, config }: HandingNeeds, about: { campaign: Campaign; orgId: string }) {
  const { campaign, orgId } = about;
  await openTodo(tx, {
    id: newId(),
    key: partKey(campaign, orgId),
    for: { kind: 'organisation', orgId, power: 'catalog.register' },
    subject: subjectOf(campaign),
    title: { key: 'catalog.todo.campaign', params: paramsOf(campaign) },
    link: linkOf(campaign),
    dueAt: endOfDay(config.KAREZ_TIME_ZONE, campaign.dueOn),
    at: clock.now(),
  });
}

export async function closePartTodo(
  tx: Transaction,
  { clock }: Pick<HandingNeeds, 'clock'>,
  { campaign, orgId, by }: { campaign: Campaign; orgId: string; by: string | null },
): Promise<void> {
  await closeTodo(tx, partKey(campaign, orgId), { by, at: clock.now() });
}

const verdictKey = (campaign: Campaign, orgId: string): string => `${partKey(campaign, orgId)}:none`;

/** The authority is to say whether it accepts that a department holds no such data. */
export async function openVerdictTodo(tx: Transaction, { clock, newId }: HandingNeeds, about: { campaign: Campaign; part: CampaignPart }) {
  const { campaign, part } = about;
  await openTodo(tx, {
    id: newId(),
    key: verdictKey(campaign, part.organisationId),
    for: { kind: 'region', regionCode: campaign.regionCode, power: 'catalog.publish', exceptOrgIds: [part.organisationId] },
    subject: subjectOf(campaign),
    title: { key: 'catalog.todo.campaign-none', params: { ...paramsOf(campaign), organisation: part.organisationName } },
    link: linkOf(campaign),
    dueAt: null,
    at: clock.now(),
  });
}

export async function closeVerdictTodo(
  tx: Transaction,
  { clock }: Pick<HandingNeeds, 'clock'>,
  { campaign, orgId, by }: { campaign: Campaign; orgId: string; by: string | null },
): Promise<void> {
  await closeTodo(tx, verdictKey(campaign, orgId), { by, at: clock.now() });
}

/** A notice to a department's registrars; `word` names it, `key` makes it one. */
export async function tellDepartment(
  tx: Transaction,
  { clock, newId }: HandingNeeds,
  { campaign, orgId, word, key }: { campaign: Campaign; orgId: string; word: string; key: string },
): Promise<void> {
  await notify(tx, {
    id: newId(),
    key: `${partKey(campaign, orgId)}:${key}`,
    for: { kind: 'organisation', orgId, power: 'catalog.register' },
    subject: subjectOf(campaign),
    title: { key: `catalog.notice.${word}`, params: paramsOf(campaign) },
    link: linkOf(campaign),
    at: clock.now(),
  });
}
