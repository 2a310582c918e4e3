import { delegationsShownMax, type DelegationAnswer, type DelegationsAnswer } from '@karez/contract/desk/delegation';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { delegatedActs } from '#modules/audit';
import { personTitle, type Actor } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';

import { mayStandIn, signaturesOf, workOf } from './delegable.ts';
import { delegationsBy, delegationsInForce, findDelegation } from './delegation-store.ts';
import { delegatedBy, type DelegationPorts } from './delegation-step.ts';
import { standingOn, type Delegation } from './delegation.ts';
import { maySeeDelegation, mayRevoke } from './revoke-delegation.ts';

export type ReadNeeds = Pick<Needs, 'clock' | 'config'> & DelegationPorts & { readonly reader: Reader };

/** The page of delegations: given, received, and for heads the unit's; and what the caller could delegate to whom. */
export async function readDelegations(needs: ReadNeeds, actor: Actor): Promise<DelegationsAnswer> {
  const { reader, clock, config, colleaguesIn } = needs;
  const { id, orgId, powers } = actor;
  if (orgId === null || actor.standsFor) return { given: [], received: [], unit: [], colleagues: [], handling: [], signatures: [] };
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const leads = powers.some((held) => held.power === 'desk.oversee' && held.orgId === orgId);
  const shown = async (by: Parameters<typeof delegationsBy>[1]) =>
    present(
      needs,
      actor,
      (await delegationsBy(reader, by, delegationsShownMax)).filter((one) => one.orgId === orgId),
    );
  const colleagues = (await colleaguesIn(reader, orgId, today)).filter((one) => one.id !== id && mayStandIn(one.powers, orgId));
  return {
    given: await shown({ person: id }),
    received: await shown({ delegate: id }),
    unit: leads ? await shown({ orgId }) : [],
    colleagues: colleagues.map((one) => ({ id: one.id, title: one.title })),
    handling: workOf(powers, orgId),
    signatures: signaturesOf(powers, orgId, await ruleSetInForce(reader, clock.now())).map(({ power, articles }) => ({
      power,
      articles: [...articles],
    })),
  };
}

/** One delegation for a reader who may see it. */
export async function readDelegation(needs: ReadNeeds, actor: Actor, delegationId: string): Promise<DelegationAnswer | Refusal> {
  const found = await findDelegation(needs.reader, delegationId);
  const [shown] = found && maySeeDelegation(actor, found) ? await present(needs, actor, [found]) : [];
  return shown ?? refuse('desk.delegation.not-found');
}

/** What was done under a delegation: for both posts and the heads of the unit. */
export async function readDelegatedActs(needs: ReadNeeds, actor: Actor, delegationId: string) {
  const found = await findDelegation(needs.reader, delegationId);
  if (!found || !maySeeDelegation(actor, found)) return refuse('desk.delegation.not-found');
  const { items, total } = await delegatedActs(needs.reader, delegationId, delegationsShownMax);
  return { items: items.map((act) => ({ ...act, at: act.at.toISOString() })), total };
}

/** Those for whom the caller may act today, as the actors that the delegations make of them. */
export async function standInsOf({ reader, clock, config, standInActor }: ReadNeeds, actor: Actor): Promise<Actor[]> {
  const { id, orgId } = actor;
  if (actor.kind !== 'person' || orgId === null || actor.standsFor) return [];
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const found = await delegationsInForce(reader, { delegateId: id, orgId, today });
  const actors: Actor[] = [];
  for (const one of found) {
    const standIn = await standInActor(reader, delegatedBy(one), today);
    if (standIn) actors.push(standIn);
  }
  return actors;
}

async function present(needs: ReadNeeds, actor: Actor, delegations: readonly Delegation[]): Promise<DelegationAnswer[]> {
  const { reader, clock, config, standInActor } = needs;
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const answers: DelegationAnswer[] = [];
  for (const one of delegations) {
    const days = standingOn(one, today);
    const isVoid = days === 'in-force' && (await standInActor(reader, delegatedBy(one), today)) === undefined;
    const standing = isVoid ? 'void' : days;
    answers.push({
      id: one.id,
      no: one.no,
      kind: one.kind,
      standing,
      person: { id: one.personId, title: await personTitle(reader, one.personId) },
      delegate: { id: one.delegateId, title: await personTitle(reader, one.delegateId) },
      signs: one.signs,
      powers: [...one.powers],
      firstDay: one.firstDay,
      lastDay: one.lastDay,
      reason: one.reason,
      givenAt: one.givenAt.toISOString(),
      endedAt: one.endedAt?.toISOString() ?? null,
      mayRevoke: !isRefusal(mayRevoke(actor, one, today)),
      mayAct: standing === 'in-force' && one.delegateId === actor.id && actor.standsFor === undefined,
    });
  }
  return answers;
}
