import * as contract from '@karez/contract/sharing/handling';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { receiveApplication } from './receive-application.ts';
import { takeOver } from './take-over.ts';

/** The HTTP door of the work inside the provider. */
export function handlingRoutes(needs: Needs): Served[] {
  return [
    serve(contract.receiveApplication, async (call) => {
      const { actor, params, origin } = call;
      return shownApplication(needs, call, await receiveApplication(needs, { actor, ...params, origin }));
    }),
    serve(contract.takeOver, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await takeOver(needs, { actor, ...params, ...body, origin }));
    }),
  ];
}
