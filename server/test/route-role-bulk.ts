import { nonconformityRequests } from './route-role-conformance.ts';
import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

/** A well-formed request for each deed on several entries, and for the list of denials: at a revision that no entry has, so that nothing is done. */
function bulkRequests(entryId: string, code: string): Readonly<Record<string, Sending & { readonly signs?: true }>> {
  const body = { entries: [{ entryId, revision: 999_999 }], opinion: '同意。' };
  const promise = { dueOn: '2027-06-30', mode: 'api', responsible: '数据科' };
  const assigned = {
    entries: [{ entryId, revision: 999_999, organisationId: '00000000-0000-7000-8000-0000000000aa' }],
    opinion: '属该部门职责。',
  };
  return {
    'catalog.assign-entries': { method: 'POST', url: '/catalog/bulk/assign', body: assigned },
    'catalog.list-bulk-candidates': { method: 'GET', url: '/catalog/bulk/return/candidates?limit=100' },
    'catalog.list-entries-together': {
      method: 'POST',
      url: '/catalog/bulk/list',
      body: { ...body, promise, secondFactor: code },
      signs: true,
    },
    'catalog.list-reassessments': { method: 'GET', url: '/catalog/denials/reassessments?limit=100' },
    'catalog.publish-entries': { method: 'POST', url: '/catalog/bulk/publish', body },
    'catalog.submit-entries': { method: 'POST', url: '/catalog/bulk/submit', body },
    'catalog.withdraw-entries': { method: 'POST', url: '/catalog/bulk/withdraw', body },
    'catalog.return-entries': { method: 'POST', url: '/catalog/bulk/return', body },
  };
}

/** What departments and their authority do across many entries: reviews, deeds in bulk, denials to reassess. */
export function oversightRequests({ nonconformities, entry, code }: World): Readonly<Record<string, Sending>> {
  return { ...nonconformityRequests(nonconformities), ...bulkRequests(entry('publishable').id, code) };
}
