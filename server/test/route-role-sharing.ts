import { askingRequests } from './route-role-asking.ts';
import { demandRequests } from './route-role-demands.ts';
import { handlingRequests } from './route-role-handling.ts';
import { offerRequests } from './route-role-offers.ts';
import type { Sending } from './route-role-seats.ts';
import { applicationContent, extensionRequest, refusing, supplementAnswer, suspensionBasis } from './route-role-things.ts';
import { useStatement } from './route-role-use.ts';
import type { World } from './route-role-world.ts';

const get = (url: string): Sending => ({ method: 'GET', url });
const send = (method: 'POST' | 'PUT', url: string, body?: unknown): Sending => ({ method, url, ...(body === undefined ? {} : { body }) });
const post = (url: string, body?: unknown): Sending => send('POST', url, body);

/** Requests to applications, grants and demands. */
export function sharingRequests(world: World): Readonly<Record<string, Sending>> {
  return {
    ...applications(world),
    ...useRequests(world),
    ...demandRequests(world),
    ...handlingRequests(world),
    ...askingRequests(world),
    ...offerRequests(world),
  };
}

function applications({
  city,
  entry,
  application,
  grant,
  revocableGrant,
  suspendedGrant,
  office,
  code,
}: World): Readonly<Record<string, Sending>> {
  const on = (key: Parameters<typeof application>[0], step = '') => `/sharing/applications/${application(key).id}${step}`;
  const opinion = '同意。';
  const content = { secrecyDeclaration: 'not-secret', content: applicationContent(city) };
  const listed = (what: string, side: string) => get(`/sharing/${what}?limit=100&side=${side}`);
  const gaps = [{ place: 'material', words: '请附批文' }];
  return {
    'sharing.ask-extension': post(on('answerable', '/extension'), extensionRequest),
    'sharing.ask-supplement': post(on('answerable', '/supplement-notice'), { gaps, opinion }),
    'sharing.bind-client': post(`/sharing/grants/${grant}/clients`, { clientId: office.client }),
    'sharing.confirm-delivery': post(`/sharing/grants/${grant}/delivery`),
    'sharing.consent-in': { ...post(on('signable', '/consent-in'), { decision: 'sign', opinion, code }), signs: true },
    'sharing.consent-out': { ...post(on('sendable', '/consent-out'), { decision: 'consent', opinion, code }), signs: true },
    'sharing.consent-supplement': {
      ...post(on('supplemented', '/supplement-consent'), { decision: 'consent', opinion, code }),
      signs: true,
    },
    'sharing.decide-extension': { ...post(on('extendable', '/extension-decision'), { decision: 'grant', opinion, code }), signs: true },
    'sharing.get-application (draft)': get(on('editable')),
    'sharing.get-application (sent)': get(on('answerable')),
    'sharing.get-grant': get(`/sharing/grants/${grant}`),
    'sharing.list-applications (authority)': listed('applications', 'authority'),
    'sharing.list-applications (incoming)': listed('applications', 'incoming'),
    'sharing.list-applications (outgoing)': listed('applications', 'outgoing'),
    'sharing.list-grants (authority)': listed('grants', 'authority'),
    'sharing.list-grants (given)': listed('grants', 'given'),
    'sharing.list-grants (held)': listed('grants', 'held'),
    'sharing.print-paper': get(on('answerable', '/papers/approval-form')),
    'sharing.narrow-grant': { ...post(`/sharing/grants/${revocableGrant}/narrowing`, { reason: '已不予共享。', code }), signs: true },
    'sharing.recheck-suspension': {
      ...post(`/sharing/grants/${suspendedGrant}/recheck`, { verdict: 'restore', opinion, code }),
      signs: true,
    },
    'sharing.report-rectification': post(`/sharing/grants/${suspendedGrant}/rectification`, { words: '已整改。' }),
    'sharing.propose-reply': post(on('answerable', '/proposal'), refusing),
    'sharing.review-refusal': { ...post(on('refused', '/refusal-review'), { verdict: 'confirm', opinion, code }), signs: true },
    'sharing.revoke-grant': { ...post(`/sharing/grants/${revocableGrant}/revocation`, { reason: '用途终止。', code }), signs: true },
    'sharing.save-application': { ...send('PUT', on('editable', '/content'), content), ifMatch: application('editable').revision },
    'sharing.send-supplement': post(on('supplementable', '/supplement'), supplementAnswer),
    'sharing.start-application': post('/sharing/applications', { entryId: entry('published').id }),
    'sharing.get-grant-cascade': get(`/sharing/grants/${grant}/cascade`),
    'sharing.list-grant-versions': get(`/sharing/grants/${grant}/versions`),
    'sharing.start-renewal': post(`/sharing/grants/${grant}/renewal`),
    'sharing.suspend-grant': {
      ...post(`/sharing/grants/${revocableGrant}/suspension`, { fact: '超范围使用。', basis: suspensionBasis, workingDays: 5, code }),
      signs: true,
    },
    'sharing.submit-application': post(on('submittable', '/submission')),
    'sharing.withdraw-application': post(on('withdrawable', '/withdrawal'), { reason: '不再需要。' }),
  };
}

/** Requests to use records. */
function useRequests({ grant, sampledCall }: World): Readonly<Record<string, Sending>> {
  const listed = (side: string) => get(`/sharing/use-records?limit=100&side=${side}`);
  return {
    'sharing.export-use-records': get('/sharing/use-records/ledger?side=held'),
    'sharing.get-grant-use': get(`/sharing/grants/${grant}/use-record`),
    'sharing.list-use-records (authority)': listed('authority'),
    'sharing.list-use-records (given)': listed('given'),
    'sharing.list-use-records (held)': listed('held'),
    'sharing.match-call': post(`/sharing/grants/${grant}/use-record/sample/${sampledCall}`, { result: 'unmatched', reason: '查无此件。' }),
    'sharing.state-use': post(`/sharing/grants/${grant}/use-record/statement`, useStatement),
  };
}
