import { recordEvidence } from '#modules/audit/append';
import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Delegated, SessionActor } from '#modules/identity';
import { actedBy } from '#platform/caller';
import type { Reader } from '#platform/database';

import { actingDelegation, findDelegation, removeActing, saveActing } from './delegation-store.ts';
import { delegatedBy, type DelegationNeeds } from './delegation-step.ts';
import { standingOn } from './delegation.ts';

type Acting = { readonly actor: SessionActor; readonly origin: string };

/** 代: from now on this session acts for whoever has delegated, with what passes and nothing else. */
export async function actFor(
  needs: DelegationNeeds,
  { actor, delegationId, origin }: Acting & { readonly delegationId: string },
): Promise<{ delegationId: string } | Refusal> {
  const { session } = actor;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const today = dayIn(needs.config.KAREZ_TIME_ZONE, at);
    const found = await findDelegation(tx, delegationId);
    if (!session || found?.delegateId !== actor.id || found.orgId !== actor.orgId) return refuse('desk.delegation.not-found');
    const standing = standingOn(found, today);
    if (standing !== 'in-force') return refuse('desk.delegation.wrong-state', { state: standing });
    const standIn = await needs.standInActor(tx, delegatedBy(found), today);
    if (!standIn) return refuse('desk.delegation.wrong-state', { state: 'void' });
    await saveActing(tx, session.id, { id: found.id, at });
    await record('desk.act-for', { tx, hand: standIn, id: found.id, origin, at });
    return { delegationId };
  });
}

/** Back to acting for oneself; nothing happens where one does. */
export async function actAsSelf(
  { database, clock }: Pick<DelegationNeeds, 'database' | 'clock'>,
  { actor, origin }: Acting,
): Promise<{ done: true }> {
  const { session } = actor;
  if (session)
    await database.transaction(async (tx) => {
      const id = await removeActing(tx, session.id);
      if (id !== undefined) await record('desk.act-as-self', { tx, hand: actor, id, origin, at: clock.now() });
    });
  return { done: true };
}

type Recorded = {
  readonly tx: Parameters<typeof recordEvidence>[0];
  readonly hand: Parameters<typeof actedBy>[0];
  readonly id: string;
  readonly origin: string;
  readonly at: Date;
};

async function record(action: string, { tx, hand, id, origin, at }: Recorded): Promise<void> {
  await recordEvidence(tx, {
    at,
    actor: actedBy(hand),
    action,
    outcome: { result: 'done' },
    object: { kind: 'desk.delegation', id },
    origin,
  });
}

/** For whom a session acts today: asked at every request, so that a revocation counts at once. */
export async function actingUnder(reader: Reader, sessionId: string, today: string): Promise<Delegated | 'ended' | undefined> {
  const found = await actingDelegation(reader, sessionId);
  if (!found) return undefined;
  return standingOn(found, today) === 'in-force' ? delegatedBy(found) : 'ended';
}
