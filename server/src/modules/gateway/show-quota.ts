import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { findGrant } from '#modules/sharing';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { usesOf } from './runtime/quota-store.ts';

/** How much of a grant's quota the gateways have reserved. Up to one block a process may be reserved and not yet used. */
export type QuotaUse = {
  readonly day: string;
  readonly dayUsed: number;
  readonly dayLimit: number;
  readonly totalUsed: number;
  readonly perSecondLimit: number;
};

/** The quota of a grant today, for the two departments that it binds. */
export async function showQuota(
  { database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>,
  { actor, grantId }: { actor: Actor; grantId: string },
): Promise<QuotaUse | Refusal> {
  const grant = await findGrant(database.reader, grantId);
  const isParty = grant && actor.orgId !== null && [grant.document.requesterOrgId, grant.document.providerOrgId].includes(actor.orgId);
  if (!isParty) return refuse('sharing.grant.not-found');
  const day = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const uses = await usesOf(database.reader, grantId, day);
  return {
    day,
    dayUsed: uses.day,
    dayLimit: grant.document.quota.perDay,
    totalUsed: uses.total,
    perSecondLimit: grant.document.quota.perSecond,
  };
}
