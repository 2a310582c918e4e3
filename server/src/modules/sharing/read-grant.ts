import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { maySeeGrant } from './grant-policy.ts';
import { findGrant } from './grant-store.ts';
import { presentGrants } from './present-grant.ts';

export type ReadGrant = { readonly actor: Actor; readonly grantId: string };

/** One grant for one of its two sides; for others it does not exist. */
export async function readGrant(
  { database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>,
  { actor, grantId }: ReadGrant,
): Promise<GrantAnswer | Refusal> {
  const found = await findGrant(database.reader, grantId);
  if (!found || !maySeeGrant(actor, found)) return refuse('sharing.grant.not-found');
  const [shown] = await presentGrants(database.reader, [found], { actor, at: clock.now(), zone: config.KAREZ_TIME_ZONE });
  return shown ?? refuse('sharing.grant.not-found');
}
