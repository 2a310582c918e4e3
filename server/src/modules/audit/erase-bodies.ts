import { refuse, type Refusal } from '@karez/kit/refusal';
import { eraseAction } from '@karez/policy/evidence/erasures';
import type { ActorReference } from '@karez/policy/evidence/record';
import type { Needs } from '#platform/needs';
import { recordEvidence } from './append.ts';
import { eraseRange } from './leaf-store.ts';
import { openTree } from './tree-store.ts';

export type Erasure = {
  readonly actor: ActorReference;
  readonly from: number;
  /** Leaf after the last. */
  readonly to: number;
  /** Code of the retention rule that asks for it. */
  readonly rule: string;
};

/**
 * Takes the bodies and openings of sealed records away by a retention rule. Their hashes stay, so every proof holds, and the act is a record
 * of its own: that is how a verifier tells *erased by rule* from *missing*.
 */
export async function eraseBodies(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, from, to, rule }: Erasure,
): Promise<{ erased: number } | Refusal> {
  return database.transaction(async (tx) => {
    const tree = await openTree(tx);
    if (!tree) return refuse('audit.log.none-open');
    if (from >= to || to > tree.size) return refuse('audit.range.outside', { size: tree.size });
    const draft = {
      at: clock.now(),
      actor,
      action: eraseAction,
      outcome: { result: 'done' },
      object: { kind: 'log', id: tree.logId },
      facts: { from, to, rule },
    } as const;
    const { id } = await recordEvidence(tx, draft);
    return { erased: await eraseRange(tx, tree.log, { from, to, by: id }) };
  });
}
