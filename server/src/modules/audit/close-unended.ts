import type { Needs } from '#platform/needs';
import { recordBatch } from './append.ts';
import { lockUnended } from './leaf-store.ts';

/** An answer that has not ended after this long is taken for broken: longer than any time-out of the doors. */
export const UNENDED_AFTER_MS = 15 * 60_000;
const CLOSED_AT_ONCE = 500;

/** Closes answers that began and of which nobody can say how they ended: they count as delivered, with outcome `unknown`. Returns how many. */
export async function closeUnended({ database, clock }: Pick<Needs, 'database' | 'clock'>, afterMs = UNENDED_AFTER_MS): Promise<number> {
  const now = clock.now();
  return database.transaction(async (tx) => {
    const unended = await lockUnended(tx, new Date(now.getTime() - afterMs), CLOSED_AT_ONCE);
    await recordBatch(
      tx,
      unended.map((row) => ({
        at: now,
        actor: { kind: row.actorKind, id: row.actorId, orgId: row.orgId },
        action: row.action,
        outcome: { result: 'unknown', code: null },
        phase: 'ended',
        begun: row.recordId,
      })),
    );
    return unended.length;
  });
}
