import * as contract from '@karez/contract/sharing/reuse';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { reuseApplication } from './reuse-application.ts';

/** The HTTP door of what is begun with an earlier application. */
export function reuseRoutes(needs: Needs): Served[] {
  return [
    serve(contract.reuseApplication, async (call) => {
      const { actor, params, body, origin, database } = call;
      return shownApplication(needs, call, await reuseApplication({ ...needs, database }, { actor, ...params, ...body, origin }));
    }),
  ];
}
