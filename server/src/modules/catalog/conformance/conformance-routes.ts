import * as contract from '@karez/contract/catalog/conformance';
import { serve, type Served } from '#platform/http/serve';
import type { StepNeeds } from '../revision/record-step.ts';
import { decideNonconformity, explainNonconformity } from './answer-nonconformity.ts';
import { exportNonconformities, listNonconformitiesFor, listRuns } from './read-nonconformities.ts';
import { recheckEntry } from './recheck-entry.ts';
import { startConformanceRun } from './start-run.ts';

/** HTTP door of the conformance review; part of the catalogue's. */
export function conformanceRoutes(needs: StepNeeds): Served[] {
  return [
    serve(contract.startConformanceRun, ({ actor, body, origin, database }) =>
      startConformanceRun({ ...needs, database }, { ...body, actor, origin }),
    ),
    serve(contract.listConformanceRuns, ({ actor, query, database }) =>
      listRuns(database.reader, { actor, cursor: query.cursor, limit: query.limit }),
    ),
    serve(contract.listNonconformities, ({ actor, query, database }) =>
      listNonconformitiesFor({ ...needs, reader: database.reader }, { ...query, cursor: query.cursor, actor }),
    ),
    serve(contract.explainNonconformity, ({ actor, params, body, origin, database }) =>
      explainNonconformity({ ...needs, database }, { ...params, ...body, actor, origin }),
    ),
    serve(contract.decideNonconformity, ({ actor, params, body, origin, database }) =>
      decideNonconformity({ ...needs, database }, { ...params, ...body, actor, origin }),
    ),
    serve(contract.recheckEntry, ({ actor, params, origin, database }) =>
      recheckEntry({ ...needs, database }, { ...params, actor, origin }),
    ),
    serve(contract.exportNonconformities, ({ actor, query, origin, language, database }) =>
      exportNonconformities({ ...needs, database }, { ...query, actor, origin, language }),
    ),
  ];
}
