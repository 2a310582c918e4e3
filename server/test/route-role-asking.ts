import { expected } from '../../tools/seed/city-people.ts';
import type { City } from './city.ts';
import { at, sharers } from './route-role-places.ts';
import type { Sending } from './route-role-seats.ts';
import type { Access } from './route-role-table.ts';
import type { World } from './route-role-world.ts';

/** Who may begin an application with what is there already. */
export const askingAccess: Readonly<Record<string, Access>> = {
  'sharing.get-question-set': ['AUTHORITY_ADMIN@authority', 'AUTHORITY_ADMIN@county'],
  'sharing.publish-question-set': ['AUTHORITY_ADMIN@authority', 'AUTHORITY_ADMIN@county'],
  'sharing.get-template': at(sharers, '*'),
  'sharing.list-templates': at(sharers, '*'),
  'sharing.make-template': ['AUTHORITY_ADMIN@authority', 'AUTHORITY_ADMIN@county'],
  'sharing.retire-template': ['AUTHORITY_ADMIN@authority'],
  'sharing.reuse-application': ['APPLICANT@requester'],
  'sharing.revise-template': ['AUTHORITY_ADMIN@authority'],
  'sharing.start-from-template': ['APPLICANT@*'],
};

const template = {
  secrecyDeclaration: 'not-secret',
  content: {
    title: '某许可审查',
    summary: '办理某许可时使用。',
    useScenario: '办理某许可时，核对申请单位的登记状态，申请人不再提交复印件。',
    usePurpose: 'administrative-basis',
    matterFormat: '',
    users: '',
    useBasis: [],
    storage: { persist: false, location: '', retentionDays: null },
    securityMeasures: '',
    entryIds: [],
    itemNames: [],
  },
};

/** A template of the city's authority. */
export async function makeTemplate(city: City): Promise<string> {
  return String(expected(await city.as('zfb.zgy', 'POST /sharing/templates', { body: template }), 201).body['id']);
}

/** Requests to what an application begins with. */
export function askingRequests({ application, entry, template: templateId }: World): Readonly<Record<string, Sending>> {
  const url = `/sharing/templates/${templateId}`;
  return {
    'sharing.get-question-set': { method: 'GET', url: '/sharing/question-set' },
    'sharing.publish-question-set': {
      method: 'PUT',
      url: '/sharing/question-set',
      body: { secrecyDeclaration: 'not-secret', questions: [] },
      ifMatch: 0,
    },
    'sharing.get-template': { method: 'GET', url },
    'sharing.list-templates': { method: 'GET', url: '/sharing/templates' },
    'sharing.make-template': { method: 'POST', url: '/sharing/templates', body: template },
    'sharing.retire-template': { method: 'POST', url: `${url}/retirement` },
    'sharing.reuse-application': { method: 'POST', url: `/sharing/applications/${application('answerable').id}/reuse`, body: {} },
    'sharing.revise-template': { method: 'PUT', url, body: template, ifMatch: 1 },
    'sharing.start-from-template': { method: 'POST', url: `${url}/applications`, body: { entryId: entry('published').id } },
  };
}
