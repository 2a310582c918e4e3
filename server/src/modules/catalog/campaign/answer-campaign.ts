import type { Campaign as CampaignAnswer } from '@karez/contract/catalog/campaign';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { isOwnUnit } from '../catalog-policy.ts';
import { visibleFile } from '../entry/entry-file.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { nextPartState, type Campaign } from './campaign.ts';
import { mayMovePart } from './campaign-policy.ts';
import {
  campaignAnswer,
  closePartTodo,
  closeVerdictTodo,
  lockedPart,
  openPartTodo,
  openVerdictTodo,
  recordCampaignStep,
  type CampaignCommand,
} from './campaign-step.ts';
import { saveCampaignPart, tieEntry, type BoardRow } from './campaign-store.ts';

type SayPart = CampaignCommand & { readonly event: 'report' | 'declare-none'; readonly says: string };
const actions = { report: 'catalog.report-campaign-part', 'declare-none': 'catalog.declare-none' } as const;

/** A department says that its part is complete, or that it holds no such data: it owes nothing until the authority sends it back. */
export async function sayOfPart(needs: StepNeeds, command: SayPart): Promise<CampaignAnswer | Refusal> {
  const { actor, event, says } = command;
  return needs.database.transaction(async (tx) => {
    const locked = await lockedPart(tx, { ...command, organisationId: actor.orgId });
    if (isRefusal(locked)) return locked;
    const { campaign, row } = locked;
    const permitted = mayMovePart(actor, campaign, { row, event });
    if (isRefusal(permitted)) return permitted;
    const state = nextPartState(row.state, event);
    if (isRefusal(state)) return state;
    const said = { by: actor.id, orgId: row.organisationId, at: needs.clock.now(), opinion: says };
    const part = { ...row, state, said, answered: null };
    await saveCampaignPart(tx, part);
    await closePartTodo(tx, needs, { campaign, orgId: row.organisationId, by: actor.id });
    if (state === 'none-declared') await openVerdictTodo(tx, needs, { campaign, part });
    await recordCampaignStep(tx, needs, { command, action: actions[event], facts: { organisationId: row.organisationId } });
    return campaignAnswer(tx, needs, { actor, campaign });
  });
}

type Tie = { readonly campaign: Campaign; readonly row: BoardRow; readonly entryId: string };

/** Ties an entry to a part; a part that was said to be complete or empty is open again. */
export async function tieToPart(tx: Transaction, needs: StepNeeds, { campaign, row, entryId }: Tie): Promise<Refusal | undefined> {
  const state = nextPartState(row.state, 'tie-entry');
  if (isRefusal(state)) return state;
  const { organisationId } = row;
  await tieEntry(tx, { campaignId: campaign.id, entryId, organisationId, tiedOn: todayOf(needs) });
  if (state === row.state) return undefined;
  await saveCampaignPart(tx, { ...row, state });
  await closeVerdictTodo(tx, needs, { campaign, orgId: organisationId, by: null });
  await openPartTodo(tx, needs, { campaign, orgId: organisationId });
  return undefined;
}

/** A department adds an entry that it has already. What was imported and not claimed, or has left the catalogue, does not count. */
export async function tieCampaignEntry(
  needs: StepNeeds,
  command: CampaignCommand & { readonly entryId: string },
): Promise<CampaignAnswer | Refusal> {
  const { actor, entryId } = command;
  return needs.database.transaction(async (tx) => {
    const locked = await lockedPart(tx, { ...command, organisationId: actor.orgId });
    if (isRefusal(locked)) return locked;
    const { campaign, row } = locked;
    const permitted = mayMovePart(actor, campaign, { row, event: 'tie-entry' });
    if (isRefusal(permitted)) return permitted;
    const file = await visibleFile(tx, { actor, entryId });
    if (isRefusal(file)) return file;
    const counts = ['unpublished', 'published', 'change-pending', 'suspended'].includes(file.entry.state);
    if (!isOwnUnit(actor, file) || !counts) return refuse('catalog.campaign.entry-unfit');
    const refused = await tieToPart(tx, needs, { campaign, row, entryId });
    if (refused) return refused;
    await recordCampaignStep(tx, needs, { command, action: 'catalog.tie-campaign-entry', facts: { entryId } });
    return campaignAnswer(tx, needs, { actor, campaign });
  });
}
