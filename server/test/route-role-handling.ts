import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

const post = (url: string, body?: unknown): Sending => ({ method: 'POST', url, ...(body === undefined ? {} : { body }) });

/** Requests to what happens inside the provider's office. */
export function handlingRequests({ application }: World): Readonly<Record<string, Sending>> {
  const on = (key: Parameters<typeof application>[0], step: string) => `/sharing/applications/${application(key).id}${step}`;
  return {
    'sharing.receive-application': post(on('answerable', '/receipt')),
    'sharing.take-over': post(on('answerable', '/holder'), { reason: '轮班。' }),
  };
}
