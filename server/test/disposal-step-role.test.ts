import { roleCodes, type RoleCode } from '@karez/contract/identity/roles';
import { disposalStates, type DisposalState } from '@karez/contract/sharing/disposal';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../src/modules/identity/actor.ts';
import { powersOf } from '../src/modules/identity/powers.ts';
import { disposalActions, disposalRules, mayDoDisposal, type DisposalAction } from '../src/modules/sharing/disposal/disposal-policy.ts';
import { disposalMachine, unchecked, unreported, type DisposalRecord } from '../src/modules/sharing/disposal/disposal.ts';

const now = new Date('2026-12-01T02:00:00Z');
/** Where somebody may stand to a disposal: on one of its sides, with the authority between them, in another department, with another region's authority. */
const places = ['provider', 'requester', 'authority', 'other', 'county'] as const;
type Walker = { readonly place: (typeof places)[number]; readonly role: RoleCode; readonly actor: Actor };

const walkers: readonly Walker[] = places.flatMap((place) =>
  roleCodes.map((role) => {
    const regionCode = place === 'county' ? '650421' : '650400';
    // The requester is a member of the authority too: in its own case it decides nothing for it.
    const seated = place === 'authority' || place === 'county' || place === 'requester';
    const memberships = seated ? [{ regionCode, powers: ['sharing.restrict', 'sharing.coordinate', 'sharing.decide-dispute'] }] : [];
    const powers = powersOf([{ role, orgId: place, regionCode, memberships }]);
    return { place, role, actor: { kind: 'person', id: `${role}@${place}`, orgId: place, regionCode, powers } };
  }),
);

type Situation = { readonly state: DisposalState; readonly side: 'provider' | 'authority' };

function disposalIn({ state, side }: Situation, hand = 'somebody'): DisposalRecord {
  const checked = { ...unchecked, checkSide: side, checkBy: 'hand' as const, checkOrderedAt: now };
  return {
    ...unreported,
    ...(state === 'checking' || state === 'passed' ? checked : unchecked),
    id: 'disposal',
    no: 'CZ-650400-20261201-0001',
    revision: 1,
    state,
    trigger: 'revoked',
    grantId: 'grant',
    entryId: 'entry',
    requesterOrgId: 'requester',
    requesterRegionCode: '650400',
    providerOrgId: 'provider',
    providerRegionCode: '650400',
    authorityRegionCode: '650400',
    ruleSetId: '809-2025',
    round: 1,
    reason: '',
    instruction: { method: 'delete', words: '', basis: [] },
    instructed: false,
    ...(state === 'ordered' ? {} : { reportedBy: hand }),
    ...(state === 'ordered' || state === 'reported' ? {} : { signedBy: 'head' }),
    orderedAt: now,
    certifiedAt: null,
    dueAt: null,
  };
}

/** From law.md alone: who does what on which side. */
function stands({ place, role }: Walker, action: DisposalAction, { state, side }: Situation): boolean {
  const seat = `${role}@${place}`;
  const checkers = { provider: 'PROVIDER_HANDLER@provider', authority: 'AUTHORITY_ADMIN@authority' };
  const seats = {
    instruct: [checkers.provider],
    report: ['APPLICANT@requester'],
    sign: ['OFFICE_HEAD@requester'],
    'order-check': Object.values(checkers),
    'record-check': state === 'checking' ? [checkers[side]] : Object.values(checkers),
  };
  return seats[action].includes(seat);
}

const situations = disposalStates.flatMap((state) => (['provider', 'authority'] as const).map((side): Situation => ({ state, side })));

describe.each(disposalActions)('809-27: %s of a disposal', (action) => {
  test('every state × checking side × role × place is answered as the tables say', () => {
    const { event } = disposalRules[action];
    const wrong = situations.flatMap((situation) =>
      walkers.flatMap((walker) => {
        const answer = mayDoDisposal(walker.actor, action, disposalIn(situation));
        const expected = stands(walker, action, situation) && disposalMachine[situation.state][event] !== undefined;
        if ((answer === true) === expected) return [];
        return [
          `${walker.actor.id} in ${situation.state} by ${situation.side}: ${isRefusal(answer) ? answer.code : 'may'}, not ${String(expected)}`,
        ];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('whoever reported neither signs nor checks', () => {
    if (action !== 'sign' && action !== 'record-check') return;
    const situation: Situation = { state: action === 'sign' ? 'reported' : 'checking', side: 'provider' };
    const able = walkers.filter((walker) => stands(walker, action, situation));
    expect(able.length).toBeGreaterThan(0);
    for (const { actor } of able)
      expect(mayDoDisposal(actor, action, disposalIn(situation, actor.id))).toMatchObject({ code: 'sharing.disposal.own-work' });
  });
});
