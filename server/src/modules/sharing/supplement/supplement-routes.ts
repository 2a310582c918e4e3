import * as contract from '@karez/contract/sharing/supplement';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { askSupplement } from './ask-supplement.ts';
import { consentSupplement } from './consent-supplement.ts';
import { sendSupplement } from './send-supplement.ts';

/** The HTTP door of supplements. */
export function supplementRoutes(needs: Needs): Served[] {
  return [
    serve(contract.askSupplement, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await askSupplement(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.sendSupplement, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await sendSupplement(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.consentSupplement, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await consentSupplement(needs, { actor, ...params, decision: body, origin }));
    }),
  ];
}
