import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { endUse, followRecall } from '#modules/catalog';
import { confirmSecondFactor, organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { appendFeed } from '#platform/feed';
import { everyoneHasApplied } from '#platform/lease';
import type { Needs } from '#platform/needs';
import { GATEWAY_TOPIC } from './agree-and-grant.ts';
import { cancelGrantClocks } from './grant-clock.ts';
import { mayActOn, maySeeGrant } from './grant-policy.ts';
import { lockGrant, saveGrantVersion, type GrantRecord } from './grant-store.ts';
import { compiled } from './grant.ts';
import { runningGrantsOf } from './running-grants.ts';
import { tellRequester } from './tell-requester.ts';

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
  const applied = await everyoneHasApplied(needs.database.reader, { topic: GATEWAY_TOPIC, position });
  return applied ? { grantId: command.grantId } : refuse('sharing.grant.still-served');
}

/** Answers the feed position at which the revocation stands. */
async function revoke(tx: Transaction, needs: RevokingNeeds, { actor, grantId, reason, origin }: RevokeGrant): Promise<number | Refusal> {
  const { clock, config } = needs;
  const at = clock.now();
  const grant = await lockGrant(tx, grantId);
  if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
  const permitted = mayActOn(actor, 'revoke', { grant, now: at });
  if (isRefusal(permitted)) return permitted;
  const provider = await organisationById(tx, grant.document.providerOrgId);
  const revoked: GrantRecord = {
    ...grant,
    state: 'revoked',
    document: { ...grant.document, version: grant.document.version + 1 },
    revocation: { at: at.toISOString(), byOrganisation: provider?.name ?? '', reason },
  };
  await saveGrantVersion(tx, revoked, at);
  await endUse(tx, { useId: grantId, endedOn: dayIn(config.KAREZ_TIME_ZONE, at) });
  await followRecall(tx, { ...needs, grantsOn: runningGrantsOf }, { entryId: grant.document.entryId, by: actor.id });
  await tellRequester(tx, needs, { grant: revoked, word: 'revoked', reason });
  await cancelGrantClocks(tx, grantId, at);
  await recordEvidence(tx, {
    at,
    actor: { kind: actor.kind, id: actor.id, orgId: actor.orgId },
    action: 'sharing.revoke-grant',
    outcome: { result: 'done' },
    object: { kind: 'sharing.grant', id: grantId, revision: revoked.document.version },
    grant: { id: grantId, version: revoked.document.version },
    origin,
    facts: {},
  });
  return appendFeed(tx, GATEWAY_TOPIC, [{ kind: 'grant', key: grantId, body: compiled(revoked.document, 'revoked') }]);
}
