import * as contract from '@karez/contract/catalog/workbook';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { categories } from '../entry/category-store.ts';
import type { LiveIndex } from '../search/live-index.ts';
import { exportWorkbook } from './export-workbook.ts';
import { guideWorkbook } from './workbook-file.ts';

/** The guide's workbook, out; it comes in through the imports. Part of the catalogue's HTTP door. */
export function workbookRoutes(needs: Needs & { index: LiveIndex }): Served[] {
  return [
    serve(contract.exportWorkbook, ({ actor, origin, query, database }) =>
      exportWorkbook({ ...needs, database }, { actor, origin, query }),
    ),
    serve(contract.downloadWorkbookTemplate, async ({ database }) => guideWorkbook([], await categories(database.reader))),
  ];
}
