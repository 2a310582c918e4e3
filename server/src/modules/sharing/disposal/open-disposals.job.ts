import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { findGrant } from '../grant-store.ts';
import { lockUndisposedGrant } from './disposal-store.ts';
import { openDisposal } from './open-disposal.ts';

const JOB = 'sharing.open-disposals';
type JobNeeds = Pick<Needs, 'database' | 'clock' | 'config' | 'newId'>;

/**
 * Opens the disposal of every grant that has ended without one, which is how a grant that runs out gets it; answers how many. A revocation opens it in its own
 * transaction.
 */
export async function openDisposals(needs: JobNeeds): Promise<number> {
  let opened = 0;
  while (await needs.database.transaction((tx) => openNext(tx, needs))) opened += 1;
  return opened;
}

async function openNext(tx: Transaction, needs: JobNeeds): Promise<boolean> {
  const grantId = await lockUndisposedGrant(tx, needs.clock.now());
  const grant = grantId === undefined ? undefined : await findGrant(tx, grantId);
  if (!grant) return false;
  const trigger = grant.state === 'revoked' ? 'revoked' : 'expired';
  await openDisposal(tx, needs, { grant, trigger, reason: grant.revocation?.reason ?? '', actor: systemActor(JOB), origin: null });
  await reached('sharing.open-disposals.before-commit');
  return true;
}
