import type { CompiledGrant } from './grant.ts';

/** A grant that allows everything it can, for tests and benchmarks: invented, and changed by what a test is about. */
export function sampleGrant(changes: Partial<CompiledGrant> = {}): CompiledGrant {
  return {
    format: 1,
    grantId: 'grant-1',
    version: 1,
    state: 'active',
    mode: 'api',
    entryId: 'entry-1',
    entryCode: '307010001/000001',
    entryVersion: '1.0',
    providerOrgId: 'org-market',
    requesterOrgId: 'org-water',
    clientIds: ['client-1'],
    items: [
      { no: 1, path: 'uscc', mask: 'none' },
      { no: 2, path: 'name', mask: 'none' },
      { no: 3, path: 'phone', mask: 'phone' },
    ],
    personal: false,
    purpose: { code: 'administrative-basis', matterCode: 'well-permit' },
    matterFormat: 'SW-{digits:4}-{digits:1-8}',
    legalBasis: [{ instrument: '809-2025', article: '20' }],
    quota: { perSecond: 100, perDay: 10_000, total: null },
    validFrom: '2026-01-01T00:00:00Z',
    validTo: '2027-01-01T00:00:00Z',
    restrictions: [],
    ...changes,
  };
}
