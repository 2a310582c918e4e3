import { refuse, type Refusal } from '@karez/kit/refusal';
import { lastWitnessed, witnessedHeads } from '@karez/policy/evidence/witness-memory';
import type { Needs } from '#platform/needs';
import { beginLogAfterRestore } from './begin-log.ts';
import { headSigner } from './head-key.ts';
import { openTree } from './tree-store.ts';
import { readWitnessFolder } from './witness-folder.ts';

export type RestartLog = { readonly reason: string; readonly orderedBy: string; readonly witnessFolder: string | null };

/** Begins a new log after a lawful restore, naming the last head that the witness holds of the old one, or the old one's own where there is no witness. */
export async function restartLog(
  needs: Pick<Needs, 'database' | 'clock' | 'newId' | 'keys'>,
  restart: RestartLog,
): Promise<{ logId: string } | Refusal> {
  const { reason, orderedBy, witnessFolder } = restart;
  const tree = await openTree(needs.database.reader);
  if (!tree) return refuse('audit.log.none-open');
  const held = witnessFolder === null ? undefined : lastWitnessed(witnessedHeads(await readWitnessFolder(witnessFolder), tree.logId));
  return beginLogAfterRestore({ ...needs, signer: await headSigner(needs) }, { reason, orderedBy, lastKnown: held?.head ?? null });
}
