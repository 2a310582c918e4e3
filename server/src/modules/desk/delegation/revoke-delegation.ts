import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { endLentHand } from '#modules/audit';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';

import { lockDelegation, saveDelegationEnd } from './delegation-store.ts';
import { recordDelegation, tellOfDelegation, type DelegationNeeds } from './delegation-step.ts';
import { afterDelegationEvent, standingOn, type Delegation } from './delegation.ts';

/** Whether the caller sees a delegation: whoever gave it, whoever it was given to, and the heads of the unit; nobody while acting for another. */
export function maySeeDelegation(actor: Actor, { personId, delegateId, orgId }: Delegation): boolean {
  if (actor.kind !== 'person' || actor.orgId !== orgId) return false;
  return (
    actor.id === personId || actor.id === delegateId || actor.powers.some((held) => held.power === 'desk.oversee' && held.orgId === orgId)
  );
}

/** True, or why the caller may not end it. Whoever acts for another ends nothing in the other's name. */
export function mayRevoke(actor: Actor, delegation: Delegation, today: string): true | Refusal {
  if (actor.standsFor) return refuse('desk.delegation.not-yours');
  const standing = standingOn(delegation, today);
  return standing === 'coming' || standing === 'in-force' || refuse('desk.delegation.wrong-state', { state: standing });
}

/** Ends a delegation at once: it waits for what is being committed under it, and everything after is refused, in whichever session. */
export async function revokeDelegation(
  needs: DelegationNeeds,
  { actor, delegationId, origin }: { readonly actor: Actor; readonly delegationId: string; readonly origin: string },
): Promise<{ delegationId: string } | Refusal> {
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const found = await lockDelegation(tx, delegationId);
    if (!found || !maySeeDelegation(actor, found)) return refuse('desk.delegation.not-found');
    const ended = await endDelegation(tx, needs, { found, actor, origin, at });
    return isRefusal(ended) ? ended : { delegationId };
  });
}

type Ending = { readonly found: Delegation; readonly actor: Actor; readonly origin: string; readonly at: Date };

/** Ends a delegation in a transaction that holds its row. */
export async function endDelegation(
  tx: Transaction,
  needs: Pick<DelegationNeeds, 'config' | 'newId'>,
  { found, actor, origin, at }: Ending,
): Promise<true | Refusal> {
  const permitted = mayRevoke(actor, found, dayIn(needs.config.KAREZ_TIME_ZONE, at));
  if (isRefusal(permitted)) return permitted;
  const state = afterDelegationEvent(found.state, 'revoke');
  if (isRefusal(state)) return state;
  const delegation = { ...found, state, endedAt: at, endedBy: actor.id };
  await saveDelegationEnd(tx, delegation);
  await endLentHand(tx, delegation.id, at);
  await recordDelegation(tx, { delegation, actor, action: 'desk.revoke-delegation', origin, at });
  await tellOfDelegation(tx, needs, { delegation, word: 'revoked', by: actor.id, at });
  return true;
}
