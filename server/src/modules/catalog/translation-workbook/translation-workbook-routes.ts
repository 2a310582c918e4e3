import * as contract from '@karez/contract/catalog/translation-workbook';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { exportTranslations } from './export-translations.ts';
import { importTranslations } from './import-translations.ts';

/** Translations out as a workbook and back in; part of the catalogue's HTTP door. */
export function translationWorkbookRoutes(needs: Needs): Served[] {
  return [
    serve(contract.exportTranslations, ({ actor, origin, language, query, database }) =>
      exportTranslations({ ...needs, database }, { actor, origin, language, query }),
    ),
    serve(contract.importTranslations, ({ actor, origin, body, files, database }) =>
      importTranslations({ ...needs, database }, { actor, origin, language: body.language, files }),
    ),
  ];
}
