import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { readGrant } from './read-grant.ts';

/** What a deed on a grant answers with: the grant as it stands for whoever did it. */
export async function shownGrant(
  needs: Pick<Needs, 'database' | 'clock' | 'config'>,
  actor: Actor,
  done: { grantId: string } | Refusal,
): Promise<GrantAnswer | Refusal> {
  return isRefusal(done) ? done : readGrant(needs, { actor, grantId: done.grantId });
}
