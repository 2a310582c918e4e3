import * as contract from '@karez/contract/catalog/overview';
import { serve, type Served } from '#platform/http/serve';
import type { StepNeeds } from '../revision/record-step.ts';
import { exportOverview } from './export-overview.ts';
import type { DemandNeeds } from './overview-question.ts';
import { listMeasured, readOverview } from './read-overview.ts';

/** HTTP door of the 目录看板; part of the catalogue's. */
export function overviewRoutes(needs: StepNeeds & DemandNeeds): Served[] {
  return [
    serve(contract.readOverview, ({ actor, database }) => readOverview({ ...needs, reader: database.reader }, actor)),
    serve(contract.listMeasured, ({ actor, params, query, database }) =>
      listMeasured({ ...needs, reader: database.reader }, { ...query, ...params, actor }),
    ),
    serve(contract.exportOverview, ({ actor, origin, language, database }) =>
      exportOverview({ ...needs, database }, { actor, origin, language }),
    ),
  ];
}
