import * as contract from '@karez/contract/sharing/paper';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { printPaper } from './print-paper.ts';

/** The HTTP door of papers. */
export function paperRoutes(needs: Needs): Served[] {
  return [
    serve(contract.printPaper, ({ actor, params, origin, database }) => printPaper({ ...needs, database }, { actor, ...params, origin })),
  ];
}
