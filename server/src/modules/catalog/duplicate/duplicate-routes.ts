import * as contract from '@karez/contract/catalog/duplicate';
import { serve, type Served } from '#platform/http/serve';
import type { StepNeeds } from '../revision/record-step.ts';
import { exportDuplicates, listDuplicates, reportDuplicates } from './read-duplicates.ts';

/** The HTTP door of the report on duplicate collection; part of the catalogue's. */
export function duplicateRoutes(needs: StepNeeds): Served[] {
  return [
    serve(contract.reportDuplicates, ({ actor, query, database }) =>
      reportDuplicates({ ...needs, reader: database.reader }, { ...query, actor }),
    ),
    serve(contract.listDuplicates, ({ actor, query, database }) =>
      listDuplicates({ ...needs, reader: database.reader }, { ...query, actor }),
    ),
    serve(contract.exportDuplicates, ({ actor, query, origin, language, database }) =>
      exportDuplicates({ ...needs, database }, { ...query, actor, origin, language }),
    ),
  ];
}
