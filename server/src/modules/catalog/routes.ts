import * as contract from '@karez/contract/catalog';
import { listFacetValues as listFacetValuesRoute } from '@karez/contract/catalog/facet';
import { listUses as listUsesRoute } from '@karez/contract/catalog/use';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { acknowledgementRoutes } from './acknowledgement/acknowledgement-routes.ts';
import type { ImpactNeeds } from './acknowledgement/impact.ts';
import { changeFeedRoutes } from './change-feed/change-feed-routes.ts';
import { bulkRoutes } from './bulk/bulk-routes.ts';
import { openEntry } from './bulk/open-entry.ts';
import { denialRoutes } from './denial/denial-routes.ts';
import { recallRoutes } from './recall/recall-routes.ts';
import { conformanceRoutes } from './conformance/conformance-routes.ts';
import { adjustmentRoutes } from './adjustment/adjustment-routes.ts';
import { opinionRoutes } from './opinion/opinion-routes.ts';
import { campaignRoutes } from './campaign/campaign-routes.ts';
import { subscriptionRoutes } from './subscription/subscription-routes.ts';
import { workbookRoutes } from './workbook/workbook-routes.ts';
import { webhookRoutes } from './webhook/webhook-routes.ts';
import { importRoutes } from './import/import-routes.ts';
import { listCategories } from './entry/list-categories.ts';
import { listUses } from './use/list-uses.ts';
import { editionRoutes } from './edition/edition-routes.ts';
import { listingRoutes } from './listing/listing-routes.ts';
import { dcatRoutes } from './dcat/dcat-routes.ts';
import type { DcatNeeds } from './dcat/export-dcat.ts';
import { sourceRoutes } from './source/source-routes.ts';
import { duplicateRoutes } from './duplicate/duplicate-routes.ts';
import { elementRoutes } from './element/element-routes.ts';
import { findingRoutes } from './finding/finding-routes.ts';
import { findEntries } from './search/find-entries.ts';
import { listFacetValues } from './search/list-facet-values.ts';
import { giveStandingConsent } from './consent/give-standing-consent.ts';
import type { DemandNeeds } from './overview/overview-question.ts';
import { overviewRoutes } from './overview/overview-routes.ts';
import { openChange } from './revision/open-change.ts';
import { publishEntry } from './revision/publish-entry.ts';
import { readHistory } from './entry/read-entry.ts';
import { registerEntry } from './revision/register-entry.ts';
import { returnEntry } from './revision/return-entry.ts';
import { returnedRoutes } from './returned/returned-routes.ts';
import { revisionCaseRoutes } from './revision-case/revision-case-routes.ts';
import { reviewEntry } from './revision/review-entry.ts';
import { liveIndex, type LiveIndex } from './search/live-index.ts';
import { signEntry } from './revision/sign-entry.ts';
import type { StatusNeeds } from './status/status-handing.ts';
import { statusRoutes } from './status/status-routes.ts';
import { claimRoutes } from './claim/claim-routes.ts';
import { transferRoutes } from './transfer/transfer-routes.ts';
import { submitEntry } from './revision/submit-entry.ts';
import { updateDraft } from './revision/update-draft.ts';
import { translationRoutes } from './translation/translation-routes.ts';
import { translationWorkbookRoutes } from './translation-workbook/translation-workbook-routes.ts';
import { verifyDenial } from './revision/verify-denial.ts';
import { commandOf, tagged } from './entry/entry-call.ts';
import { withdrawalRoutes } from './withdrawal/withdrawal-routes.ts';

export { knownSourcesOf } from './source/known-sources.ts';

/** What other modules know of entries, lent by the process: against the arrow of the modules nothing is imported. */
export type LentToCatalog = Pick<DcatNeeds, 'servicesOf'> & Pick<StatusNeeds, 'applicantsOf'> & ImpactNeeds & DemandNeeds;

/** The process's own search index; `current()` makes it ahead of the first question. */
export function openCatalogSearch({ database }: Pick<Needs, 'database'>): LiveIndex {
  return liveIndex(database.reader);
}

/** HTTP door of the catalogue: what the web process mounts. */
export function catalogRoutes(needs: Needs & LentToCatalog, index: LiveIndex = openCatalogSearch(needs)): Served[] {
  return [
    ...readRoutes(needs, index),
    ...draftRoutes({ ...needs, index }),
    ...decisionRoutes(needs),
    ...statusRoutes(needs),
    ...listingRoutes(needs),
    ...transferRoutes(needs),
    ...adjustmentRoutes({ ...needs, index }),
    ...opinionRoutes(needs),
    ...findingRoutes({ ...needs, index }),
    ...editionRoutes(needs),
    ...claimRoutes(needs),
    ...elementRoutes(needs),
    ...sourceRoutes(),
    ...returnedRoutes(),
    ...duplicateRoutes(needs),
    ...importRoutes(needs),
    ...campaignRoutes(needs),
    ...revisionCaseRoutes(needs),
    ...bulkRoutes({ ...needs, index }),
    ...conformanceRoutes(needs),
    ...denialRoutes(needs),
    ...recallRoutes(needs),
    ...dcatRoutes({ ...needs, index }),
    ...changeFeedRoutes(needs),
    ...overviewRoutes(needs),
    ...withdrawalRoutes(needs),
    ...translationRoutes(needs),
    ...translationWorkbookRoutes(needs),
    ...webhookRoutes(needs),
    ...subscriptionRoutes(needs),
    ...workbookRoutes({ ...needs, index }),
    ...acknowledgementRoutes(needs),
  ];
}

function readRoutes(needs: Needs, index: LiveIndex) {
  return [
    serve(contract.listEntries, ({ actor, query, language, database }) =>
      findEntries({ ...needs, index, reader: database.reader }, { actor, query, language }),
    ),
    serve(listFacetValuesRoute, ({ actor, params, query, language, database }) =>
      listFacetValues({ index, reader: database.reader }, { actor, facet: params.facet, query, language }),
    ),
    serve(contract.getEntry, async (call) =>
      tagged(call, await openEntry({ ...needs, database: call.database }, { actor: call.actor, entryId: call.params.entryId })),
    ),
    serve(contract.getEntryHistory, ({ actor, params, query, database }) =>
      readHistory({ reader: database.reader }, { actor, entryId: params.entryId, ...query }),
    ),
    serve(listUsesRoute, ({ actor, params, query, database }) =>
      listUses({ reader: database.reader }, { actor, entryId: params.entryId, ...query }),
    ),
    serve(contract.listCategories, ({ database }) => listCategories({ reader: database.reader })),
  ];
}

function draftRoutes(needs: Needs & { readonly index: LiveIndex }) {
  return [
    serve(contract.registerEntry, async (call) =>
      tagged(call, await registerEntry({ ...needs, database: call.database }, { ...call.body, actor: call.actor, origin: call.origin })),
    ),
    serve(contract.updateDraft, async (call) =>
      tagged(call, await updateDraft({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.submitEntry, async (call) =>
      tagged(call, await submitEntry({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.openChange, async (call) =>
      tagged(call, await openChange({ ...needs, database: call.database }, { ...commandOf(call), trigger: call.body })),
    ),
  ];
}

function decisionRoutes(needs: Needs & ImpactNeeds) {
  return [
    serve(contract.reviewEntry, async (call) =>
      tagged(call, await reviewEntry({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.signEntry, async (call) =>
      tagged(call, await signEntry({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.publishEntry, async (call) =>
      tagged(call, await publishEntry({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.verifyDenial, (call) => verifyDenial({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    serve(contract.returnEntry, (call) => returnEntry({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    serve(contract.giveStandingConsent, async (call) =>
      tagged(call, await giveStandingConsent({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
  ];
}
