import { dayIn } from '@karez/kit/clock';
import type { Actor } from '#modules/identity';
import type { StandsFor } from '#platform/caller';
import type { Reader } from '#platform/database';

import { mayStandIn, passingNow } from './delegable.ts';
import { delegationsInForce, findDelegation } from './delegation-store.ts';
import type { DelegationNeeds } from './delegation-step.ts';
import { standingOn, type Delegation } from './delegation.ts';

export type StandInNeeds = Pick<DelegationNeeds, 'clock' | 'config' | 'actorsOf' | 'titlesOf'>;

/**
 * Whoever acts under each of some delegations today, by delegation: the delegate's own account, with those powers of the other that pass and that
 * the other holds today, and none of their own. One is absent where its days, an account, a post or the delegate's fitness have ended.
 */
export async function standInsUnder(
  { clock, config, actorsOf, titlesOf }: StandInNeeds,
  reader: Reader,
  delegations: readonly Delegation[],
): Promise<ReadonlyMap<string, Actor & { readonly standsFor: StandsFor }>> {
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const inForce = delegations.filter((one) => standingOn(one, today) === 'in-force');
  if (inForce.length === 0) return new Map();
  const people = [...new Set(inForce.flatMap(({ personId, delegateId }) => [personId, delegateId]))];
  const actors = await actorsOf(reader, people, today);
  const titles = await titlesOf(reader, people);
  const within = (personId: string, orgId: string) => actors.get(personId)?.find((one) => one.orgId === orgId);
  return new Map(
    inForce.flatMap((one) => {
      const [own, other] = [within(one.delegateId, one.orgId), within(one.personId, one.orgId)];
      const passing = own && other && mayStandIn(own.powers, one.orgId) ? passingNow(one, other.powers) : undefined;
      return own && passing
        ? [[one.id, { ...own, powers: passing.powers, standsFor: { ...namedIn(one, titles), deeds: passing.deeds } }]]
        : [];
    }),
  );
}

/** A delegation as whoever acts under it carries it. */
function namedIn({ id, no, personId, delegateId, lastDay }: Delegation, titles: ReadonlyMap<string, string>): Omit<StandsFor, 'deeds'> {
  return { delegationId: id, no, personId, byTitle: titles.get(delegateId) ?? '', forTitle: titles.get(personId) ?? '', lastDay };
}

/** What a session that acts under a delegation makes of its person: whoever stands in, or what has ended meanwhile. Asked at every request. */
export async function actingUnder(
  needs: StandInNeeds,
  reader: Reader,
  { delegationId, personId }: { readonly delegationId: string; readonly personId: string },
): Promise<{ readonly actor: Actor } | { readonly lapsed: Omit<StandsFor, 'deeds'> } | undefined> {
  const found = await findDelegation(reader, delegationId);
  if (!found || found.delegateId !== personId) return undefined;
  const actor = (await standInsUnder(needs, reader, [found])).get(found.id);
  return actor ? { actor } : { lapsed: namedIn(found, await needs.titlesOf(reader, [found.personId, found.delegateId])) };
}

/** Those for whom the caller may act today, as the actors that the delegations make of them. */
export async function standInsOf(needs: StandInNeeds, reader: Reader, actor: Actor): Promise<readonly Actor[]> {
  const { id, orgId } = actor;
  if (actor.kind !== 'person' || orgId === null || actor.standsFor || actor.lapsed) return [];
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  const found = await delegationsInForce(reader, { delegateId: id, orgId, today });
  return [...(await standInsUnder(needs, reader, found)).values()];
}
