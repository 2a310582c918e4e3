import * as contract from '@karez/contract/sharing/lists';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { exportDenials, exportResponsibilities } from './export-lists.ts';
import { listDenials, listResponsibilities } from './read-lists.ts';

/** HTTP door of 责任清单 and 负面清单; part of sharing's. */
export function listRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listResponsibilities, ({ actor, query, database }) =>
      listResponsibilities({ ...needs, reader: database.reader }, { ...query, actor }),
    ),
    serve(contract.exportResponsibilities, ({ actor, query, origin, language, database }) =>
      exportResponsibilities({ ...needs, database }, { ...query, actor, origin, language }),
    ),
    serve(contract.listDenials, ({ query, database }) => listDenials(database.reader, query)),
    serve(contract.exportDenials, ({ actor, query, origin, language, database }) =>
      exportDenials({ ...needs, database }, { ...query, actor, origin, language }),
    ),
  ];
}
