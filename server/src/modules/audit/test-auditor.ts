import type { Asker } from './act-policy.ts';

/** Test support: an audit administrator of the city, who may export the log. */
export const cityAuditor: Asker = {
  kind: 'person',
  id: 'auditor',
  orgId: 'org-audit',
  powers: [{ power: 'audit.export', orgId: null, regionCode: '650400' }],
};
