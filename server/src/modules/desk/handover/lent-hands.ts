import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';

import { delegationsNotRevoked, lockDelegation } from '../delegation/delegation-store.ts';
import type { DelegationNeeds } from '../delegation/delegation-step.ts';
import { standingOn, type Delegation } from '../delegation/delegation.ts';
import { endDelegation } from '../delegation/revoke-delegation.ts';
import type { HeldInPerson, HeldItem, Taking } from './held-in-person.ts';

type LentNeeds = Pick<DelegationNeeds, 'clock' | 'config' | 'newId' | 'titlesOf'>;

const concern = ({ personId, delegateId }: Delegation, person: string) => personId === person || delegateId === person;

/** Delegations (代, AB岗) from or to a person: they rest on two people, are nobody else's, and end with the hand-over. */
export function lentHands(needs: LentNeeds): HeldInPerson {
  const runs = (one: Delegation) =>
    ['coming', 'in-force'].includes(standingOn(one, dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now())));
  const running = async (reader: Reader, orgId: string) => (await delegationsNotRevoked(reader, orgId)).filter(runs);
  return {
    kind: 'desk.delegation',
    deed: 'end',
    heldBy: async (reader, { personId, orgId }) => {
      const found = (await running(reader, orgId)).filter((one) => concern(one, personId));
      const titles = await needs.titlesOf(
        reader,
        found.flatMap((one) => [one.personId, one.delegateId]),
      );
      return found.map((one) => lineOf(one, personId, titles));
    },
    // Whoever has left and only has delegations holds nothing up: they are void.
    holdersIn: async () => [],
    obstacles: async () => new Map(),
    take: async (tx, { id, personId, orgId, actor, at, origin }: Taking): Promise<true | Refusal> => {
      const found = await lockDelegation(tx, id);
      if (!found || found.orgId !== orgId || !concern(found, personId) || !runs(found)) return refuse('desk.handover.changed');
      return endDelegation(tx, needs, { found, actor, origin, at });
    },
  };
}

function lineOf(one: Delegation, personId: string, titles: ReadonlyMap<string, string>): HeldItem {
  const isGiven = one.personId === personId;
  const other = titles.get(isGiven ? one.delegateId : one.personId) ?? '';
  return {
    kind: 'desk.delegation',
    id: one.id,
    title: { key: `desk.handover.delegation-${isGiven ? 'given' : 'received'}`, params: { no: one.no, other } },
    link: '/desk/delegations',
    since: one.givenAt,
  };
}
