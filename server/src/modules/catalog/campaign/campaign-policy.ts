import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { nextCampaignState, nextPartState, owes, type Campaign, type CampaignEvent, type PartEvent } from './campaign.ts';
import type { BoardRow } from './campaign-store.ts';

/** The authority of exactly this region sends campaigns (91-3.2.1). */
export function maySend(actor: Actor, regionCode: string): true | Refusal {
  return mayUse(actor, 'catalog.publish', { regionCode });
}

/** Members of the region's authority see the whole board. */
export function overseesCampaign(actor: Actor, { regionCode }: Campaign): boolean {
  return authorityRegionsOf(actor).includes(regionCode);
}

/** Which rows of the board the actor sees: all, their own department's, or none: then the campaign does not exist for them. */
export function rowsFor(actor: Actor, campaign: Campaign, rows: readonly BoardRow[]): readonly BoardRow[] {
  return overseesCampaign(actor, campaign) ? rows : rows.filter(({ organisationId }) => organisationId === actor.orgId);
}

function legal(campaign: Campaign, event: CampaignEvent): true | Refusal {
  const next = nextCampaignState(campaign.state, event);
  return isRefusal(next) ? next : true;
}

function mayAsAuthority(actor: Actor, campaign: Campaign, event: CampaignEvent): true | Refusal {
  const permitted = mayUse(actor, 'catalog.publish', { regionCode: campaign.regionCode });
  return isRefusal(permitted) ? permitted : legal(campaign, event);
}

export function mayClose(actor: Actor, campaign: Campaign): true | Refusal {
  return mayAsAuthority(actor, campaign, 'close');
}

/** 延期 of the last day. */
export function mayProlong(actor: Actor, campaign: Campaign): true | Refusal {
  return mayAsAuthority(actor, campaign, 'prolong');
}

/** 催办 of one department: it still owes something, and was not reminded today. */
export function mayRemind(actor: Actor, campaign: Campaign, { row, today }: { row: BoardRow; today: string }): true | Refusal {
  const permitted = mayAsAuthority(actor, campaign, 'remind');
  if (isRefusal(permitted)) return permitted;
  if (!owes(row)) return refuse('catalog.campaign.nobody-to-remind');
  return row.remindedOn === today ? refuse('catalog.campaign.reminded-today', { today }) : true;
}

/** 催办 of everyone who may be reminded today. */
export function mayRemindAny(
  actor: Actor,
  campaign: Campaign,
  { rows, today }: { rows: readonly BoardRow[]; today: string },
): true | Refusal {
  const permitted = mayAsAuthority(actor, campaign, 'remind');
  if (isRefusal(permitted)) return permitted;
  const behind = rows.filter(owes);
  if (behind.length === 0) return refuse('catalog.campaign.nobody-to-remind');
  return behind.every(({ remindedOn }) => remindedOn === today) ? refuse('catalog.campaign.reminded-today', { today }) : true;
}

/** A step of the department itself on its own part. */
export function mayMovePart(
  actor: Actor,
  campaign: Campaign,
  { row, event }: { row: BoardRow; event: 'tie-entry' | 'report' | 'declare-none' },
): true | Refusal {
  const permitted = mayUse(actor, 'catalog.register', { orgId: row.organisationId });
  if (isRefusal(permitted)) return permitted;
  const open = legal(campaign, event === 'tie-entry' ? 'tie-entry' : 'move-part');
  if (isRefusal(open)) return open;
  const next = nextPartState(row.state, event);
  if (isRefusal(next)) return next;
  return refuseUnripe(row, event) ?? true;
}

/** “Complete” needs entries and no draft; “no such data” needs that there are none. */
function refuseUnripe({ counts }: BoardRow, event: PartEvent): Refusal | undefined {
  const all = counts.draft + counts.returned + counts.submitted + counts.published;
  if (event === 'declare-none') return all > 0 ? refuse('catalog.campaign.has-entries', { count: all }) : undefined;
  if (event !== 'report') return undefined;
  if (all === 0) return refuse('catalog.campaign.no-entries');
  const drafts = counts.draft + counts.returned;
  return drafts > 0 ? refuse('catalog.campaign.drafts-open', { count: drafts }) : undefined;
}

/** The authority's answer to what a department said; never a member's on its own part (91-7.1). */
export function mayDecidePart(
  actor: Actor,
  campaign: Campaign,
  { row, event }: { row: BoardRow; event: 'accept' | 'decline' },
): true | Refusal {
  const permitted = mayUse(actor, 'catalog.publish', { regionCode: campaign.regionCode, parties: [row.organisationId] });
  if (isRefusal(permitted)) return permitted;
  const open = legal(campaign, 'move-part');
  if (isRefusal(open)) return open;
  const next = nextPartState(row.state, event);
  return isRefusal(next) ? next : true;
}
