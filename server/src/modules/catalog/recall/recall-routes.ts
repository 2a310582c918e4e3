import * as contract from '@karez/contract/catalog/recall';
import { serve, type Served } from '#platform/http/serve';
import type { ImpactNeeds } from '../acknowledgement/impact.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { readRecall } from './read-recall.ts';

/** HTTP door of recalls; part of the catalogue's. */
export function recallRoutes(needs: StepNeeds & Pick<ImpactNeeds, 'grantsOn'>): Served[] {
  return [
    serve(contract.getRecall, ({ actor, params, database }) => readRecall({ ...needs, reader: database.reader }, { actor, ...params })),
  ];
}
