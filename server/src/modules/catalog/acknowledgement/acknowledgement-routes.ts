import * as contract from '@karez/contract/catalog/acknowledgement';
import { serve, type Served } from '#platform/http/serve';
import type { StepNeeds } from '../revision/record-step.ts';
import { speakOfVersion } from './answer-acknowledgement.ts';
import { exportAcknowledgements } from './export-acknowledgements.ts';
import type { ImpactNeeds } from './impact.ts';
import { listAcknowledgementsFor, readAcknowledgement } from './read-acknowledgements.ts';
import { readChangeImpact, readComparison, readVersions } from './read-versions.ts';

/** HTTP door of versions and their acknowledgement; part of the catalogue's. */
export function acknowledgementRoutes(needs: StepNeeds & ImpactNeeds): Served[] {
  return [
    serve(contract.getChangeImpact, ({ actor, params, database }) =>
      readChangeImpact({ ...needs, reader: database.reader }, { actor, ...params }),
    ),
    serve(contract.listVersions, ({ actor, params, database }) =>
      readVersions({ ...needs, reader: database.reader }, { actor, ...params }),
    ),
    serve(contract.compareVersions, ({ actor, params, query, database }) =>
      readComparison({ ...needs, reader: database.reader }, { actor, ...params, ...query }),
    ),
    serve(contract.listAcknowledgements, ({ actor, query, database }) =>
      listAcknowledgementsFor({ ...needs, reader: database.reader }, { actor, ...query }),
    ),
    serve(contract.exportAcknowledgements, ({ actor, query, origin, language, database }) =>
      exportAcknowledgements({ ...needs, database }, { actor, origin, language, ...query }),
    ),
    serve(contract.getAcknowledgement, ({ actor, params, database }) =>
      readAcknowledgement({ ...needs, reader: database.reader }, { actor, ...params }),
    ),
    serve(contract.acknowledgeVersion, ({ actor, params, body, origin, database }) =>
      speakOfVersion({ ...needs, database }, { actor, origin, ...params, event: 'acknowledge', text: body.remark }),
    ),
    serve(contract.objectToVersion, ({ actor, params, body, origin, database }) =>
      speakOfVersion({ ...needs, database }, { actor, origin, ...params, event: 'contest', text: body.reason }),
    ),
    serve(contract.answerObjection, ({ actor, params, body, origin, database }) =>
      speakOfVersion({ ...needs, database }, { actor, origin, ...params, event: 'answer', text: body.answer }),
    ),
  ];
}
