import * as contract from '@karez/contract/sharing/extension';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { askReplyExtension } from './ask-extension.ts';
import { decideReplyExtension } from './decide-extension.ts';

/** The HTTP door of extensions. */
export function extensionRoutes(needs: Needs): Served[] {
  return [
    serve(contract.askReplyExtension, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await askReplyExtension(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.decideReplyExtension, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await decideReplyExtension(needs, { actor, ...params, ...body, origin }));
    }),
  ];
}
