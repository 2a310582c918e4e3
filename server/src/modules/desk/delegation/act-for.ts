import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { SessionActor } from '#modules/identity';
import { actedBy } from '#platform/caller';
import type { Transaction } from '#platform/database';

import { findDelegation } from './delegation-store.ts';
import type { DelegationNeeds } from './delegation-step.ts';
import { standingOn } from './delegation.ts';
import { standInsUnder } from './stand-in.ts';

type Acting = { readonly actor: SessionActor; readonly origin: string };

/** 代: from now on this session acts for whoever has delegated, with the deeds that pass and nothing else. */
export async function actFor(
  needs: DelegationNeeds,
  { actor, delegationId, origin }: Acting & { readonly delegationId: string },
): Promise<{ delegationId: string } | Refusal> {
  const { session } = actor;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const found = await findDelegation(tx, delegationId);
    if (!session || found?.delegateId !== actor.id || found.orgId !== actor.orgId) return refuse('desk.delegation.not-found');
    const standing = standingOn(found, dayIn(needs.config.KAREZ_TIME_ZONE, at));
    if (standing !== 'in-force') return refuse('desk.delegation.wrong-state', { state: standing });
    const standIn = (await standInsUnder(needs, tx, [found])).get(found.id);
    if (!standIn) return refuse('desk.delegation.wrong-state', { state: 'void' });
    const before = actor.standsFor ?? actor.lapsed;
    if (before) await record('desk.act-as-self', { tx, hand: own(actor), id: before.delegationId, origin, at });
    await needs.saveActingUnder(tx, session.id, found.id);
    await record('desk.act-for', { tx, hand: standIn, id: found.id, origin, at });
    return { delegationId };
  });
}

/** Back to acting for oneself; nothing happens where one does. */
export async function actAsSelf(
  { database, clock, saveActingUnder }: Pick<DelegationNeeds, 'database' | 'clock' | 'saveActingUnder'>,
  { actor, origin }: Acting,
): Promise<{ done: true }> {
  const { session } = actor;
  const before = actor.standsFor ?? actor.lapsed;
  if (session && before)
    await database.transaction(async (tx) => {
      await saveActingUnder(tx, session.id, null);
      await record('desk.act-as-self', { tx, hand: own(actor), id: before.delegationId, origin, at: clock.now() });
    });
  return { done: true };
}

/** Going back is one's own deed, also where the delegation has ended. */
function own({ kind, id, orgId }: SessionActor): Parameters<typeof actedBy>[0] {
  return { kind, id, orgId };
}

type Recorded = {
  readonly tx: Transaction;
  readonly hand: Parameters<typeof actedBy>[0];
  readonly id: string;
  readonly origin: string;
  readonly at: Date;
};

async function record(action: string, { tx, hand, id, origin, at }: Recorded): Promise<void> {
  const object = { kind: 'desk.delegation', id };
  await recordEvidence(tx, { at, actor: actedBy(hand), action, outcome: { result: 'done' }, object, origin });
}
