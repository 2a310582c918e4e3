import * as contract from '@karez/contract/catalog-import';
import { isRefusal } from '@karez/kit/refusal';

import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';

import { applyImport } from './apply-import.ts';
import { downloadRefusedRows } from './download-refused.ts';
import { importView, wholeImportView } from './import-view.ts';
import { listImportRows, listImports, listUnknownValues, visibleImport } from './read-imports.ts';
import { startImport } from './start-import.ts';
import { undoImport } from './undo-import.ts';

/** The migration import's HTTP door; part of the catalogue's. */
export function importRoutes(needs: Needs): Served[] {
  return [
    serve(contract.startImport, async ({ actor, body, files, origin, database }) => {
      const { placeCode: code, placeName: name, secrecyDeclaration, target } = body;
      const place = code !== undefined && name !== undefined ? { code, name } : null;
      const job = await startImport({ ...needs, database }, { actor, secrecyDeclaration, target, place, files, origin });
      return isRefusal(job) ? job : importView({ ...needs, reader: database.reader }, job);
    }),
    serve(contract.listImports, ({ actor, query, database }) =>
      listImports({ ...needs, reader: database.reader }, { actor, cursor: query.cursor, limit: query.limit }),
    ),
    serve(contract.getImport, async ({ actor, params, database }) => {
      const job = await visibleImport(database.reader, { actor, ...params });
      return isRefusal(job) ? job : wholeImportView({ ...needs, reader: database.reader }, job);
    }),
    serve(contract.listImportRows, ({ actor, params, query, database }) => listImportRows(database.reader, { actor, ...params, ...query })),
    serve(contract.listUnknownValues, ({ actor, params, database }) => listUnknownValues(database.reader, { actor, ...params })),
    serve(contract.applyImport, async ({ actor, params, origin, database }) => {
      const job = await applyImport({ ...needs, database }, { actor, ...params, origin });
      return isRefusal(job) ? job : importView({ ...needs, reader: database.reader }, job);
    }),
    serve(contract.undoImport, async ({ actor, params, origin, database }) => {
      const job = await undoImport({ ...needs, database }, { actor, ...params, origin });
      return isRefusal(job) ? job : importView({ ...needs, reader: database.reader }, job);
    }),
    serve(contract.downloadRefusedRows, ({ actor, params, origin, language, database }) =>
      downloadRefusedRows({ ...needs, database }, { actor, ...params, origin, language }),
    ),
  ];
}
