import * as contract from '@karez/contract/sharing/statistics';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { exportStatistics } from './export-statistics.ts';
import { listCountedCases, readExpectedDays, readStatistics } from './read-statistics.ts';

/** HTTP door of the 办理统计; part of sharing's. */
export function statisticsRoutes(needs: Needs): Served[] {
  return [
    serve(contract.readStatistics, ({ actor, query, database }) =>
      readStatistics({ ...needs, reader: database.reader }, { ...query, actor }),
    ),
    serve(contract.listCountedCases, ({ actor, query, database }) =>
      listCountedCases({ ...needs, reader: database.reader }, { ...query, actor }),
    ),
    serve(contract.exportStatistics, ({ actor, query, origin, language, database }) =>
      exportStatistics({ ...needs, database }, { ...query, actor, origin, language }),
    ),
    serve(contract.readExpectedDays, ({ params, database }) =>
      readExpectedDays({ ...needs, reader: database.reader }, { entryId: params.entryId }),
    ),
  ];
}
