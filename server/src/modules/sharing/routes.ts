import * as contract from '@karez/contract/sharing';
import { answerAggregation as answerAggregationRoute } from '@karez/contract/sharing/aggregation';
import type { Refusal } from '@karez/kit/refusal';
import type { CatalogueIndex } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { answerAggregation } from './aggregation/answer-aggregation.ts';
import { bindClient } from './bind-client.ts';
import { confirmDelivery } from './confirm-delivery.ts';
import { consentIn } from './consent-in.ts';
import { consentOut } from './consent-out.ts';
import { demandRoutes } from './demand/demand-routes.ts';
import { disposalRoutes } from './disposal/disposal-routes.ts';
import { disputeRoutes } from './dispute/dispute-routes.ts';
import { filingRoutes } from './filing/filing-routes.ts';
import { extensionRoutes } from './extension/extension-routes.ts';
import { handlingRoutes } from './handling/handling-routes.ts';
import { listRoutes } from './lists/list-routes.ts';
import { letterRoutes } from './letter/letter-routes.ts';
import { paperRoutes } from './paper/paper-routes.ts';
import { paperSigningRoutes } from './paper-signing/paper-signing-routes.ts';
import { exportApplications, exportGrants } from './export-sharing.ts';
import { listApplications } from './list-applications.ts';
import { listGrants } from './list-grants.ts';
import { narrowGrant } from './narrow-grant.ts';
import { proposeReply } from './propose-reply.ts';
import { readGrant } from './read-grant.ts';
import type { CascadeNeeds } from './renewal/read-cascade.ts';
import { reminderRoutes } from './reminder/reminder-routes.ts';
import { renewalRoutes } from './renewal/renewal-routes.ts';
import { reuseRoutes } from './reuse/reuse-routes.ts';
import { reviewRefusal } from './review-refusal.ts';
import { revokeGrant } from './revoke-grant.ts';
import { saveApplication } from './save-application.ts';
import { shownApplication } from './shown-application.ts';
import { shownGrant } from './shown-grant.ts';
import { startApplication } from './start-application.ts';
import { submitApplication } from './submit-application.ts';
import { statisticsRoutes } from './statistics/statistics-routes.ts';
import { stoppageRoutes } from './stoppage/stoppage-routes.ts';
import { supplementRoutes } from './supplement/supplement-routes.ts';
import { suspensionRoutes } from './suspension/suspension-routes.ts';
import { offerRoutes } from './offer/offer-routes.ts';
import { questionRoutes } from './questions/question-routes.ts';
import { stampRoutes } from './stamp/stamp-routes.ts';
import { templateRoutes } from './template/template-routes.ts';
import { useRecordRoutes } from './use-record/use-record-routes.ts';
import { withdrawApplication } from './withdraw-application.ts';

export { heldApplications } from './handling/hand-over-handling.ts';
export { ownDrafts } from './handling/own-drafts.ts';

/** The HTTP door of the module. */
export function sharingRoutes(needs: Needs & CascadeNeeds, index: CatalogueIndex): Served[] {
  return [
    ...requesterRoutes(needs),
    ...providerRoutes(needs),
    ...supplementRoutes(needs),
    ...extensionRoutes(needs),
    ...reminderRoutes(needs),
    ...handlingRoutes(needs),
    ...paperRoutes(needs),
    ...letterRoutes(needs),
    ...paperSigningRoutes(needs),
    ...useRecordRoutes(needs),
    ...grantRoutes(needs),
    ...suspensionRoutes(needs),
    ...renewalRoutes(needs),
    ...reuseRoutes(needs),
    ...templateRoutes(needs),
    ...offerRoutes(needs),
    ...questionRoutes(needs),
    ...stampRoutes(needs),
    ...disposalRoutes(needs),
    ...disputeRoutes(needs),
    ...filingRoutes(needs),
    ...stoppageRoutes(needs),
    ...demandRoutes({ ...needs, index }),
    ...listRoutes(needs),
    ...statisticsRoutes(needs),
  ];
}

function requesterRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listApplications, ({ actor, query }) =>
      listApplications(needs, { actor, ...query, cursor: query.cursor, state: query.state, q: query.q }),
    ),
    serve(contract.exportApplications, ({ actor, query, origin, language, database }) =>
      exportApplications({ ...needs, database }, { actor, origin, language }, { ...query, state: query.state, q: query.q }),
    ),
    serve(contract.getApplication, (call) => shownApplication(needs, call, call.params)),
    serve(contract.startApplication, async (call) => {
      const { actor, body, origin, database } = call;
      return shownApplication(needs, call, await startApplication({ ...needs, database }, { actor, ...body, origin }));
    }),
    serve(contract.saveApplication, async (call) => {
      const { actor, params, body, ifMatch } = call;
      return shownApplication(needs, call, await saveApplication(needs, { actor, ...params, ...body, ifMatch }));
    }),
    serve(contract.submitApplication, async (call) => {
      const { actor, params, origin } = call;
      return shownApplication(needs, call, await submitApplication(needs, { actor, ...params, origin }));
    }),
    serve(contract.consentOut, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await consentOut(needs, { actor, ...params, decision: body, origin }));
    }),
    serve(answerAggregationRoute, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await answerAggregation(needs, { actor, ...params, ...body, origin }));
    }),
    serve(contract.withdrawApplication, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await withdrawApplication(needs, { actor, ...params, ...body, origin }));
    }),
  ];
}

function providerRoutes(needs: Needs): Served[] {
  return [
    serve(contract.proposeReply, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await proposeReply(needs, { actor, ...params, proposal: body, origin }));
    }),
    serve(contract.consentIn, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await consentIn(needs, { actor, ...params, decision: body, origin }));
    }),
    serve(contract.reviewRefusal, async (call) => {
      const { actor, params, body, origin } = call;
      return shownApplication(needs, call, await reviewRefusal(needs, { actor, ...params, ...body, origin }));
    }),
  ];
}

function grantRoutes(needs: Needs): Served[] {
  const after = (actor: Actor, done: { grantId: string } | Refusal) => shownGrant(needs, actor, done);
  return [
    serve(contract.listGrants, ({ actor, query }) => listGrants(needs, { actor, ...query, cursor: query.cursor, state: query.state })),
    serve(contract.exportGrants, ({ actor, query, origin, language, database }) =>
      exportGrants({ ...needs, database }, { actor, origin, language }, { ...query, state: query.state }),
    ),
    serve(contract.getGrant, ({ actor, params }) => readGrant(needs, { actor, ...params })),
    serve(contract.bindClient, async ({ actor, params, body, origin }) =>
      after(actor, await bindClient(needs, { actor, ...params, ...body, origin })),
    ),
    serve(contract.confirmDelivery, async ({ actor, params, origin }) =>
      after(actor, await confirmDelivery(needs, { actor, ...params, origin })),
    ),
    serve(contract.narrowGrant, async ({ actor, params, body, origin }) =>
      after(actor, await narrowGrant(needs, { actor, ...params, ...body, origin })),
    ),
    serve(contract.revokeGrant, async ({ actor, params, body, origin }) =>
      after(actor, await revokeGrant(needs, { actor, ...params, ...body, origin })),
    ),
  ];
}
