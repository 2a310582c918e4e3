import type { Clock } from '@karez/kit/clock';
import type { Signer } from '@karez/kit/crypto/signing';
import { isUniqueViolation, type Database, type Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { recordEvidence } from './append.ts';
import { extendTree, LostRace } from './extend-tree.ts';
import { lastHead, movePending, openTree, trySealingLock, type StoredHead, type StoredTree } from './tree-store.ts';

/** Records that one seal takes at most, so that its transaction stays short. */
export const SEALED_AT_ONCE_MAX = 20_000;
/** A head older than this while the clock stands before it is a clock that was moved back, not two processes' small difference. */
const CLOCK_SKEW_MS_MAX = 2000;

export type SealNeeds = { readonly database: Database; readonly clock: Clock; readonly signer: Signer };

export type SealOptions = {
  /** Sign a head although nothing is new. */
  readonly evenIfEmpty?: boolean;
  /** Seal without the lock that only saves work: what protects the log is the compare-and-swap. */
  readonly withoutLock?: boolean;
};

export type Sealed =
  /** `clockBehindMs` names how far the clock stands before the last head, where it was moved back */
  | { readonly state: 'sealed'; readonly count: number; readonly head: StoredHead; readonly clockBehindMs: number | null }
  | { readonly state: 'nothing-new' }
  /** another sealer is at it */
  | { readonly state: 'busy' };

/**
 * Seals whatever is visible in `audit.pending`, in one transaction: takes it out there, appends leaves and tiles, moves the log on by
 * compare-and-swap and signs the head. A crash before the commit leaves everything as it was; transactions still open do not matter.
 */
export async function seal({ database, clock, signer }: SealNeeds, options: SealOptions = {}): Promise<Sealed> {
  try {
    return await database.transaction(async (tx): Promise<Sealed> => {
      if (options.withoutLock !== true && !(await trySealingLock(tx))) return { state: 'busy' };
      const tree = await openTree(tx);
      if (!tree) return { state: 'nothing-new' };
      const hashes = await movePending(tx, tree, SEALED_AT_ONCE_MAX);
      await reached('audit.seal.taken');
      if (hashes.length === 0 && options.evenIfEmpty !== true) return { state: 'nothing-new' };
      const clockBehindMs = await clockBehind(tx, tree, clock.now());
      const head = await extendTree(tx, tree, { hashes, now: clock.now(), signer });
      await reached('audit.seal.signed');
      return { state: 'sealed', count: hashes.length / 32, head, clockBehindMs };
    });
  } catch (error) {
    // The leaf index is a primary key, so whoever loses fails there or at the compare-and-swap; the winner has sealed.
    if (error instanceof LostRace || isUniqueViolation(error, 'leaf_pkey') || isUniqueViolation(error, 'head_pkey'))
      return { state: 'busy' };
    throw error;
  }
}

async function clockBehind(tx: Transaction, tree: StoredTree, now: Date): Promise<number | null> {
  const last = await lastHead(tx, tree.log);
  const behindMs = last ? last.at.getTime() - now.getTime() : 0;
  return behindMs > CLOCK_SKEW_MS_MAX ? behindMs : null;
}

/** Records that the clock was moved back; head times stand still until it has caught up. */
export async function recordClockJump({ database, clock }: Pick<SealNeeds, 'database' | 'clock'>, behindMs: number): Promise<void> {
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at: clock.now(),
      actor: { kind: 'system', id: 'audit', orgId: null },
      action: 'audit.report-clock-jump',
      outcome: { result: 'done' },
      facts: { behindMs },
    }),
  );
}
