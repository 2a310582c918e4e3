import { roleCodes, type RoleCode } from '@karez/contract/identity/roles';
import { grantSuspensionSchema } from '@karez/contract/sharing/schemas';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../src/modules/identity/actor.ts';
import { powersOf } from '../src/modules/identity/powers.ts';
import type { GrantRecord } from '../src/modules/sharing/grant-store.ts';
import { mayDoTo, suspensionDeeds, type SuspensionDeed } from '../src/modules/sharing/suspension/suspension-policy.ts';
import { suspensionMachine, type Suspension } from '../src/modules/sharing/suspension/suspension.ts';
import { grantBetween } from './grant-between.ts';

const now = new Date('2026-12-01T02:00:00Z');
const states = ['none', ...grantSuspensionSchema.shape.state.options] as const;
const deeds = Object.keys(suspensionDeeds) as SuspensionDeed[];

/** Where somebody may stand to a grant: on one of its sides, with the authority between them, in another department, with another region's authority. */
const places = ['provider', 'requester', 'authority', 'other', 'county'] as const;
type Place = (typeof places)[number];
type Walker = { readonly place: Place; readonly role: RoleCode; readonly actor: Actor };

const walkers: readonly Walker[] = places.flatMap((place) =>
  roleCodes.map((role) => {
    const regionCode = place === 'county' ? '650421' : '650400';
    // The provider is a member of the authority too: in its own case it decides nothing for it.
    const seated = place === 'authority' || place === 'county' || place === 'requester';
    const memberships = seated ? [{ regionCode, powers: ['sharing.restrict', 'sharing.coordinate'] }] : [];
    const powers = powersOf([{ role, orgId: place, regionCode, memberships }]);
    return { place, role, actor: { kind: 'person', id: `${role}@${place}`, orgId: place, regionCode, powers } };
  }),
);

const suspension = (state: Suspension['state'], side: Suspension['side'], reportedBy: string): Suspension => ({
  id: 'suspension',
  grantId: 'grant',
  no: 1,
  state,
  side,
  organisationId: side,
  fact: '超范围使用',
  basis: [],
  suspendedBy: 'head',
  suspendedAt: now,
  report: state === 'suspended' ? null : { words: '已整改', by: reportedBy, at: now },
  decidedBy: null,
  endedAt: null,
});
const isOpen = (state: string): state is 'suspended' | 'reported' => state === 'suspended' || state === 'reported';

const grant = (suspended: boolean): GrantRecord => {
  const running = grantBetween('requester', 'provider');
  const restriction = {
    id: 'suspension',
    by: 'provider' as const,
    basis: { instrument: 'x', article: 'y' },
    from: now.toISOString(),
    to: null,
  };
  return suspended ? { ...running, document: { ...running.document, restrictions: [restriction] } } : running;
};

/** From the tables alone: who does a deed on which side. */
function stands({ place, role }: Walker, deed: SuspensionDeed, side: Suspension['side'] | null): boolean {
  if (suspensionDeeds[deed].by === 'holder') return place === 'requester' && role === 'APPLICANT';
  const asProvider = place === 'provider' && role === 'OFFICE_HEAD';
  const asAuthority = place === 'authority' && role === 'AUTHORITY_LEADER';
  if (side === null) return asProvider || asAuthority;
  return side === 'provider' ? asProvider : asAuthority;
}

function allows(deed: SuspensionDeed, state: (typeof states)[number], termHasRunOut: boolean): boolean {
  const { event } = suspensionDeeds[deed];
  if (event === null) return !isOpen(state);
  if (state === 'none' || suspensionMachine[state][event] === undefined) return false;
  return event !== 'terminate' || state === 'reported' || termHasRunOut;
}

const ask = (
  walker: Walker,
  deed: SuspensionDeed,
  at: { state: (typeof states)[number]; side: Suspension['side']; ranOut: boolean; by?: string },
) =>
  mayDoTo(walker.actor, deed, {
    grant: grant(isOpen(at.state)),
    open: isOpen(at.state) ? suspension(at.state, at.side, at.by ?? 'applicant') : undefined,
    termHasRunOut: at.ranOut,
    now,
  });

const situations = states.flatMap((state) =>
  (['provider', 'authority'] as const).flatMap((side) => [false, true].map((ranOut) => ({ state, side, ranOut }))),
);

describe.each(deeds)('809-27: %s', (deed) => {
  test('every state × side × term × role × place is answered as the tables say', () => {
    const wrong = situations.flatMap(({ state, side, ranOut }) =>
      walkers.flatMap((walker) => {
        const answer = ask(walker, deed, { state, side, ranOut });
        const expected = stands(walker, deed, isOpen(state) && deed !== 'suspend' ? side : null) && allows(deed, state, ranOut);
        if ((answer === true) === expected) return [];
        return [`${walker.actor.id} in ${state} by ${side}: ${isRefusal(answer) ? answer.code : 'may'}, not ${String(expected)}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('whoever reported a rectification does not judge it', () => {
    const { event } = suspensionDeeds[deed];
    if (event === null || event === 'report') return;
    for (const walker of walkers.filter((one) => stands(one, deed, 'provider')))
      expect(ask(walker, deed, { state: 'reported', side: 'provider', ranOut: true, by: walker.actor.id })).toMatchObject({
        code: 'sharing.suspension.own-work',
      });
  });
});
