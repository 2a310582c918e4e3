import * as contract from '@karez/contract/catalog/campaign';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { StepNeeds } from '../revision/record-step.ts';
import { sayOfPart, tieCampaignEntry } from './answer-campaign.ts';
import { exportCampaignBoard } from './export-board.ts';
import { closeCampaign, decideCampaignPart, remindDepartments } from './oversee-campaign.ts';
import { listCampaignsFor, listEntriesOfCampaign, readCampaign } from './read-campaigns.ts';
import { prolongCampaign } from './prolong-campaign.ts';
import { sendCampaign } from './send-campaign.ts';
import { startEntry } from './start-entry.ts';

/** HTTP door of compilation campaigns; part of the catalogue's. */
export function campaignRoutes(needs: StepNeeds): Served[] {
  return [
    serve(contract.listCampaigns, ({ actor, query, database }) =>
      listCampaignsFor({ ...needs, reader: database.reader }, { actor, cursor: query.cursor, limit: query.limit, state: query.state }),
    ),
    serve(contract.getCampaign, ({ actor, params, database }) => readCampaign({ ...needs, reader: database.reader }, { actor, ...params })),
    serve(contract.listCampaignEntries, ({ actor, params, query, database }) =>
      listEntriesOfCampaign(
        { reader: database.reader },
        { actor, ...params, cursor: query.cursor, limit: query.limit, organisationId: query.organisationId, stage: query.stage },
      ),
    ),
    serve(contract.exportCampaignBoard, ({ actor, params, query, origin, language, database }) =>
      exportCampaignBoard({ ...needs, database }, { actor, ...params, origin, status: query.status, language }),
    ),
    ...authorityRoutes(needs),
    ...departmentRoutes(needs),
  ];
}

function authorityRoutes(needs: StepNeeds): Served[] {
  return [
    serve(contract.sendCampaign, ({ actor, body, origin, database }) => sendCampaign({ ...needs, database }, { ...body, actor, origin })),
    serve(contract.remindDepartments, ({ actor, params, body, origin, database }) =>
      remindDepartments({ ...needs, database }, { ...params, ...body, actor, origin }),
    ),
    serve(contract.decideCampaignPart, ({ actor, params, body, origin, database }) =>
      decideCampaignPart({ ...needs, database }, { ...params, ...body, actor, origin }),
    ),
    serve(contract.prolongCampaign, ({ actor, params, body, origin, database }) =>
      prolongCampaign({ ...needs, database }, { ...params, ...body, actor, origin }),
    ),
    serve(contract.closeCampaign, ({ actor, params, body, origin, database }) =>
      closeCampaign({ ...needs, database }, { ...params, ...body, actor, origin }),
    ),
  ];
}

function departmentRoutes(needs: StepNeeds): Served[] {
  return [
    serve(contract.tieCampaignEntry, ({ actor, params, body, origin, database }) =>
      tieCampaignEntry({ ...needs, database }, { ...params, ...body, actor, origin }),
    ),
    serve(contract.reportCampaignPart, ({ actor, params, body, origin, database }) =>
      sayOfPart({ ...needs, database }, { ...params, actor, origin, event: 'report', says: body.note }),
    ),
    serve(contract.declareNone, ({ actor, params, body, origin, database }) =>
      sayOfPart({ ...needs, database }, { ...params, actor, origin, event: 'declare-none', says: body.reason }),
    ),
    serve(contract.startEntry, async (call) => {
      const started = await startEntry({ ...needs, database: call.database }, { ...call.body, actor: call.actor, origin: call.origin });
      if (!isRefusal(started)) call.setEtag(started.revision);
      return started;
    }),
  ];
}
