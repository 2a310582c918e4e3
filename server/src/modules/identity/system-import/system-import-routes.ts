import * as contract from '@karez/contract/identity/system-import';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { applySystemImport } from './apply-system-import.ts';
import { downloadRefusedSystems, systemImportRows, visibleSystemImport } from './read-system-imports.ts';
import { readingGate } from './reading-gate.ts';
import { startSystemImport } from './start-system-import.ts';
import { systemImportView } from './system-import-view.ts';
import { systemTemplate } from './system-template.ts';

/** The import of business systems; part of identity's HTTP door. */
export function systemImportRoutes(needs: Needs): Served[] {
  const readInTurn = readingGate();
  return [
    serve(contract.downloadSystemTemplate, ({ actor, language, database }) => systemTemplate(database.reader, actor, language)),
    serve(contract.startSystemImport, async ({ actor, body, files, origin, database }) => {
      const started = await startSystemImport({ ...needs, database, readInTurn }, { actor, ...body, files, origin });
      return isRefusal(started) ? started : systemImportView(database.reader, actor, { found: started, at: needs.clock.now() });
    }),
    serve(contract.getSystemImport, async ({ actor, params, database }) => {
      const found = await visibleSystemImport(database.reader, { actor, ...params });
      return isRefusal(found) ? found : systemImportView(database.reader, actor, { found, at: needs.clock.now() });
    }),
    serve(contract.listSystemImportRows, ({ actor, params, query, database }) =>
      systemImportRows(database.reader, { actor, ...params, ...query }),
    ),
    serve(contract.applySystemImport, async ({ actor, params, origin, database }) => {
      const applied = await applySystemImport({ ...needs, database }, { actor, ...params, origin });
      return isRefusal(applied) ? applied : systemImportView(database.reader, actor, { found: applied, at: needs.clock.now() });
    }),
    serve(contract.downloadRefusedSystems, ({ actor, params, origin, language, database }) =>
      downloadRefusedSystems({ ...needs, database }, { actor, ...params, origin, language }),
    ),
  ];
}
