import { expected } from '../../tools/seed/city-people.ts';
import type { City } from './city.ts';
import { departments, type Sending } from './route-role-seats.ts';
import { markers, type Thing } from './route-role-things.ts';

const get = (url: string): Sending => ({ method: 'GET', url });
const post = (url: string, body: unknown): Sending => ({ method: 'POST', url, body });
type World = { readonly city: City; readonly entry: (key: string) => Thing; readonly campaign: (key: string) => string };

/** A word that stands in nothing but campaigns to which the provider alone is called. */
export const campaignMarker = '坎儿隐标梳理';

export function campaignBody({ founded }: City, name: string) {
  return {
    regionCode: '650400',
    title: `${campaignMarker}${name}`,
    instruction: '梳理涉企数据。',
    dueOn: '2027-06-30',
    organisationIds: [founded.organisations.get(departments.provider) ?? ''],
    template: null,
    usesSystems: false,
  };
}

/** A campaign for each step on one, brought to where its route meets it. */
export async function makeCampaigns(city: City, entryId: string) {
  const ids = new Map<string, string>();
  for (const name of ['closable', 'decidable', 'prolongable', 'empty', 'readable', 'remindable', 'reportable', 'startable', 'tiable']) {
    const key = crypto.randomUUID();
    const sent = expected(await city.as('zfb.zgy', 'POST /catalog/campaigns', { body: campaignBody(city, name), key }), 201);
    ids.set(name, String(sent.body['id']));
  }
  const campaign = (name: string): string => ids.get(name) ?? '';
  expected(await city.as('scjg.djy', `POST /catalog/campaigns/${campaign('reportable')}/entries`, { body: { entryId } }), 200);
  const none = `POST /catalog/campaigns/${campaign('decidable')}/none-declaration` as const;
  expected(await city.as('scjg.djy', none, { body: { reason: '无此类数据。' } }), 200);
  return { campaign, campaignIds: [...ids.values()] };
}

/** Each step has a campaign of its own, in which the provider is the only department. */
export function campaignRequests({ city, entry, campaign }: World, provider: string): Readonly<Record<string, Sending>> {
  const on = (key: string, step = '') => `/catalog/campaigns/${campaign(key)}${step}`;
  const started = { secrecyDeclaration: 'not-secret', systemId: null, campaignId: campaign('startable') };
  return {
    'catalog.close-campaign': post(on('closable', '/closing'), { opinion: '结束。' }),
    'catalog.decide-campaign-part': post(on('decidable', `/departments/${provider}/decision`), { decision: 'accept', opinion: '已核。' }),
    'catalog.declare-none': post(on('empty', '/none-declaration'), { reason: '无此类数据。' }),
    'catalog.export-campaign-board': get(on('readable', '/board')),
    'catalog.get-campaign': get(on('readable')),
    'catalog.list-campaign-entries': get(on('readable', '/entries')),
    'catalog.list-campaigns': get('/catalog/campaigns?limit=100'),
    'catalog.prolong-campaign': post(on('prolongable', '/prolongation'), { dueOn: '2027-07-30', reason: '工作量大。' }),
    'catalog.remind-departments': post(on('remindable', '/reminders'), { organisationId: null }),
    'catalog.report-campaign-part': post(on('reportable', '/report'), {}),
    'catalog.send-campaign': post('/catalog/campaigns', campaignBody(city, 'sent')),
    'catalog.start-entry': post('/catalog/entry-starts', { ...started, name: `${markers.unsigned}started` }),
    'catalog.tie-campaign-entry': post(on('tiable', '/entries'), { entryId: entry('published').id }),
  };
}
