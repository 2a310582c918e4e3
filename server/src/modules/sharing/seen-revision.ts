import { refuse, type Refusal } from '@karez/kit/refusal';

/**
 * What is wrong with the revision that somebody has read and is about to sign; null where it is the one that stands. Nobody signs, or sends back, what was
 * put in the place of what they read. `stale` is the code for another revision; none at all is a mistake of the caller's system.
 */
export function faultOfSeen(
  { revision }: { readonly revision: number },
  ifMatch: string | null,
  stale: 'sharing.dispute.stale' | 'sharing.disposal.stale' | 'sharing.filing.stale',
): Refusal | null {
  if (ifMatch === null) return refuse('request.etag-missing');
  return ifMatch === String(revision) ? null : refuse(stale, { revision });
}
