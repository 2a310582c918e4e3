import type { GrantRecord } from '../src/modules/sharing/grant-store.ts';

/** Test support: a running grant between two departments, as a policy reads it. */
export function grantBetween(requesterOrgId: string, providerOrgId: string): GrantRecord {
  const now = '2026-12-01T02:00:00.000Z';
  return {
    id: 'grant',
    state: 'active',
    providerRegionCode: '650400',
    authorityRegionCode: '650400',
    agreementId: 'agreement',
    deliveredAt: null,
    validTo: new Date('2027-12-01T02:00:00Z'),
    revocation: null,
    document: {
      grantId: 'grant',
      no: 'SQD-1',
      version: 1,
      applicationId: 'application',
      entryId: 'entry',
      entryCode: 'code',
      entryName: 'name',
      entryVersion: '1.0',
      requesterOrgId,
      providerOrgId,
      systemId: 'system',
      systemName: 'system',
      clientIds: [],
      items: [],
      personal: false,
      purpose: 'administrative-basis',
      matter: null,
      matterFormat: 'A',
      legalBasis: [],
      quota: { perSecond: 1, perDay: 1 },
      validFrom: '2026-11-01T00:00:00Z',
      validTo: '2027-12-01T02:00:00Z',
      restrictions: [],
      agreementDigest: 'digest',
      approvedAt: now,
      agreedAt: now,
      grantedAt: now,
    },
  };
}
