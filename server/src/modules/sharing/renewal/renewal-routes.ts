import * as contract from '@karez/contract/sharing/renewal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { listVersions } from './list-versions.ts';
import { readCascade, type CascadeNeeds } from './read-cascade.ts';
import { startRenewal } from './start-renewal.ts';

/** The HTTP door of renewals, of what a grant said before, and of what its end touches. */
export function renewalRoutes(needs: Needs & CascadeNeeds): Served[] {
  return [
    serve(contract.startRenewal, async (call) => {
      const { actor, params, origin, database } = call;
      return shownApplication(needs, call, await startRenewal({ ...needs, database }, { actor, ...params, origin }));
    }),
    serve(contract.listGrantVersions, ({ actor, params }) => listVersions(needs, { actor, ...params })),
    serve(contract.getGrantCascade, ({ actor, params }) => readCascade(needs, { actor, ...params })),
  ];
}
