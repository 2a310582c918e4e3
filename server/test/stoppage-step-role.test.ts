import { roleCodes } from '@karez/contract/identity/roles';
import { stoppageStates, type StoppageState } from '@karez/contract/sharing/stoppage';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../src/modules/identity/actor.ts';
import { powersOf } from '../src/modules/identity/powers.ts';
import {
  maySeeStoppage,
  mayDoStoppage,
  stoppageActions,
  stoppageRules,
  type StoppageAction,
} from '../src/modules/sharing/stoppage/stoppage-policy.ts';
import { stoppageMachine, type StoppageRecord } from '../src/modules/sharing/stoppage/stoppage.ts';

const now = new Date('2026-12-01T02:00:00Z');
const places = ['provider', 'requester', 'authority', 'other', 'county'] as const;

const walkers: readonly Actor[] = places.flatMap((place) =>
  roleCodes.map((role) => {
    const regionCode = place === 'county' ? '650421' : '650400';
    // The provider is a member of the authority too: in its own case it decides nothing for it.
    const seated = place === 'authority' || place === 'county' || place === 'provider';
    const memberships = seated ? [{ regionCode, powers: ['sharing.coordinate'] }] : [];
    return {
      kind: 'person',
      id: `${role}@${place}`,
      orgId: place,
      regionCode,
      powers: powersOf([{ role, orgId: place, regionCode, memberships }]),
    };
  }),
);

const stoppageIn = (state: StoppageState): StoppageRecord => ({
  id: 'stoppage',
  revision: 1,
  state,
  cause: 'offline',
  entryId: 'entry',
  providerOrgId: 'provider',
  providerRegionCode: '650400',
  authorityRegionCode: '650400',
  ruleSetId: '809-2025',
  since: now,
  lastFailedAt: null,
  foundAt: state === 'watched' ? null : now,
  explanation: null,
  explainedBy: null,
  explainedAt: null,
  conclusion: null,
  concludedBy: null,
  concludedAt: null,
  endedAt: null,
});

/** From law.md alone: whose seat an action is. */
const seats: Readonly<Record<StoppageAction, readonly string[]>> = {
  explain: ['PROVIDER_HANDLER@provider'],
  close: ['AUTHORITY_ADMIN@authority'],
};

describe.each(stoppageActions)('809-27: %s a stop without a filing', (action) => {
  test('every state × role × place is answered as the tables say', () => {
    const wrong = stoppageStates.flatMap((state) =>
      walkers.flatMap((actor) => {
        const answer = mayDoStoppage(actor, action, stoppageIn(state));
        const isOpen = stoppageMachine[state][stoppageRules[action].event] !== undefined;
        if (!isRefusal(answer) === (isOpen && seats[action].includes(actor.id))) return [];
        return [`${actor.id} in ${state}: ${isRefusal(answer) ? answer.code : 'open'}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

test('what is only watched is seen by its provider; a finding by the authority too; by nobody else', () => {
  const seeing = (state: StoppageState) =>
    new Set(walkers.filter((actor) => maySeeStoppage(actor, stoppageIn(state))).map(({ orgId }) => orgId));
  expect(seeing('watched')).toEqual(new Set(['provider']));
  expect(seeing('found')).toEqual(new Set(['provider', 'authority']));
});
