import type { Access } from './route-role-table.ts';
import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

/** Who may begin an application with what is there already. */
export const askingAccess: Readonly<Record<string, Access>> = {
  'sharing.reuse-application': ['APPLICANT@requester'],
};

/** Requests to what an application begins with. */
export function askingRequests({ application }: World): Readonly<Record<string, Sending>> {
  return {
    'sharing.reuse-application': { method: 'POST', url: `/sharing/applications/${application('answerable').id}/reuse`, body: {} },
  };
}
