import { setTimeout as pause } from 'node:timers/promises';
import type { Needs } from '#platform/needs';
import { beginFirstLog } from './begin-log.ts';
import { mayAppend } from './check-witness.ts';
import { closeUnended } from './close-unended.ts';
import { headSigner } from './head-key.ts';
import { runSealer } from './sealer.ts';
import { readWitnessFolder } from './witness-folder.ts';
import { isRefusal, type Refusal } from '@karez/kit/refusal';

const CLOSE_UNENDED_EVERY_MS = 60_000;

export type EvidenceWork = {
  /** Resolves when both loops have stopped; nothing is lost when the process is killed instead. */
  readonly stopped: Promise<void>;
};

/**
 * Everything that evidence needs done in the background of one process: the first log, sealing, and closing answers that nobody ended.
 * Any number of processes may do it. Refuses `audit.log.rolled-back` where a witness's folder holds more than this database.
 */
export async function startEvidenceWork(
  needs: Pick<Needs, 'database' | 'clock' | 'newId' | 'keys' | 'log'>,
  { signal, witnessFolder = null }: { signal: AbortSignal; witnessFolder?: string | null },
): Promise<EvidenceWork | Refusal> {
  const signer = await headSigner(needs);
  await beginFirstLog({ ...needs, signer });
  const allowed = witnessFolder === null ? true : await mayAppend(needs.database.reader, await readWitnessFolder(witnessFolder));
  if (isRefusal(allowed)) return allowed;
  const sealing = runSealer({ ...needs, signer, elapsedMs: () => performance.now() }, signal, untilOrAborted);
  return { stopped: Promise.all([sealing, closeUntilAborted(needs, signal)]).then(() => undefined) };
}

async function closeUntilAborted(needs: Pick<Needs, 'database' | 'clock' | 'log'>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await closeUnended(needs).catch((error: unknown) =>
      needs.log.warn('unended answers could not be closed', { error: error instanceof Error ? error.message : String(error) }),
    );
    await untilOrAborted(CLOSE_UNENDED_EVERY_MS, signal);
  }
}

async function untilOrAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  // An abort ends the pause early; that is its purpose, not a failure.
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}
