import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { deniedItemsOf, followRecall, lockEntryForGrant } from '#modules/catalog';
import { confirmSecondFactor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { itemsLeft, mayActOn, maySeeGrant } from './grant-policy.ts';
import { nextVersion, onceApplied, recordVersion, tellDoors } from './grant-step.ts';
import { lockGrant } from './grant-store.ts';
import type { RevokeGrant, RevokingNeeds } from './revoke-grant.ts';
import { runningGrantsOf } from './running-grants.ts';
import { tellRequester } from './tell-requester.ts';

/**
 * Takes out of a grant what the version in force of its entry denies (809-14); the other items go on. Nothing else can be taken out: a provider does not
 * change what it gives without a reason of law (809-27). Answers as a revocation does: when no door gives the denied items any more.
 */
export async function narrowGrant(needs: RevokingNeeds, command: RevokeGrant): Promise<{ grantId: string } | Refusal> {
  const confirmed = await confirmSecondFactor(needs, command.actor, command.code);
  if (isRefusal(confirmed)) return confirmed;
  const position = await needs.database.transaction((tx) => narrow(tx, needs, command));
  if (isRefusal(position)) return position;
  return onceApplied(needs.database, { position, grantId: command.grantId, otherwise: 'sharing.grant.still-wide' });
}

/** Answers the feed position at which the narrowing stands. */
async function narrow(tx: Transaction, needs: RevokingNeeds, command: RevokeGrant): Promise<number | Refusal> {
  const { actor, grantId, reason, origin } = command;
  const at = needs.clock.now();
  const grant = await lockGrant(tx, grantId);
  if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
  const permitted = mayActOn(actor, 'narrow', { grant, now: at });
  if (isRefusal(permitted)) return permitted;
  const { entryId, items: before } = grant.document;
  // No other version comes into force between what is denied now and what is taken out.
  await lockEntryForGrant(tx, entryId, dayIn(needs.config.KAREZ_TIME_ZONE, at));
  const denied = (await deniedItemsOf(tx, [entryId])).get(entryId) ?? [];
  const items = itemsLeft(grant, denied);
  if (isRefusal(items)) return items;
  const narrowed = nextVersion(grant, { items });
  const removed = before.flatMap(({ no }) => (denied.includes(no) ? [String(no)] : [])).join(',');
  await recordVersion(tx, { grant: narrowed, actor, action: 'sharing.narrow-grant', at, origin, facts: { removed, left: items.length } });
  await followRecall(tx, { ...needs, grantsOn: runningGrantsOf }, { entryId, by: actor.id });
  await tellRequester(tx, needs, { grant: narrowed, word: 'narrowed', reason });
  return tellDoors(tx, narrowed);
}
