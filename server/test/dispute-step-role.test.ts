import { roleCodes, type RoleCode } from '@karez/contract/identity/roles';
import { disputeStates, type DisputeState } from '@karez/contract/sharing/dispute';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../src/modules/identity/actor.ts';
import { powersOf } from '../src/modules/identity/powers.ts';
import { disputeActions, disputeRules, mayDoDispute, type DisputeAction } from '../src/modules/sharing/dispute/dispute-policy.ts';
import { disputeMachine, type DisputeRecord } from '../src/modules/sharing/dispute/dispute.ts';

const now = new Date('2026-12-01T02:00:00Z');
/** Where somebody may stand to a dispute: on one of its sides, with the authority between them, in another department, with another region's authority. */
const places = ['provider', 'requester', 'authority', 'other', 'county'] as const;
type Walker = { readonly place: (typeof places)[number]; readonly role: RoleCode; readonly actor: Actor };

const walkers: readonly Walker[] = places.flatMap((place) =>
  roleCodes.map((role) => {
    const regionCode = place === 'county' ? '650421' : '650400';
    // The provider is a member of the authority too: in its own case it decides nothing for it.
    const seated = place === 'authority' || place === 'county' || place === 'provider';
    const memberships = seated ? [{ regionCode, powers: ['sharing.coordinate', 'sharing.decide-dispute'] }] : [];
    const powers = powersOf([{ role, orgId: place, regionCode, memberships }]);
    return { place, role, actor: { kind: 'person', id: `${role}@${place}`, orgId: place, regionCode, powers } };
  }),
);

type Situation = {
  readonly state: DisputeState;
  readonly offeredBy: 'requester' | 'provider' | null;
  readonly heard: boolean;
  readonly ranOut: boolean;
};

const disputeIn = ({ state, offeredBy, heard }: Situation, hand = 'somebody'): DisputeRecord => ({
  id: 'dispute',
  no: 'ZY-650400-20261201-0001',
  revision: 1,
  state,
  kind: 'application',
  applicationId: 'application',
  grantId: null,
  correctionId: null,
  correctionNo: null,
  entryId: 'entry',
  requesterOrgId: 'requester',
  providerOrgId: 'provider',
  providerRegionCode: '650400',
  authorityRegionCode: '650400',
  ruleSetId: '809-2025',
  matter: 'matter',
  itemNos: [1],
  refusal: null,
  offer: offeredBy === null ? null : { side: offeredBy, result: 'stands', itemNos: [], words: 'x', at: now.toISOString(), by: hand },
  heard,
  body: null,
  scan: null,
  document: null,
  enteredBy: hand,
  confirmedBy: null,
  outcome: null,
  raisedBy: hand,
  hands: [hand],
  raisedAt: now,
  endedAt: null,
  dueAt: null,
});

/** From law.md alone: whose seat an action is. */
const seats: Readonly<Record<DisputeAction, readonly string[]>> = {
  say: ['APPLICANT@requester', 'PROVIDER_HANDLER@provider', 'AUTHORITY_ADMIN@authority'],
  offer: ['OFFICE_HEAD@requester', 'OFFICE_HEAD@provider'],
  'answer-offer': ['OFFICE_HEAD@requester', 'OFFICE_HEAD@provider'],
  refer: ['APPLICANT@requester', 'PROVIDER_HANDLER@provider'],
  withdraw: ['APPLICANT@requester'],
  decide: ['AUTHORITY_LEADER@authority'],
  scan: ['AUTHORITY_ADMIN@authority'],
  enter: ['AUTHORITY_ADMIN@authority'],
  confirm: ['AUTHORITY_LEADER@authority'],
  execute: ['OFFICE_HEAD@provider'],
};

function mayBe({ place }: Walker, action: DisputeAction, { offeredBy, heard, ranOut }: Situation): boolean {
  if (action === 'answer-offer') return offeredBy !== null && offeredBy !== place;
  return action !== 'refer' || heard || ranOut;
}

const situations: readonly Situation[] = disputeStates.flatMap((state) =>
  ([null, 'requester', 'provider'] as const).flatMap((offeredBy) =>
    [false, true].flatMap((heard) => [false, true].map((ranOut) => ({ state, offeredBy, heard, ranOut }))),
  ),
);

describe.each(disputeActions)('809-28: %s in a dispute', (action) => {
  test('every state × offer × what was heard × term × role × place is answered as the tables say', () => {
    const { event } = disputeRules[action];
    const wrong = situations.flatMap((situation) =>
      walkers.flatMap((walker) => {
        const answer = mayDoDispute(walker.actor, action, { dispute: disputeIn(situation), termHasRunOut: situation.ranOut });
        const isSeat = seats[action].includes(walker.actor.id);
        const expected = isSeat && disputeMachine[situation.state][event] !== undefined && mayBe(walker, action, situation);
        if (!isRefusal(answer) === expected) return [];
        return [`${walker.actor.id} in ${JSON.stringify(situation)}: ${isRefusal(answer) ? answer.code : answer}, not ${String(expected)}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('nobody answers their own offer, from whichever side', () => {
    if (action !== 'answer-offer') return;
    for (const { actor, place } of walkers.filter((walker) => seats[action].includes(walker.actor.id))) {
      const offeredBy = place === 'provider' ? 'requester' : 'provider';
      const dispute = disputeIn({ state: 'negotiating', offeredBy, heard: true, ranOut: false }, actor.id);
      expect(mayDoDispute(actor, action, { dispute, termHasRunOut: false })).toMatchObject({ code: 'sharing.dispute.own-offer' });
    }
  });

  test('nobody judges what they signed, raised or pleaded for a party, nor confirms what they entered, from whichever seat', () => {
    const state = { decide: 'at-authority', scan: 'above', enter: 'above', confirm: 'entered' } as const;
    if (action !== 'decide' && action !== 'confirm' && action !== 'scan' && action !== 'enter') return;
    const situation: Situation = { state: state[action], offeredBy: null, heard: true, ranOut: false };
    const able = walkers.filter(({ actor }) => seats[action].includes(actor.id));
    expect(able.length).toBeGreaterThan(0);
    const open = { ...disputeIn(situation), enteredBy: null };
    for (const { actor } of able) {
      const own = [
        { ...open, hands: ['somebody', actor.id] },
        { ...open, raisedBy: actor.id },
        ...(action === 'confirm' ? [{ ...open, enteredBy: actor.id }] : []),
      ];
      for (const dispute of own)
        expect(mayDoDispute(actor, action, { dispute, termHasRunOut: false })).toMatchObject({ code: 'sharing.dispute.own-work' });
      expect(mayDoDispute(actor, action, { dispute: open, termHasRunOut: false })).toBe('authority');
    }
  });
});
