import * as contract from '@karez/contract/catalog/denial';
import { serve, type Served } from '#platform/http/serve';
import type { StepNeeds } from '../revision/record-step.ts';
import { listReassessmentsFor } from './read-reassessments.ts';

/** HTTP door of denials that are to be reassessed; part of the catalogue's. */
export function denialRoutes(needs: StepNeeds): Served[] {
  return [
    serve(contract.listReassessments, ({ actor, query, database }) =>
      listReassessmentsFor({ ...needs, reader: database.reader }, { ...query, cursor: query.cursor, actor }),
    ),
  ];
}
