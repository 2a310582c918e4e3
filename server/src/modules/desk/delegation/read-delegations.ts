import type { DelegableAnswer, DelegatedAct, DelegationAnswer, DelegationsAnswer, DelegationTab } from '@karez/contract/desk/delegation';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { delegatedActs } from '#modules/audit';
import type { Actor } from '#modules/identity';
import { ruleSetInForce } from '#modules/law';
import type { Reader } from '#platform/database';

import { cursorFrom, cursorText } from '../cursor.ts';
import { titlesOfSubjects } from '../todo-store.ts';
import { lendableBy, mayStandIn } from './delegable.ts';
import { countDelegations, delegationsBy, findDelegation, type Whose } from './delegation-store.ts';
import type { DelegationPorts } from './delegation-step.ts';
import { standingOn, type Delegation } from './delegation.ts';
import { maySeeDelegation, mayRevoke } from './revoke-delegation.ts';
import { standInsUnder, type StandInNeeds } from './stand-in.ts';

export type ReadNeeds = StandInNeeds & Pick<DelegationPorts, 'peopleIn'> & { readonly reader: Reader };
type PageAsked = { readonly cursor?: string | undefined; readonly limit: number };

/** Which delegations each tab asks for; the unit's for its heads. None while acting for another. */
function tabsOf({ id, orgId, powers, standsFor }: Actor): Partial<Record<DelegationTab, Whose>> {
  if (orgId === null || standsFor) return {};
  const leads = powers.some((held) => held.power === 'desk.oversee' && held.orgId === orgId);
  return { given: { orgId, person: id }, received: { orgId, delegate: id }, ...(leads ? { unit: { orgId, all: true } } : {}) };
}

/** A page of one tab of the delegations, and how many each tab has, by the same question. */
export async function readDelegations(
  needs: ReadNeeds,
  actor: Actor,
  { tab, cursor, limit }: PageAsked & { readonly tab: DelegationTab },
): Promise<DelegationsAnswer | Refusal> {
  const after = cursorFrom(cursor);
  if (after === 'invalid') return refuse('desk.cursor.invalid');
  const tabs = tabsOf(actor);
  const count = async (whose: Whose | undefined) => (whose ? countDelegations(needs.reader, whose) : 0);
  const counts = { given: await count(tabs.given), received: await count(tabs.received), unit: await count(tabs.unit) };
  const asked = tabs[tab];
  const found = asked ? await delegationsBy(needs.reader, asked, { after, limit: limit + 1 }) : [];
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  const next = last ? cursorText({ at: last.givenAt, id: last.id }) : null;
  return { items: await present(needs, actor, page), next, total: counts[tab], counts };
}

/** What the caller could lend under the rule set in force, and to whom. */
export async function readDelegable(needs: ReadNeeds, actor: Actor): Promise<DelegableAnswer> {
  const { reader, clock, config, actorsOf, peopleIn, titlesOf } = needs;
  const { id, orgId, powers } = actor;
  if (orgId === null || actor.standsFor) return { colleagues: [], work: [], signatures: [] };
  const now = clock.now();
  const people = (await peopleIn(reader, orgId)).filter((one) => one !== id);
  const actors = await actorsOf(reader, people, dayIn(config.KAREZ_TIME_ZONE, now));
  const fit = people.filter((one) => actors.get(one)?.some((held) => held.orgId === orgId && mayStandIn(held.powers, orgId)));
  const titles = await titlesOf(reader, fit);
  const { work, signatures } = lendableBy(powers, orgId, await ruleSetInForce(reader, now));
  return { colleagues: fit.map((one) => ({ id: one, title: titles.get(one) ?? '' })), work: [...work], signatures: [...signatures] };
}

/** One delegation for a reader who may see it. */
export async function readDelegation(needs: ReadNeeds, actor: Actor, delegationId: string): Promise<DelegationAnswer | Refusal> {
  const found = await findDelegation(needs.reader, delegationId);
  const [shown] = found && maySeeDelegation(actor, found) ? await present(needs, actor, [found]) : [];
  return shown ?? refuse('desk.delegation.not-found');
}

/** A page of what was done under a delegation, by the names of the cases: for both posts and the heads of the unit. */
export async function readDelegatedActs(
  { reader }: Pick<ReadNeeds, 'reader'>,
  actor: Actor,
  { delegationId, cursor, limit }: PageAsked & { readonly delegationId: string },
): Promise<{ items: DelegatedAct[]; next: string | null; total: number } | Refusal> {
  const after = cursorFrom(cursor);
  if (after === 'invalid') return refuse('desk.cursor.invalid');
  const delegation = await findDelegation(reader, delegationId);
  if (!delegation || !maySeeDelegation(actor, delegation)) return refuse('desk.delegation.not-found');
  const found = await delegatedActs(reader, delegationId, { after, limit: limit + 1 });
  const page = found.items.slice(0, limit);
  const last = found.items.length > limit ? page.at(-1) : undefined;
  const titles = await titlesOfSubjects(
    reader,
    page.flatMap(({ objectId }) => objectId ?? []),
  );
  return {
    items: page.map((act) => ({ ...act, at: act.at.toISOString(), title: titles.get(act.objectId ?? '') ?? null })),
    next: last ? cursorText({ at: last.at, id: last.recordId }) : null,
    total: found.total,
  };
}

async function present(needs: ReadNeeds, actor: Actor, delegations: readonly Delegation[]): Promise<DelegationAnswer[]> {
  const { reader, clock, config, titlesOf } = needs;
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const standIns = await standInsUnder(needs, reader, delegations);
  const titles = await titlesOf(
    reader,
    delegations.flatMap(({ personId, delegateId }) => [personId, delegateId]),
  );
  const post = (id: string) => ({ id, title: titles.get(id) ?? '' });
  return delegations.map((one) => {
    const days = standingOn(one, today);
    const standing = days === 'in-force' && !standIns.has(one.id) ? 'void' : days;
    const { id, no, kind, signs, firstDay, lastDay, reason } = one;
    return {
      id,
      no,
      kind,
      standing,
      signs,
      firstDay,
      lastDay,
      reason,
      person: post(one.personId),
      delegate: post(one.delegateId),
      deeds: [...one.deeds],
      givenAt: one.givenAt.toISOString(),
      endedAt: one.endedAt?.toISOString() ?? null,
      mayRevoke: !isRefusal(mayRevoke(actor, one, today)),
      mayAct: standing === 'in-force' && one.delegateId === actor.id && actor.standsFor === undefined,
    };
  });
}
