import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { deniedItemsOf } from '#modules/catalog';
import { confirmSecondFactor, organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { endGrant } from './end-grant.ts';
import { maySeeGrant, mayRevoke } from './grant-policy.ts';
import { onceApplied } from './grant-step.ts';
import { lockGrant } from './grant-store.ts';

export type RevokingNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'>;
export type RevokeGrant = {
  readonly actor: Actor;
  readonly grantId: string;
  readonly reason: string;
  readonly code: string;
  readonly origin: string;
};

/**
 * Ends a grant. Answers only when every live door has applied the revocation or its lease has run out (design.md §9): a request that starts after
 * this answer is refused everywhere. Where that cannot be seen in time, the revocation stands and the caller is told that it is not yet certain.
 */
export async function revokeGrant(needs: RevokingNeeds, command: RevokeGrant): Promise<{ grantId: string } | Refusal> {
  const confirmed = await confirmSecondFactor(needs, command.actor, command.code);
  if (isRefusal(confirmed)) return confirmed;
  const position = await needs.database.transaction((tx) => revoke(tx, needs, command));
  if (isRefusal(position)) return position;
  return onceApplied(needs.database, { position, grantId: command.grantId, otherwise: 'sharing.grant.still-served' });
}

/** Answers the feed position at which the revocation stands. */
async function revoke(tx: Transaction, needs: RevokingNeeds, { actor, grantId, reason, origin }: RevokeGrant): Promise<number | Refusal> {
  const grant = await lockGrant(tx, grantId);
  if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
  const now = needs.clock.now();
  const { entryId } = grant.document;
  const denied = (await deniedItemsOf(tx, [entryId])).get(entryId) ?? [];
  const permitted = mayRevoke(actor, { grant, now, denied });
  if (isRefusal(permitted)) return permitted;
  const byOrganisation = (await organisationById(tx, grant.document.providerOrgId))?.name ?? '';
  return endGrant(tx, needs, { grant, actor, byOrganisation, reason, action: 'sharing.revoke-grant', trigger: 'revoked', origin });
}
