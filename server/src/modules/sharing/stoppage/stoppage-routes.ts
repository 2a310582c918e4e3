import * as contract from '@karez/contract/sharing/stoppage';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { closeStoppage, explainStoppage } from './answer-stoppage.ts';
import { listStoppages, shownStoppage } from './read-stoppages.ts';

/** The HTTP door of services that stopped without a filing. */
export function stoppageRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listStoppages, ({ actor, query, database }) =>
      listStoppages({ ...needs, reader: database.reader }, { ...query, actor }),
    ),
    serve(contract.explainStoppage, async ({ actor, params, body, origin, database }) =>
      shownStoppage({ ...needs, reader: database.reader }, actor, await explainStoppage(needs, { actor, ...params, ...body, origin })),
    ),
    serve(contract.closeStoppage, async ({ actor, params, body, origin, database }) =>
      shownStoppage({ ...needs, reader: database.reader }, actor, await closeStoppage(needs, { actor, ...params, ...body, origin })),
    ),
  ];
}
