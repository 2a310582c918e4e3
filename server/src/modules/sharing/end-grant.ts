import type { DisposalTrigger } from '@karez/contract/sharing/disposal';
import { dayIn } from '@karez/kit/clock';
import { endUse, followRecall } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { openDisposal } from './disposal/open-disposal.ts';
import { cancelGrantClocks } from './grant-clock.ts';
import type { GrantRecord } from './grant-store.ts';
import { nextVersion, recordVersion, tellDoors } from './grant-step.ts';
import { runningGrantsOf } from './running-grants.ts';
import { endOpenSuspension } from './suspension/end-suspension.ts';
import { tellProvider, tellRequester } from './tell-requester.ts';

type Ending = {
  readonly grant: GrantRecord;
  readonly actor: Actor;
  /** Name of the department or authority that ends it. */
  readonly byOrganisation: string;
  readonly reason: string;
  readonly action: string;
  readonly trigger: Exclude<DisposalTrigger, 'expired'>;
  readonly origin: string;
};

/** Ends a grant and everything that hangs on it, in the caller's transaction under its lock; answers the feed position at which it stands. */
export async function endGrant(
  tx: Transaction,
  needs: Pick<Needs, 'clock' | 'newId' | 'config'>,
  { grant, actor, byOrganisation, reason, action, trigger, origin }: Ending,
): Promise<number> {
  const at = needs.clock.now();
  const revoked: GrantRecord = {
    ...nextVersion(grant, { restrictions: [] }),
    state: 'revoked',
    revocation: { at: at.toISOString(), byOrganisation, reason },
  };
  await recordVersion(tx, { grant: revoked, actor, action, at, origin });
  await endUse(tx, { useId: grant.id, endedOn: dayIn(needs.config.KAREZ_TIME_ZONE, at) });
  await followRecall(tx, { ...needs, grantsOn: runningGrantsOf }, { entryId: grant.document.entryId, by: actor.id });
  // Whoever ends it need not be told.
  if (trigger === 'purpose-done') await tellProvider(tx, needs, { grant: revoked, reason });
  else await tellRequester(tx, needs, { grant: revoked, word: 'revoked', reason });
  await cancelGrantClocks(tx, grant.id, at);
  await endOpenSuspension(tx, { grantId: grant.id, by: actor.id, at });
  await openDisposal(tx, needs, { grant: revoked, trigger, reason, actor, origin });
  return tellDoors(tx, revoked);
}
