import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

const get = (url: string): Sending => ({ method: 'GET', url });
const send = (method: 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown): Sending => ({
  method,
  url,
  ...(body === undefined ? {} : { body }),
});

/** One well-formed request for each row of the desk. */
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
    'desk.list-delegations': get('/desk/delegations'),
    'desk.revoke-delegation': send('POST', `/desk/delegations/${office.delegationId}/revocation`),
    'desk.choose-mail-language': send('PUT', '/desk/mailbox/language', { language: 'zh' }),
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
    'desk.read-mailbox': get('/desk/mailbox'),
    'desk.remove-address': send('DELETE', '/desk/mailbox'),
    'desk.read-counts': get('/desk/counts'),
    'desk.read-notice': send('PUT', `/desk/notices/${office.noticeId}/read`),
  };
}
