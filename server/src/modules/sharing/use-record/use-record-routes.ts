import * as contract from '@karez/contract/sharing/use-record';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { exportUseRecords } from './export-use-records.ts';
import { listUseRecords } from './list-use-records.ts';
import { matchCall } from './match-call.ts';
import { readGrantUse, shownGrantUse } from './read-grant-use.ts';
import { stateUse } from './state-use.ts';

/** The HTTP door of use records; part of sharing's. */
export function useRecordRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listUseRecords, ({ actor, query }) => listUseRecords(needs, { ...query, actor })),
    serve(contract.exportUseRecords, ({ actor, query, origin, language }) =>
      exportUseRecords(needs, { ...query, actor, origin, language }),
    ),
    serve(contract.getGrantUse, ({ actor, params }) => readGrantUse(needs, { actor, ...params })),
    serve(contract.stateUse, async ({ actor, params, body, origin }) => {
      const { quarter, ...said } = body;
      return shownGrantUse(needs, actor, await stateUse(needs, { actor, ...params, quarter, said, origin }));
    }),
    serve(contract.matchCall, async ({ actor, params, body, origin }) =>
      shownGrantUse(needs, actor, await matchCall(needs, { actor, ...params, said: body, origin })),
    ),
  ];
}
