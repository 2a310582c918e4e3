import { getConsistency, getTile, listHeads, listKeys, listLogs } from '@karez/contract/audit';
import type { Route } from '@karez/contract/route';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { SealingWatch } from './sealing-watch.ts';

/** When a caller may try again, in seconds: sealing that goes on is noticed within a second, mending it takes longer. */
const RETRY_AFTER_SECONDS = 30;

/**
 * What stays open while evidence stands still: the log's own public proof, which a witness or a verifier needs just then, and which reads no
 * record. Sign-in is shut too: no route of the portal mends the sealer (its process, its key, its disk do), and each would add to
 * what nobody seals.
 */
const open: ReadonlySet<string> = new Set([listLogs, listKeys, listHeads, getConsistency, getTile].map(({ id }) => id));

/** The rule of the portal's door: nothing is served while evidence has not been sealed for too long (fail closed). */
export function shutWhileStalled(sealing: Pick<SealingWatch, 'isStalled'>): (route: Route) => Refusal | null {
  return ({ id }) =>
    sealing.isStalled() && !open.has(id) ? refuse('request.evidence-stalled', { retryAfterSeconds: RETRY_AFTER_SECONDS }) : null;
}
