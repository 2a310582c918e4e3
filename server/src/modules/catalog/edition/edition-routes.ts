import * as contract from '@karez/contract/catalog/edition';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { downloadEdition } from './download-edition.ts';
import { issueEdition } from './issue-edition.ts';
import { listEditions, listLines, readEdition } from './read-editions.ts';

/** The HTTP door of the editions (统一通告). */
export function editionRoutes(needs: Needs): Served[] {
  return [
    serve(contract.issueEdition, ({ actor, body, origin, database }) => issueEdition({ ...needs, database }, { ...body, actor, origin })),
    serve(contract.listEditions, ({ actor, query, database }) =>
      listEditions(database.reader, { actor, cursor: query.cursor, limit: query.limit }),
    ),
    serve(contract.getEdition, ({ params, database }) => readEdition(database.reader, params.editionId)),
    serve(contract.listEditionLines, ({ params, query, database }) =>
      listLines(database.reader, { ...params, part: query.part, cursor: query.cursor, limit: query.limit }),
    ),
    serve(contract.downloadEdition, ({ actor, params, origin, language, database }) =>
      downloadEdition({ ...needs, database }, { actor, ...params, origin, language }),
    ),
  ];
}
