import * as contract from '@karez/contract/sharing/letter';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { attachLetter, downloadLetter, removeLetter } from './attach-letter.ts';

/** The HTTP door of 公函. */
export function letterRoutes(needs: Needs): Served[] {
  return [
    serve(contract.attachLetter, async (call) => {
      const { actor, params, body, files, origin } = call;
      return shownApplication(needs, call, await attachLetter(needs, { actor, ...params, ...body, file: files[0], origin }));
    }),
    serve(contract.removeLetter, async (call) => {
      const { actor, params, origin } = call;
      return shownApplication(needs, call, await removeLetter(needs, { actor, ...params, origin }));
    }),
    serve(contract.downloadLetter, ({ actor, params, origin }) => downloadLetter(needs, { actor, ...params, origin })),
  ];
}
