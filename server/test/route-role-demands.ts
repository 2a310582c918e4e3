import { demandsIn, notOurs, promise } from '../src/modules/sharing/demand/test-demands.ts';
import { wellPowerDemand } from '../../tools/seed/demand-form.ts';
import type { City } from './city.ts';
import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

const get = (url: string): Sending => ({ method: 'GET', url });
/** A word that stands in nothing but demands of the requester. */
export const demandMarker = '坎儿隐标需求';
const whole = wellPowerDemand('2027-03-31', { name: demandMarker });

/** Demands of the requester in every state that a route meets, given to the provider where they are given to anybody. */
export async function makeDemands(city: City) {
  const { draft, submitted, sent, assigned, answer, answered } = demandsIn(city);
  const signable = await assigned(whole);
  await answer(signable, promise);
  return {
    editable: await draft(whole),
    submittable: await draft(whole),
    sendable: await submitted(whole),
    assignable: await sent(whole),
    mergeable: await sent(whole),
    returnable: await sent(whole),
    answerable: await assigned(whole),
    withdrawable: await assigned(whole),
    servable: await assigned(whole),
    signable,
    contested: await answered(notOurs, whole),
    promised: await answered(promise, whole),
  };
}

/** Demands that nobody outside their department may know of yet. */
export const unsentDemands = ['editable', 'submittable', 'sendable'] as const;

export function demandRequests({ city, demands, entry, code }: World): Readonly<Record<string, Sending>> {
  const post = (key: keyof typeof demands, step: string, body?: unknown): Sending => ({
    method: 'POST',
    url: `/sharing/demands/${demands[key]}${step}`,
    ...(body === undefined ? {} : { body }),
  });
  const opinion = '同意。';
  const save = { secrecyDeclaration: 'not-secret', content: whole };
  const organisationId = city.founded.organisations.get('scjg') ?? '';
  const entryId = entry('published').id;
  return {
    'sharing.answer-demand': post('answerable', '/answer', promise),
    'sharing.apply-from-demand': post('servable', '/application', { entryId }),
    'sharing.assign-demand': post('assignable', '/assignment', { organisationId, opinion }),
    'sharing.confirm-demand-refusal': { ...post('contested', '/refusal', { opinion, code }), signs: true },
    'sharing.export-denials': get('/sharing/denials/ledger'),
    'sharing.export-responsibilities': get('/sharing/responsibilities/ledger'),
    'sharing.list-denials': get('/sharing/denials?limit=100'),
    'sharing.list-responsibilities': get('/sharing/responsibilities?limit=100'),
    'sharing.export-statistics': get('/sharing/statistics/ledger'),
    'sharing.list-counted-cases': get('/sharing/statistics/cases?limit=100'),
    'sharing.read-expected-days': get(`/sharing/entries/${entryId}/expected-days`),
    'sharing.read-statistics': get('/sharing/statistics'),
    'sharing.export-demands': get('/sharing/demands/ledger'),
    'sharing.fulfil-demand': post('promised', '/fulfilment', { entryId }),
    'sharing.get-demand (draft)': get(`/sharing/demands/${demands.editable}`),
    'sharing.get-demand (given)': get(`/sharing/demands/${demands.answerable}`),
    'sharing.list-demand-matches': get(`/sharing/demands/${demands.editable}/matches`),
    'sharing.list-demands': get('/sharing/demands?limit=100'),
    'sharing.merge-demand': post('mergeable', '/merger', { intoId: demands.answerable, opinion }),
    'sharing.raise-demand': { method: 'POST', url: '/sharing/demands', body: { name: '机井用电' } },
    'sharing.recall-demand': post('promised', '/recall', { opinion }),
    'sharing.return-demand': post('returnable', '/return', { opinion }),
    'sharing.save-demand': { method: 'PUT', url: `/sharing/demands/${demands.editable}/content`, body: save, ifMatch: 2 },
    'sharing.send-demand': { ...post('sendable', '/sending', { decision: 'send', opinion, code }), signs: true },
    'sharing.sign-demand-answer': { ...post('signable', '/answer-signature', { decision: 'sign', opinion, code }), signs: true },
    'sharing.submit-demand': post('submittable', '/submission'),
    'sharing.withdraw-demand': post('withdrawable', '/withdrawal', { reason: '不再需要。' }),
  };
}
