import { dayIn } from '@karez/kit/clock';
import { recordEvidence } from '#modules/audit/append';
import { endUse } from '#modules/catalog';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { cancelGrantClocks } from './grant-clock.ts';
import { lockRanOutGrant, markUseEnded, type RanOutGrant } from './grant-store.ts';
import { endOpenSuspension } from './suspension/end-suspension.ts';

const JOB = 'sharing.end-expired-uses';
type JobNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;

/**
 * Ends the use of every grant that has run out in the entry's “used by” register, with the grant's last day; answers how many. The doors refuse a grant
 * from that instant by themselves: this is what the register says of it, and what a retirement waits for (809-27).
 */
export async function endExpiredUses(needs: JobNeeds): Promise<number> {
  let ended = 0;
  // One grant a transaction: each locks its own entry's row, so that no order of entries matters.
  while (await needs.database.transaction((tx) => endNext(tx, needs))) ended += 1;
  return ended;
}

async function endNext(tx: Transaction, { clock, config }: JobNeeds): Promise<boolean> {
  const at = clock.now();
  const grant = await lockRanOutGrant(tx, at);
  if (!grant) return false;
  await endUse(tx, { useId: grant.id, endedOn: lastDayOf(grant, config.KAREZ_TIME_ZONE) });
  await markUseEnded(tx, grant.id);
  // Nobody is still to provide what has run out.
  await cancelGrantClocks(tx, grant.id, at);
  await endOpenSuspension(tx, { grantId: grant.id, by: null, at });
  const { kind, id, orgId } = systemActor(JOB);
  await recordEvidence(tx, {
    at,
    actor: { kind, id, orgId },
    action: 'sharing.end-expired-use',
    outcome: { result: 'done' },
    object: { kind: 'sharing.grant', id: grant.id, revision: grant.version },
    origin: '',
    facts: { entryId: grant.entryId },
  });
  await reached('sharing.end-expired-uses.before-commit');
  return true;
}

/** The end of a grant is excluded: one that ends at midnight was held until the day before. */
const lastDayOf = ({ validTo }: RanOutGrant, zone: string): string => dayIn(zone, new Date(validTo.getTime() - 1));
