import { roleCodes, type RoleCode } from '@karez/contract/identity/roles';
import { filingStates, type FilingState } from '@karez/contract/sharing/filing';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../src/modules/identity/actor.ts';
import { powersOf } from '../src/modules/identity/powers.ts';
import {
  filingActions,
  filingRules,
  mayDoFiling,
  maySeeFiling,
  seesEveryParty,
  type FilingAction,
} from '../src/modules/sharing/filing/filing-policy.ts';
import { filingMachine, type FilingRecord } from '../src/modules/sharing/filing/filing.ts';

const now = new Date('2026-12-01T02:00:00Z');
/** Where somebody may stand to a filing: its provider, a department that it affects, the authority, another department, another region's authority. */
const places = ['provider', 'requester', 'authority', 'other', 'county'] as const;
type Walker = { readonly place: (typeof places)[number]; readonly role: RoleCode; readonly actor: Actor };

const walkers: readonly Walker[] = places.flatMap((place) =>
  roleCodes.map((role) => {
    const regionCode = place === 'county' ? '650421' : '650400';
    // Provider and requester are members of the authority too: in their own case they decide nothing for it.
    const seated = place !== 'other';
    const memberships = seated ? [{ regionCode, powers: ['sharing.coordinate', 'sharing.decide-dispute'] }] : [];
    const powers = powersOf([{ role, orgId: place, regionCode, memberships }]);
    return { place, role, actor: { kind: 'person', id: `${role}@${place}`, orgId: place, regionCode, powers } };
  }),
);

const filingIn = (state: FilingState, hand = 'somebody'): FilingRecord => ({
  id: 'filing',
  no: 'BA-650400-20261201-0001',
  revision: 1,
  state,
  kind: 'stop',
  entryId: 'entry',
  serviceId: null,
  serviceName: null,
  providerOrgId: 'provider',
  providerRegionCode: '650400',
  authorityRegionCode: '650400',
  ruleSetId: '809-2025',
  reason: 'reason',
  basis: [],
  change: null,
  earliestOn: '2026-12-30',
  effectiveOn: '2027-01-15',
  notBefore: null,
  raisedBy: hand,
  raisedAt: now,
  signedBy: null,
  signedAt: null,
  decidedBy: null,
  decidedAt: null,
  endedAt: null,
});
const standing = (state: FilingState, isUnheard: boolean, hand?: string) => ({
  filing: filingIn(state, hand),
  requesterOrgIds: ['requester'],
  answerers: [],
  isUnheard,
});

/** From law.md alone: whose seat an action is. */
const seats: Readonly<Record<FilingAction, readonly string[]>> = {
  answer: ['APPLICANT@requester'],
  submit: ['OFFICE_HEAD@provider'],
  decide: ['AUTHORITY_ADMIN@authority'],
  withdraw: ['PROVIDER_HANDLER@provider'],
};

describe.each(filingActions)('809-27: %s on a filing', (action) => {
  test('every state × what was heard × role × place is answered as the tables say', () => {
    const wrong = filingStates.flatMap((state) =>
      [false, true].flatMap((isUnheard) =>
        walkers.flatMap(({ actor }) => {
          const answer = mayDoFiling(actor, action, standing(state, isUnheard));
          const isOpen = filingMachine[state][filingRules[action].event] !== undefined && (action !== 'submit' || !isUnheard);
          if (!isRefusal(answer) === (isOpen && seats[action].includes(actor.id))) return [];
          return [`${actor.id} in ${state}, ${isUnheard ? 'unheard' : 'heard'}: ${isRefusal(answer) ? answer.code : 'open'}`];
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

test('809-27: whoever filed does not sign, and a party that is a member of the authority does not decide', () => {
  const head = walkers.find(({ role, place }) => role === 'OFFICE_HEAD' && place === 'provider')?.actor;
  const member = walkers.find(({ role, place }) => role === 'AUTHORITY_ADMIN' && place === 'requester')?.actor;
  if (!head || !member) throw new Error('no such walkers');

  expect(mayDoFiling(head, 'submit', standing('negotiating', false, head.id))).toMatchObject({ code: 'sharing.filing.own-work' });
  expect(mayDoFiling(member, 'decide', standing('at-authority', false))).toMatchObject({ code: 'sharing.filing.party-decides' });
});

test('809-27: nobody has two hands in a filing, and what its head has signed the head takes back', () => {
  const actorOf = (role: RoleCode, place: string) => {
    const walker = walkers.find((one) => one.role === role && one.place === place);
    if (!walker) throw new Error(`no ${role}@${place}`);
    return walker.actor;
  };
  const [officer, applicant] = [actorOf('AUTHORITY_ADMIN', 'authority'), actorOf('APPLICANT', 'requester')];
  const [clerk, head] = [actorOf('PROVIDER_HANDLER', 'provider'), actorOf('OFFICE_HEAD', 'provider')];
  const own = { code: 'sharing.filing.own-work' };
  const signed = (state: FilingState, by = 'head') => ({ ...standing(state, false), filing: { ...filingIn(state), signedBy: by } });

  expect(mayDoFiling(officer, 'decide', standing('at-authority', false, officer.id))).toMatchObject(own);
  expect(mayDoFiling(officer, 'decide', signed('at-authority', officer.id))).toMatchObject(own);
  expect(mayDoFiling(officer, 'decide', { ...signed('at-authority'), answerers: [officer.id] })).toMatchObject(own);
  expect(mayDoFiling(officer, 'decide', signed('at-authority'))).toBe(true);
  expect(mayDoFiling(applicant, 'answer', standing('negotiating', false, applicant.id))).toMatchObject(own);
  expect(mayDoFiling(applicant, 'answer', signed('returned', applicant.id))).toMatchObject(own);
  expect(mayDoFiling(clerk, 'withdraw', signed('accepted'))).toMatchObject({ code: 'sharing.filing.not-own' });
  expect(mayDoFiling(head, 'withdraw', signed('accepted', head.id))).toBe(true);
});

test('a filing is seen by its provider, whom it affects and the authority; whole by the first and the last only', () => {
  const readers = walkers.filter(({ role }) => role === 'OFFICE_HEAD' || role === 'AUTHORITY_ADMIN');
  const see = readers.filter(({ actor }) => maySeeFiling(actor, standing('negotiating', false))).map(({ actor }) => actor.id);
  const seeAll = readers.filter(({ actor }) => seesEveryParty(actor, filingIn('negotiating'))).map(({ actor }) => actor.id);

  expect(see).toEqual([
    'AUTHORITY_ADMIN@provider',
    'OFFICE_HEAD@provider',
    'AUTHORITY_ADMIN@requester',
    'OFFICE_HEAD@requester',
    'AUTHORITY_ADMIN@authority',
  ]);
  expect(seeAll).not.toContain('OFFICE_HEAD@requester');
});
