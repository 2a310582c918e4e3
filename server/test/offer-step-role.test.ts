import { roleCodes } from '@karez/contract/identity/roles';
import { offerStates, type OfferState } from '@karez/contract/sharing/offer';
import { isRefusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../src/modules/identity/actor.ts';
import { powersOf } from '../src/modules/identity/powers.ts';
import { maySeeOffer, mayDoOffer, offerActions, type OfferAction } from '../src/modules/sharing/offer/offer-policy.ts';
import { offerMachine, type OfferRecord } from '../src/modules/sharing/offer/offer.ts';

const at = new Date('2026-12-01T02:00:00Z');
const openUntil = new Date('2026-12-15T02:00:00Z');
const places = ['provider', 'requester', 'authority', 'other'] as const;
const walkers: readonly Actor[] = places.flatMap((place) =>
  roleCodes.map((role) => {
    const memberships = place === 'authority' ? [{ regionCode: '650400', powers: ['sharing.coordinate'] }] : [];
    const powers = powersOf([{ role, orgId: place, regionCode: '650400', memberships }]);
    return { kind: 'person', id: `${role}@${place}`, orgId: place, regionCode: '650400', powers };
  }),
);

const offerIn = (state: OfferState, more: Partial<OfferRecord> = {}): OfferRecord => ({
  id: 'offer',
  revision: 1,
  state,
  entryId: 'entry',
  providerOrgId: 'provider',
  requesterOrgId: 'requester',
  content: { itemNos: [1], callsPerDay: null, validFrom: null, validTo: null, words: '可直接取用。' },
  ruleSetId: '809-2025',
  preparedBy: 'preparer',
  preparedAt: at,
  openUntil,
  applicationId: null,
  leftOut: [],
  reason: null,
  endedBy: null,
  endedAt: null,
  ...more,
});

/** From law.md alone: whose seat an action is. */
const seats: Readonly<Record<OfferAction, string>> = {
  claim: 'APPLICANT@requester',
  decline: 'APPLICANT@requester',
  withdraw: 'PROVIDER_HANDLER@provider',
};

describe.each(offerActions)('91-5.0.3: %s an application that was prepared', (action) => {
  test('every state × role × place is answered as the tables say', () => {
    const wrong = offerStates.flatMap((state) =>
      walkers.flatMap((actor) => {
        const answer = mayDoOffer(actor, action, { offer: offerIn(state), at });
        const isOpen = offerMachine[state][action] !== undefined;
        if (!isRefusal(answer) === (isOpen && actor.id === seats[action])) return [];
        return [`${actor.id} in ${state}: ${isRefusal(answer) ? answer.code : 'open'}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('when its term is over nobody does it any more', () => {
    const open = walkers.filter((actor) => mayDoOffer(actor, action, { offer: offerIn('open'), at: openUntil }) === true);
    expect(open).toEqual([]);
  });

  test('91-5.1: whoever prepared it may take it back, and does not answer it for the other department', () => {
    const actor = walkers.find(({ id }) => id === seats[action]);
    if (!actor) throw new Error('nobody sits there');
    const answer = mayDoOffer(actor, action, { offer: offerIn('open', { preparedBy: actor.id }), at });
    if (action === 'withdraw') expect(answer).toBe(true);
    else expect(answer).toMatchObject({ code: 'sharing.offer.own-work' });
  });
});

test('it is seen by its two departments, and by nobody else', () => {
  for (const state of offerStates)
    expect(new Set(walkers.filter((actor) => maySeeOffer(actor, offerIn(state))).map(({ orgId }) => orgId))).toEqual(
      new Set(['provider', 'requester']),
    );
});
