import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import { meetClock } from '#modules/law';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import { mayActOn, maySeeGrant } from './grant-policy.ts';
import { lockGrant, saveDelivery } from './grant-store.ts';

export type ConfirmDelivery = { readonly actor: Actor; readonly grantId: string; readonly origin: string };

/** The requester confirms that the data arrives: the fourth fact, and the end of the provider's term (809-22). */
export async function confirmDelivery(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, grantId, origin }: ConfirmDelivery,
): Promise<{ grantId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const at = clock.now();
    const grant = await lockGrant(tx, grantId);
    if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
    const permitted = mayActOn(actor, 'confirm-delivery', { grant, now: at });
    if (isRefusal(permitted)) return permitted;
    const met = await meetClock(tx, { caseKind: 'sharing.grant', caseId: grantId, ruleKey: 'sharing.provide' }, at);
    if (isRefusal(met)) return met;
    await saveDelivery(tx, grantId, at);
    await recordEvidence(tx, {
      at,
      actor: actedBy(actor),
      action: 'sharing.confirm-delivery',
      outcome: { result: 'done' },
      object: { kind: 'sharing.grant', id: grantId, revision: grant.document.version },
      grant: { id: grantId, version: grant.document.version },
      origin,
      facts: {},
    });
    return { grantId };
  });
}
