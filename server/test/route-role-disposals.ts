import { deleted, disposalsIn } from '../src/modules/sharing/disposal/test-disposals.ts';
import type { City } from './city.ts';
import { at, cityAuthority, sharers, type Seats } from './route-role-places.ts';
import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

/** Words that stand in nothing but disposals: in one that no head has signed, and in the others. */
export const disposalMarkers = { unsigned: '坎儿隐标处置未签', signed: '坎儿隐标处置已签' } as const;

/** Disposals of the requester of what the provider gave, in every state that a route meets. */
export async function makeDisposals(city: City, entryId: string) {
  const disposals = disposalsIn(city, { entryId });
  const signable = await disposals.ordered();
  await disposals.report(signable, { systems: disposalMarkers.unsigned });
  const checked = await disposals.ordered();
  await disposals.report(checked, { systems: disposalMarkers.signed });
  await disposals.sign(checked);
  await disposals.orderCheck(checked);
  return { reportable: await disposals.ordered(), signable, checked };
}

const get = (url: string): Sending => ({ method: 'GET', url });
const post = (url: string, body: unknown): Sending => ({ method: 'POST', url, body });

/** What the head reads: ordered, then reported. */
const revisions = { signable: 2 } as const;

export function disposalRequests({ disposals, grant, code }: World): Readonly<Record<string, Sending>> {
  const on = (key: keyof typeof disposals, step = '') => `/sharing/disposals/${disposals[key]}${step}`;
  return {
    'sharing.declare-purpose-done': {
      ...post(`/sharing/grants/${grant}/purpose-done`, { reason: '事项已取消。', code }),
      signs: true,
    },
    'sharing.export-disposals': get('/sharing/disposals/ledger'),
    'sharing.get-disposal (reported)': get(on('signable')),
    'sharing.get-disposal (certified)': get(on('checked')),
    'sharing.instruct-disposal': post(on('reportable', '/instruction'), { method: 'return', words: '退还。', basis: [] }),
    'sharing.list-disposals': get('/sharing/disposals?limit=100'),
    'sharing.order-disposal-check': post(on('checked', '/check'), { reason: '抽查。' }),
    'sharing.print-disposal-certificate': get(on('checked', '/certificate')),
    'sharing.record-disposal-check': post(on('checked', '/check-result'), { result: 'passed', fact: '已核对。' }),
    'sharing.report-disposal': post(on('reportable', '/report'), deleted),
    'sharing.sign-disposal': {
      ...post(on('signable', '/report-signature'), { decision: 'sign', opinion: '属实。', code }),
      ifMatch: revisions.signable,
      signs: true,
    },
  };
}

const seen: readonly Seats[] = [...at(sharers, 'requester'), ...at(sharers, 'provider'), ...cityAuthority];

/** Which seats each route of disposals lets through, written down by hand from law.md §6.1. */
export const disposalAccess: Readonly<Record<string, readonly Seats[]>> = {
  'sharing.declare-purpose-done': ['OFFICE_HEAD@requester'],
  'sharing.export-disposals': at(sharers, '*'),
  'sharing.get-disposal (reported)': seen,
  'sharing.get-disposal (certified)': seen,
  'sharing.instruct-disposal': ['PROVIDER_HANDLER@provider'],
  'sharing.list-disposals': at(sharers, '*'),
  'sharing.order-disposal-check': ['PROVIDER_HANDLER@provider', 'AUTHORITY_ADMIN@authority'],
  'sharing.print-disposal-certificate': seen,
  'sharing.record-disposal-check': ['PROVIDER_HANDLER@provider'],
  'sharing.report-disposal': ['APPLICANT@requester'],
  'sharing.sign-disposal': ['OFFICE_HEAD@requester'],
};

const acts: readonly Seats[] = ['AUDIT_ADMIN@city', 'DEPT_LEADER@provider', 'DEPT_LEADER@requester'];
/** Who may learn of disposals: of a report before its head has signed, and otherwise. */
export const disposalSecrets = {
  unsignedDisposals: [...at(sharers, 'requester'), ...acts],
  disposals: [...seen, ...acts],
} as const satisfies Record<string, readonly Seats[]>;
