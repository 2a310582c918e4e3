import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

const get = (url: string): Sending => ({ method: 'GET', url });
const post = (url: string, body?: unknown): Sending => ({ method: 'POST', url, ...(body === undefined ? {} : { body }) });

/** Requests to what happens inside the provider's office. */
export function handlingRequests({ application, assignment, division }: World): Readonly<Record<string, Sending>> {
  const on = (key: Parameters<typeof application>[0], step: string) => `/sharing/applications/${application(key).id}${step}`;
  return {
    'sharing.receive-application': post(on('answerable', '/receipt')),
    'sharing.assign-divisions': post(on('answerable', '/assignments'), {
      divisionIds: [division],
      words: '请提出意见。',
      dueOn: '2026-11-24',
    }),
    'sharing.give-division-opinion': post(`/sharing/assignments/${assignment}/opinion`, { result: 'agree', opinion: '同意。', items: [] }),
    'sharing.open-assignment': post(`/sharing/assignments/${assignment}/opening`),
    'sharing.open-proposal': post(on('signable', '/proposal-opening')),
    'sharing.recall-assignment': post(`/sharing/assignments/${assignment}/recall`),
    'sharing.recall-proposal': post(on('signable', '/proposal-recall')),
    'sharing.return-assignment': post(`/sharing/assignments/${assignment}/return`, { reason: '不属本科室。' }),
    'sharing.export-applications': get('/sharing/applications/ledger?side=incoming'),
    'sharing.export-grants': get('/sharing/grants/ledger?side=given'),
    'sharing.remind-of-application': post(on('answerable', '/reminder')),
    'sharing.take-over': post(on('answerable', '/holder'), { reason: '轮班。' }),
  };
}
