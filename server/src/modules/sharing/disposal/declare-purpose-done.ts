import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { endGrant } from '../end-grant.ts';
import { mayActOn, maySeeGrant } from '../grant-policy.ts';
import { onceApplied } from '../grant-step.ts';
import { lockGrant } from '../grant-store.ts';
import type { RevokingNeeds } from '../revoke-grant.ts';
import { personalIn } from './disposal-step.ts';

export type DeclarePurposeDone = {
  readonly actor: Actor;
  readonly grantId: string;
  readonly reason: string;
  readonly code: string;
  readonly origin: string;
};

/** The holder's office head says that the data is needed no more: the grant ends as by a revocation, and its data is to be disposed of (809-27). */
export async function declarePurposeDone(needs: RevokingNeeds, command: DeclarePurposeDone): Promise<{ grantId: string } | Refusal> {
  const { actor, grantId, code, reason } = command;
  const personal = personalIn({ reason });
  if (personal) return personal;
  const confirmed = await confirmSecondFactor(needs, actor, code);
  if (isRefusal(confirmed)) return confirmed;
  const position = await needs.database.transaction((tx) => declare(tx, needs, command));
  return isRefusal(position) ? position : onceApplied(needs.database, { position, grantId, otherwise: 'sharing.grant.still-served' });
}

/** Answers the feed position at which the end stands. */
async function declare(
  tx: Transaction,
  needs: RevokingNeeds,
  { actor, grantId, reason, origin }: DeclarePurposeDone,
): Promise<number | Refusal> {
  const grant = await lockGrant(tx, grantId);
  if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
  const permitted = mayActOn(actor, 'declare-purpose-done', { grant, now: needs.clock.now() });
  if (isRefusal(permitted)) return permitted;
  const byOrganisation = (await organisationById(tx, grant.document.requesterOrgId))?.name ?? '';
  return endGrant(tx, needs, {
    grant,
    actor,
    byOrganisation,
    reason,
    action: 'sharing.declare-purpose-done',
    origin,
    trigger: 'purpose-done',
  });
}
