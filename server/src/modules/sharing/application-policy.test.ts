import type { PowerId } from '@karez/contract/identity/roles';
import type { Actor } from '#modules/identity';
import { describe, expect, test } from 'vitest';
import { mayDo } from './application-policy.ts';
import type { ApplicationRecord } from './application-store.ts';
import { emptyContent } from './application.ts';

const common: ApplicationRecord = {
  id: 'application',
  no: null,
  revision: 1,
  state: 'draft',
  entryId: 'entry',
  entryVersion: '1.0',
  entryRevisionNo: 1,
  requesterOrgId: 'requester',
  requesterRegionCode: '650400',
  authorityRegionCode: '650400',
  providerOrgId: 'provider',
  providerRegionCode: '650400',
  content: emptyContent(),
  proposal: null,
  reply: null,
  ruleSetId: null,
  requesterSignature: null,
  startedBy: 'applicant',
  submittedBy: 'applicant',
  consentedOutBy: 'requester-head',
  proposedBy: 'handler',
  signedInBy: 'provider-head',
  earlierHands: ['first-head'],
  standIns: [],
  providerHands: ['sheet-clerk'],
  preparedBy: null,
  returned: null,
  createdAt: new Date('2026-11-22T00:00:00Z'),
  submittedAt: new Date('2026-11-22T00:00:00Z'),
  decidedAt: null,
  renewsGrantId: null,
  renewsVersion: null,
};
const head = (id: string): Actor => ({
  kind: 'person',
  id,
  orgId: 'provider',
  regionCode: '650400',
  powers: [{ power: 'sharing.consent-in' satisfies PowerId, orgId: 'provider', regionCode: null }],
});
const leader = (id: string, orgId = 'authority'): Actor => ({
  kind: 'person',
  id,
  orgId,
  regionCode: '650400',
  powers: [{ power: 'sharing.decide-dispute' satisfies PowerId, orgId: null, regionCode: '650400' }],
});

describe('one person with posts on both sides', () => {
  test.each(['applicant', 'requester-head', 'first-head', 'handler'])(
    'the %s does not sign the provider’s reply from another post',
    (id) => {
      const waiting: ApplicationRecord = { ...common, state: 'awaiting-consent-in', signedInBy: null };

      expect(mayDo(head(id), 'consent-in', waiting)).toMatchObject({ code: 'sharing.application.own-work' });
      expect(mayDo(head('somebody-else'), 'consent-in', waiting)).toBe(true);
    },
  );

  test.each(['applicant', 'requester-head', 'first-head', 'handler', 'provider-head', 'sheet-clerk'])(
    '91-7.1: the %s does not decide the contested refusal from a post at the authority, nor does a party',
    (id) => {
      const contested: ApplicationRecord = { ...common, state: 'refusal-at-authority' };

      expect(mayDo(leader(id), 'review-refusal', contested)).toMatchObject({ code: 'sharing.application.own-work' });
      expect(mayDo(leader('somebody-else'), 'review-refusal', contested)).toBe(true);
      expect(mayDo(leader('somebody-else', 'provider'), 'review-refusal', contested)).toMatchObject({
        code: 'sharing.application.party-decides',
      });
    },
  );
});

describe('代: what one did for another is the work of both, at every step that must be somebody else’s', () => {
  const powers = ['sharing.consent-out', 'sharing.consent-in', 'sharing.opine'] as const;
  /** Somebody who could do all of it but for their hands; `standsFor`: through a delegation under which all of it may be done. */
  const person = (id: string, orgId: string, standsFor?: string): Actor => ({
    kind: 'person',
    id,
    orgId,
    regionCode: '650400',
    powers: [
      ...powers.map((power) => ({ power, orgId, regionCode: null })),
      ...(['sharing.extend', 'sharing.decide-dispute'] as const).map((power) => ({ power, orgId: null, regionCode: '650400' })),
    ],
    ...(standsFor === undefined
      ? {}
      : { standsFor: { delegationId: 'd', no: 'DL-1', personId: standsFor, byTitle: '', forTitle: '', lastDay: null, deeds } }),
  });
  const deeds = [
    'consent-out',
    'consent-supplement',
    'give-division-opinion',
    'open-proposal',
    'consent-in',
    'decide-extension',
    'review-refusal',
  ].map((deed) => `sharing.${deed}`);
  const requester = ['startedBy', 'submittedBy', 'consentedOutBy', 'earlierHands'] as const;
  const pairs = [
    { action: 'consent-out', state: 'awaiting-consent-out', orgId: 'requester', hands: ['submittedBy'] },
    { action: 'consent-supplement', state: 'awaiting-supplement-consent', orgId: 'requester', hands: ['submittedBy'] },
    { action: 'opine', state: 'at-provider', orgId: 'provider', hands: requester },
    { action: 'open-proposal', state: 'awaiting-consent-in', orgId: 'provider', hands: ['proposedBy', ...requester] },
    { action: 'consent-in', state: 'awaiting-consent-in', orgId: 'provider', hands: ['proposedBy', ...requester] },
    { action: 'decide-extension', state: 'at-provider', orgId: 'authority', hands: ['proposedBy', ...requester] },
    {
      action: 'review-refusal',
      state: 'refusal-at-authority',
      orgId: 'authority',
      hands: ['proposedBy', 'signedInBy', 'providerHands', ...requester],
    },
  ] as const;
  const cases = pairs.flatMap(({ hands, ...pair }) => hands.map((hand) => [pair.action, hand, pair] as const));

  test.each(cases)('%s, after %s', (_action, hand, { action, state, orgId }) => {
    const did = hand === 'earlierHands' || hand === 'providerHands' ? ['D'] : 'D';
    const none = {
      startedBy: 'x',
      submittedBy: 'x',
      consentedOutBy: 'x',
      proposedBy: 'x',
      signedInBy: 'x',
      earlierHands: [],
      providerHands: [],
    };
    const application: ApplicationRecord = { ...common, ...none, state, [hand]: did, standIns: [{ by: 'D', for: 'P' }] };
    const may = (actor: Actor) => mayDo(actor, action, application);
    const own = { code: 'sharing.application.own-work' };

    expect(may(person('P', orgId))).toMatchObject(own);
    expect(may(person('D', orgId))).toMatchObject(own);
    expect(may(person('D', orgId, 'H'))).toMatchObject(own);
    expect(may(person('E', orgId, 'P'))).toMatchObject(own);
    expect(may(person('H', orgId))).toBe(true);
    expect(may(person('E', orgId, 'H'))).toBe(true);
    // In another application in which nobody acted for anybody, the two are two.
    expect(mayDo(person('P', orgId), action, { ...application, standIns: [] })).toBe(true);
  });
});
