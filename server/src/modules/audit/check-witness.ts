import { refuse, type Refusal } from '@karez/kit/refusal';
import { lastWitnessed, witnessedHeads, type WitnessMemory } from '@karez/policy/evidence/witness-memory';
import type { Reader } from '#platform/database';
import { headsFrom, openTree } from './tree-store.ts';

/**
 * Whether this platform may go on appending to its open log, given what a witness holds. A log that is shorter than a head the witness
 * holds, or has another head of that number, was rolled back (an old backup): going on would sign a second history.
 * The way out is a new log that names the old one (`beginLogAfterRestore`).
 */
export async function mayAppend(reader: Reader, memory: WitnessMemory): Promise<true | Refusal> {
  const tree = await openTree(reader);
  const held = tree && lastWitnessed(witnessedHeads(memory, tree.logId));
  if (!tree || !held) return true;
  const [own] = await headsFrom(reader, tree.log, { from: held.head.number, limit: 1 });
  if (own?.body === held.signed.body) return true;
  return refuse('audit.log.rolled-back', { log: tree.logId, size: tree.size, witnessSize: held.head.size, witnessAt: held.head.at });
}
