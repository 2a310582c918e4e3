import { at, everySignedIn, nobody, type Seats } from './route-role-places.ts';
import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

/** The heads of a unit oversee its delegations and hand over; the people between whom that is are no seats. */
const heads = at(['OFFICE_HEAD', 'DEPT_LEADER'], 'provider');

/** Who gets through to the desk: everybody to what waits for them, nobody to a notice for others. */
export const deskAccess: Readonly<Record<string, readonly Seats[]>> = {
  'desk.act-as-self': everySignedIn,
  'desk.act-for': nobody,
  'desk.give-delegation': everySignedIn,
  'desk.list-delegated-acts': heads,
  'desk.list-delegations': everySignedIn,
  'desk.read-delegable': everySignedIn,
  'desk.revoke-delegation': heads,
  'desk.hand-over': heads,
  'desk.list-handovers': everySignedIn,
  'desk.read-handover': heads,
  'desk.read-handover-people': everySignedIn,
  'desk.read-handover-plan': heads,
  'desk.choose-mail-language': everySignedIn,
  'desk.choose-mail-pace': everySignedIn,
  'desk.confirm-address': everySignedIn,
  'desk.give-address': everySignedIn,
  'desk.export-begun': everySignedIn,
  'desk.export-notices': everySignedIn,
  'desk.export-todos': everySignedIn,
  'desk.list-begun': everySignedIn,
  'desk.list-notices': everySignedIn,
  'desk.list-todos': everySignedIn,
  'desk.read-all-notices': everySignedIn,
  'desk.read-counts': everySignedIn,
  'desk.read-mail-choices': everySignedIn,
  'desk.read-mail-service': ['SYS_ADMIN@*', 'PLATFORM_OPERATOR@*'],
  'desk.read-mailbox': everySignedIn,
  'desk.read-notice': ['CATALOG_REGISTRAR@provider'],
  'desk.remove-address': everySignedIn,
};

const get = (url: string): Sending => ({ method: 'GET', url });
const send = (method: 'PUT' | 'POST' | 'DELETE', url: string, body?: unknown): Sending => ({
  method,
  url,
  ...(body === undefined ? {} : { body }),
});

/** One request of each route of the desk. */
export function deskRequests({ office }: World): Readonly<Record<string, Sending>> {
  return {
    'desk.act-as-self': send('DELETE', '/desk/acting'),
    'desk.act-for': send('PUT', '/desk/acting', { delegationId: office.delegationId }),
    'desk.give-delegation': send('POST', '/desk/delegations', {
      kind: 'absence',
      delegateId: office.person,
      signs: false,
      firstDay: '2027-01-04',
      lastDay: '2027-01-08',
      reason: '外出',
      code: '000000',
    }),
    'desk.list-delegated-acts': get(`/desk/delegations/${office.delegationId}/acts`),
    'desk.list-delegations': get('/desk/delegations?tab=unit&limit=100'),
    'desk.read-delegable': get('/desk/delegable'),
    'desk.revoke-delegation': send('POST', `/desk/delegations/${office.delegationId}/revocation`),
    // Nobody holds such a thing: whoever gets through changes nothing.
    'desk.hand-over': send('POST', '/desk/handovers', {
      fromId: office.handler,
      toId: office.person,
      reason: '调岗',
      items: [{ kind: 'desk.delegation', id: office.noticeId }],
    }),
    'desk.list-handovers': get('/desk/handovers?limit=100'),
    'desk.read-handover': get(`/desk/handovers/${office.handoverId}`),
    'desk.read-handover-people': get('/desk/handover-people'),
    'desk.read-handover-plan': get(`/desk/handover-plan?fromId=${office.handler}&toId=${office.person}`),
    'desk.choose-mail-language': send('PUT', '/desk/mailbox/language', { language: 'zh' }),
    'desk.choose-mail-pace': send('PUT', '/desk/mailbox/choices/watch', { pace: 'daily' }),
    'desk.confirm-address': send('POST', '/desk/mailbox/confirmation', { code: '00000000' }),
    'desk.give-address': send('PUT', '/desk/mailbox', { address: 'name@example.gov.cn', language: 'zh' }),
    'desk.export-begun': get('/desk/begun/ledger?state=all'),
    'desk.export-notices': get('/desk/notices/ledger'),
    'desk.export-todos': get('/desk/todos/ledger'),
    'desk.list-begun': get('/desk/begun?state=all&limit=100'),
    'desk.list-notices': get('/desk/notices?limit=100'),
    'desk.list-todos': get('/desk/todos?limit=100'),
    'desk.read-all-notices': send('PUT', '/desk/notices/read'),
    'desk.read-mail-service': get('/desk/mail-service'),
    'desk.read-mail-choices': get('/desk/mailbox/choices'),
    'desk.read-mailbox': get('/desk/mailbox'),
    'desk.remove-address': send('DELETE', '/desk/mailbox'),
    'desk.read-counts': get('/desk/counts'),
    'desk.read-notice': send('PUT', `/desk/notices/${office.noticeId}/read`),
  };
}
