import type { HandoverPlanAnswer } from '@karez/contract/desk/handover';
import { roleCodes } from '@karez/contract/identity/roles';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';

import { reaches } from '../addressee.ts';
import type { DelegationPorts } from '../delegation/delegation-step.ts';
import type { Title } from '../todo.ts';
import { countStarted, waitingForPosts } from './handover-store.ts';
import { leads, unitOfHandover } from './handover.ts';
import type { HeldInPerson, HeldItem, Holding } from './held-in-person.ts';

/** What identity and the modules that hold something in person lend. */
export type HandoverPorts = Pick<DelegationPorts, 'actorsOf' | 'titlesOf' | 'peopleIn'> & {
  readonly rolesWith: (power: string) => readonly string[];
  readonly heldInPerson: readonly HeldInPerson[];
  /** Drafts that somebody has started in a unit, as far as the caller may know of them. */
  readonly draftsOf: (reader: Reader, holding: Holding) => Promise<readonly { readonly title: Title; readonly link: string }[]>;
};
export type HandoverNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'> & HandoverPorts;
export type PlanNeeds = Pick<HandoverNeeds, 'clock' | 'config'> & HandoverPorts & { readonly reader: Reader };

/** One thing that is held, how it goes on, and what speaks against its going to the colleague. */
export type PlannedItem = HeldItem & { readonly held: HeldInPerson; readonly obstacle: Refusal | null };
type Pair = { readonly fromId: string; readonly toId?: string | undefined };
export type Plan = { readonly orgId: string; readonly to: Actor | null; readonly items: readonly PlannedItem[] };

/** From whom the caller may hand over, and to whom. */
export async function readHandoverPeople(needs: PlanNeeds, actor: Actor) {
  const { reader, peopleIn, titlesOf } = needs;
  const { id, orgId } = actor;
  if (orgId === null || actor.standsFor) return { from: [], to: [] };
  const people = await peopleIn(reader, orgId);
  const titles = await titlesOf(reader, [...people, ...(await holdersIn(needs, orgId))]);
  const inPost = await colleaguesIn(needs, orgId);
  const posts = (ids: Iterable<string>) => [...ids].map((one) => ({ id: one, title: titles.get(one) ?? '' }));
  return { from: posts(leads(actor) ? titles.keys() : [id]), to: posts(inPost.keys()) };
}

async function holdersIn({ reader, heldInPerson }: PlanNeeds, orgId: string): Promise<readonly string[]> {
  return (await Promise.all(heldInPerson.map((held) => held.holdersIn(reader, orgId)))).flat();
}

/** Everybody in post in a unit, each as they act there today. */
async function colleaguesIn({ reader, peopleIn, actorsOf, clock, config }: PlanNeeds, orgId: string): Promise<ReadonlyMap<string, Actor>> {
  const found = await actorsOf(reader, await peopleIn(reader, orgId), dayIn(config.KAREZ_TIME_ZONE, clock.now()));
  return new Map(
    [...found].flatMap(([id, actors]): [string, Actor][] => {
      const here = actors.find((one) => one.orgId === orgId);
      return here ? [[id, here]] : [];
    }),
  );
}

/** What somebody holds in person now, and what of it the colleague may take; or why the caller may not ask. */
export async function planOf(needs: PlanNeeds, actor: Actor, { fromId, toId }: Pair): Promise<Plan | Refusal> {
  const unit = unitOfHandover(actor, fromId);
  if (isRefusal(unit)) return unit;
  const { orgId } = unit;
  const known = [...(await needs.peopleIn(needs.reader, orgId)), ...(await holdersIn(needs, orgId))];
  if (!known.includes(fromId)) return refuse('desk.handover.not-found');
  if (toId === fromId) return refuse('desk.handover.oneself');
  const to = toId === undefined ? null : ((await colleaguesIn(needs, orgId)).get(toId) ?? refuse('desk.handover.unfit'));
  if (isRefusal(to)) return to;
  const items = await Promise.all(needs.heldInPerson.map((held) => plannedOf(needs, held, { personId: fromId, orgId, actor, to })));
  return { orgId, to, items: items.flat() };
}

async function plannedOf(
  { reader }: PlanNeeds,
  held: HeldInPerson,
  { to, ...holding }: Holding & { readonly to: Actor | null },
): Promise<PlannedItem[]> {
  const items = await held.heldBy(reader, holding);
  const ids = items.map(({ id }) => id);
  const obstacles = to === null ? new Map<string, Refusal>() : await held.obstacles(reader, ids, to);
  return items.map((item) => ({ ...item, held, obstacle: obstacles.get(item.id) ?? null }));
}

/** The plan as the wizard shows it, with what waits for the posts and stays there. */
export async function readHandoverPlan(needs: PlanNeeds, actor: Actor, pair: Pair): Promise<HandoverPlanAnswer | Refusal> {
  const plan = await planOf(needs, actor, pair);
  if (isRefusal(plan)) return plan;
  const { reader, titlesOf, draftsOf } = needs;
  const { orgId, to } = plan;
  const { fromId } = pair;
  const titles = await titlesOf(reader, [fromId, ...(to ? [to.id] : [])]);
  const post = (id: string) => ({ id, title: titles.get(id) ?? '' });
  const drafts = await draftsOf(reader, { personId: fromId, orgId, actor });
  return {
    from: post(fromId),
    to: to && post(to.id),
    items: plan.items.map(({ held, since, obstacle, kind, id, title, link }) => ({
      kind,
      id,
      title: { key: title.key, params: { ...title.params } },
      link,
      deed: held.deed,
      since: since.toISOString(),
      obstacle: obstacle && { code: obstacle.code, params: { ...obstacle.params } },
    })),
    posts: await postsOf(needs, { orgId, fromId, to }),
    drafts: drafts.map(({ title, link }) => ({ title: { key: title.key, params: { ...title.params } }, link })),
    begun: await countStarted(reader, { personId: fromId, orgId }),
  };
}

async function postsOf(
  needs: PlanNeeds,
  { orgId, fromId, to }: { readonly orgId: string; readonly fromId: string; readonly to: Actor | null },
): Promise<HandoverPlanAnswer['posts']> {
  const colleagues = await colleaguesIn(needs, orgId);
  const from = colleagues.get(fromId);
  if (!from) return [];
  const others = [...colleagues.values()].filter(({ id }) => id !== fromId);
  return (await waitingForPosts(needs.reader, from)).map(({ for: addressee, power, open }) => ({
    roles: roleCodes.filter((role) => needs.rolesWith(power).includes(role)),
    open,
    others: others.filter((one) => reaches(addressee, one)).length,
    reaches: to && reaches(addressee, to),
  }));
}
