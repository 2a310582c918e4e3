import * as contract from '@karez/contract/sharing/paper-signature';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { confirmPaper, withdrawPaper } from './confirm-paper.ts';
import { enterPaper } from './enter-paper.ts';
import { openPaperScan } from './open-scan.ts';
import { endPermission, givePermission, listPermissions } from './give-permission.ts';

/** The HTTP door of 线下签批. */
export function paperSigningRoutes(needs: Needs): Served[] {
  return [
    serve(contract.enterPaperSignature, async (call) => {
      const { actor, params, body, files, ifMatch, origin } = call;
      return shownApplication(needs, call, await enterPaper(needs, { actor, ...params, ...body, file: files[0], ifMatch, origin }));
    }),
    serve(contract.openPaperScan, ({ actor, params, origin }) => openPaperScan(needs, { actor, ...params, origin })),
    serve(contract.confirmPaperSignature, async (call) => {
      const { actor, params, body, ifMatch, origin } = call;
      return shownApplication(needs, call, await confirmPaper(needs, { actor, ...params, decision: body, ifMatch, origin }));
    }),
    serve(contract.withdrawPaperSignature, async (call) => {
      const { actor, params, body, ifMatch, origin } = call;
      return shownApplication(needs, call, await withdrawPaper(needs, { actor, ...params, ...body, ifMatch, origin }));
    }),
    serve(contract.listPaperPermissions, ({ actor, query, database }) =>
      listPermissions({ ...needs, reader: database.reader }, { actor, ...query }),
    ),
    serve(contract.givePaperPermission, ({ actor, body, origin, database }) =>
      givePermission({ ...needs, database }, { actor, ...body, origin }),
    ),
    serve(contract.endPaperPermission, ({ actor, params, origin }) => endPermission(needs, { actor, ...params, origin })),
  ];
}
