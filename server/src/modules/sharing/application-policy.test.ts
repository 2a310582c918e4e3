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
