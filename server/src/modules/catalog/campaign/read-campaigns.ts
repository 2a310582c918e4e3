import type { listCampaignEntries } from '@karez/contract/catalog/campaign';
import type { AnswerOf } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { signedByLeader } from '../revision/revision.ts';
import type { BoardStage, Campaign, CampaignState } from './campaign.ts';
import { overseesCampaign, rowsFor } from './campaign-policy.ts';
import { boardsOf, campaignsVisible, entriesOfCampaign, findCampaign, type BoardRow, type TiedEntry } from './campaign-store.ts';
import { campaignSummary, campaignView } from './campaign-view.ts';

type Page = { readonly cursor: string | undefined; readonly limit: number };
type ReadNeeds = Pick<StepNeeds, 'clock' | 'config'> & { readonly reader: Reader };

const uuid = (text: string | undefined): string | null =>
  text !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(text) ? text : null;

/** The campaign with the rows that the actor may see; for everyone else it does not exist. */
export async function visibleCampaign(
  reader: Reader,
  { actor, campaignId }: { actor: Actor; campaignId: string },
): Promise<{ campaign: Campaign; rows: readonly BoardRow[] } | Refusal> {
  const campaign = await findCampaign(reader, campaignId);
  if (!campaign) return refuse('catalog.campaign.not-found');
  const rows = rowsFor(actor, campaign, await boardsOf(reader, [campaign.id], null));
  return rows.length === 0 && !overseesCampaign(actor, campaign) ? refuse('catalog.campaign.not-found') : { campaign, rows };
}

export async function readCampaign(needs: ReadNeeds, query: { actor: Actor; campaignId: string }) {
  const seen = await visibleCampaign(needs.reader, query);
  return isRefusal(seen) ? seen : campaignView(query.actor, { ...seen, today: todayOf(needs) });
}

/** Campaigns that concern the reader, latest first, each with its departments by status; the boards come in one question. */
export async function listCampaignsFor(needs: ReadNeeds, query: Page & { actor: Actor; state: CampaignState | undefined }) {
  const { actor, cursor, limit, state } = query;
  if (actor.orgId === null) return { items: [], next: null, total: 0 };
  const { items, total } = await campaignsVisible(needs.reader, {
    regionCodes: authorityRegionsOf(actor),
    organisationId: actor.orgId,
    state: state ?? null,
    before: uuid(cursor),
    limit: limit + 1,
  });
  const shown = items.slice(0, limit);
  const ids = shown.map(({ id }) => id);
  const rows = await boardsOf(needs.reader, ids, null);
  const today = todayOf(needs);
  return {
    items: shown.map((campaign) => {
      const own = rows.filter(({ campaignId }) => campaignId === campaign.id);
      return campaignSummary({ campaign, rows: rowsFor(actor, campaign, own), today });
    }),
    next: items.length > limit ? (shown.at(-1)?.id ?? null) : null,
    total,
  };
}

type EntriesQuery = Page & {
  readonly actor: Actor;
  readonly campaignId: string;
  readonly organisationId: string | undefined;
  readonly stage: BoardStage | undefined;
};

/** What a draft is called is its department's matter until its head has signed. */
function shownName(actor: Actor, tied: TiedEntry): string | null {
  const isOwn = tied.organisationId === actor.orgId;
  const isOpen = tied.revisionState !== null && signedByLeader(tied.revisionState);
  return tied.liveName ?? (isOwn || isOpen ? tied.workingName : null);
}

/** Entries behind a number of the board. A department lists its own; the authority everyone's. */
export async function listEntriesOfCampaign(
  { reader }: Pick<ReadNeeds, 'reader'>,
  query: EntriesQuery,
): Promise<AnswerOf<typeof listCampaignEntries> | Refusal> {
  const { actor, cursor, limit, stage } = query;
  const seen = await visibleCampaign(reader, query);
  if (isRefusal(seen)) return seen;
  const organisationId = overseesCampaign(actor, seen.campaign) ? (query.organisationId ?? null) : actor.orgId;
  const { items, total } = await entriesOfCampaign(reader, {
    campaignId: seen.campaign.id,
    organisationId,
    stage: stage ?? null,
    after: uuid(cursor),
    limit: limit + 1,
  });
  const shown = items.slice(0, limit);
  return {
    items: shown.map(({ liveName: _live, workingName: _working, ...tied }) => ({
      ...tied,
      name: shownName(actor, { ...tied, liveName: _live, workingName: _working }),
    })),
    next: items.length > limit ? (shown.at(-1)?.entryId ?? null) : null,
    total,
  };
}
