import audit from '../../messages/ug/audit.json' with { type: 'json' };
import catalogAcknowledgement from '../../messages/ug/catalog-acknowledgement.json' with { type: 'json' };
import catalogAdjustment from '../../messages/ug/catalog-adjustment.json' with { type: 'json' };
import catalogBulk from '../../messages/ug/catalog-bulk.json' with { type: 'json' };
import catalogCampaign from '../../messages/ug/catalog-campaign.json' with { type: 'json' };
import catalogChangeFeed from '../../messages/ug/catalog-change-feed.json' with { type: 'json' };
import catalogClaim from '../../messages/ug/catalog-claim.json' with { type: 'json' };
import catalogCollection from '../../messages/ug/catalog-collection.json' with { type: 'json' };
import catalogConformance from '../../messages/ug/catalog-conformance.json' with { type: 'json' };
import catalogDenial from '../../messages/ug/catalog-denial.json' with { type: 'json' };
import catalogDuplicate from '../../messages/ug/catalog-duplicate.json' with { type: 'json' };
import catalogElement from '../../messages/ug/catalog-element.json' with { type: 'json' };
import catalogFinding from '../../messages/ug/catalog-finding.json' with { type: 'json' };
import catalogImport from '../../messages/ug/catalog-import.json' with { type: 'json' };
import catalogListing from '../../messages/ug/catalog-listing.json' with { type: 'json' };
import catalogOpinion from '../../messages/ug/catalog-opinion.json' with { type: 'json' };
import catalogOverview from '../../messages/ug/catalog-overview.json' with { type: 'json' };
import catalogRevisionCase from '../../messages/ug/catalog-revision-case.json' with { type: 'json' };
import catalogSubscription from '../../messages/ug/catalog-subscription.json' with { type: 'json' };
import catalogTransfer from '../../messages/ug/catalog-transfer.json' with { type: 'json' };
import catalogTranslationWorkbook from '../../messages/ug/catalog-translation-workbook.json' with { type: 'json' };
import catalogTranslation from '../../messages/ug/catalog-translation.json' with { type: 'json' };
import catalogWebhook from '../../messages/ug/catalog-webhook.json' with { type: 'json' };
import catalogWithdrawal from '../../messages/ug/catalog-withdrawal.json' with { type: 'json' };
import catalogWorkbook from '../../messages/ug/catalog-workbook.json' with { type: 'json' };
import catalog from '../../messages/ug/catalog.json' with { type: 'json' };
import correction from '../../messages/ug/correction.json' with { type: 'json' };
import deskNotice from '../../messages/ug/desk-notice.json' with { type: 'json' };
import desk from '../../messages/ug/desk.json' with { type: 'json' };
import deskDelegation from '../../messages/ug/desk-delegation.json' with { type: 'json' };
import deskHandover from '../../messages/ug/desk-handover.json' with { type: 'json' };
import gateway from '../../messages/ug/gateway.json' with { type: 'json' };
import identity from '../../messages/ug/identity.json' with { type: 'json' };
import law from '../../messages/ug/law.json' with { type: 'json' };
import platform from '../../messages/ug/platform.json' with { type: 'json' };
import portalAcknowledgement from '../../messages/ug/portal-acknowledgement.json' with { type: 'json' };
import portalAdjustment from '../../messages/ug/portal-adjustment.json' with { type: 'json' };
import portalAggregation from '../../messages/ug/portal-aggregation.json' with { type: 'json' };
import portalBulk from '../../messages/ug/portal-bulk.json' with { type: 'json' };
import portalCampaign from '../../messages/ug/portal-campaign.json' with { type: 'json' };
import portalCatalog from '../../messages/ug/portal-catalog.json' with { type: 'json' };
import portalCollection from '../../messages/ug/portal-collection.json' with { type: 'json' };
import portalConformance from '../../messages/ug/portal-conformance.json' with { type: 'json' };
import portalCorrection from '../../messages/ug/portal-correction.json' with { type: 'json' };
import portalDemand from '../../messages/ug/portal-demand.json' with { type: 'json' };
import portalDenial from '../../messages/ug/portal-denial.json' with { type: 'json' };
import portalDisposal from '../../messages/ug/portal-disposal.json' with { type: 'json' };
import portalPaperSignature from '../../messages/ug/portal-paper-signature.json' with { type: 'json' };
import portalDispute from '../../messages/ug/portal-dispute.json' with { type: 'json' };
import portalDuplicate from '../../messages/ug/portal-duplicate.json' with { type: 'json' };
import portalElement from '../../messages/ug/portal-element.json' with { type: 'json' };
import portalExtension from '../../messages/ug/portal-extension.json' with { type: 'json' };
import portalFiling from '../../messages/ug/portal-filing.json' with { type: 'json' };
import portalFinding from '../../messages/ug/portal-finding.json' with { type: 'json' };
import portalGrant from '../../messages/ug/portal-grant.json' with { type: 'json' };
import portalHandling from '../../messages/ug/portal-handling.json' with { type: 'json' };
import portalListing from '../../messages/ug/portal-listing.json' with { type: 'json' };
import portalOverview from '../../messages/ug/portal-overview.json' with { type: 'json' };
import portalRevisionCase from '../../messages/ug/portal-revision-case.json' with { type: 'json' };
import portalSharing from '../../messages/ug/portal-sharing.json' with { type: 'json' };
import portalSource from '../../messages/ug/portal-source.json' with { type: 'json' };
import portalStatistics from '../../messages/ug/portal-statistics.json' with { type: 'json' };
import portalOffer from '../../messages/ug/portal-offer.json' with { type: 'json' };
import portalStoppage from '../../messages/ug/portal-stoppage.json' with { type: 'json' };
import portalSupplement from '../../messages/ug/portal-supplement.json' with { type: 'json' };
import portalTranslation from '../../messages/ug/portal-translation.json' with { type: 'json' };
import portalUse from '../../messages/ug/portal-use.json' with { type: 'json' };
import portalWebhook from '../../messages/ug/portal-webhook.json' with { type: 'json' };
import portalWork from '../../messages/ug/portal-work.json' with { type: 'json' };
import portal from '../../messages/ug/portal.json' with { type: 'json' };
import sharingAggregation from '../../messages/ug/sharing-aggregation.json' with { type: 'json' };
import sharingBackflow from '../../messages/ug/sharing-backflow.json' with { type: 'json' };
import sharingDemand from '../../messages/ug/sharing-demand.json' with { type: 'json' };
import sharingDisposal from '../../messages/ug/sharing-disposal.json' with { type: 'json' };
import sharingDispute from '../../messages/ug/sharing-dispute.json' with { type: 'json' };
import sharingExtension from '../../messages/ug/sharing-extension.json' with { type: 'json' };
import sharingFiling from '../../messages/ug/sharing-filing.json' with { type: 'json' };
import sharingGrant from '../../messages/ug/sharing-grant.json' with { type: 'json' };
import sharingHandling from '../../messages/ug/sharing-handling.json' with { type: 'json' };
import sharingLetter from '../../messages/ug/sharing-letter.json' with { type: 'json' };
import sharingPaperSignature from '../../messages/ug/sharing-paper-signature.json' with { type: 'json' };
import sharingPaper from '../../messages/ug/sharing-paper.json' with { type: 'json' };
import sharingStamps from '../../messages/ug/sharing-stamps.json' with { type: 'json' };
import sharingQuestions from '../../messages/ug/sharing-questions.json' with { type: 'json' };
import sharingReuse from '../../messages/ug/sharing-reuse.json' with { type: 'json' };
import sharingStatistics from '../../messages/ug/sharing-statistics.json' with { type: 'json' };
import sharingOffer from '../../messages/ug/sharing-offer.json' with { type: 'json' };
import sharingStoppage from '../../messages/ug/sharing-stoppage.json' with { type: 'json' };
import sharingSupplement from '../../messages/ug/sharing-supplement.json' with { type: 'json' };
import sharing from '../../messages/ug/sharing.json' with { type: 'json' };
import sharingTemplate from '../../messages/ug/sharing-template.json' with { type: 'json' };
import sharingUse from '../../messages/ug/sharing-use.json' with { type: 'json' };
import systemImport from '../../messages/ug/system-import.json' with { type: 'json' };
import table from '../../messages/ug/table.json' with { type: 'json' };

/** Every text in Uyghur. */
export const uyghur: Readonly<Record<string, string>> = {
  ...platform,
  ...portalUse,
  ...sharingTemplate,
  ...sharingUse,
  ...table,
  ...audit,
  ...identity,
  ...systemImport,
  ...law,
  ...correction,
  ...portalCorrection,
  ...deskNotice,
  ...desk,
  ...deskDelegation,
  ...deskHandover,
  ...catalog,
  ...catalogCampaign,
  ...catalogCollection,
  ...portalCollection,
  ...catalogOverview,
  ...portalOverview,
  ...catalogBulk,
  ...catalogDenial,
  ...catalogDuplicate,
  ...portalDisposal,
  ...portalDispute,
  ...portalPaperSignature,
  ...portalAggregation,
  ...portalFiling,
  ...portalOffer,
  ...portalStoppage,
  ...portalDuplicate,
  ...portalSource,
  ...catalogElement,
  ...portalBulk,
  ...portalDenial,
  ...portalElement,
  ...catalogFinding,
  ...portalFinding,
  ...catalogConformance,
  ...catalogImport,
  ...catalogChangeFeed,
  ...catalogClaim,
  ...portalAcknowledgement,
  ...catalogAcknowledgement,
  ...catalogAdjustment,
  ...portalAdjustment,
  ...catalogOpinion,
  ...catalogTransfer,
  ...catalogWithdrawal,
  ...catalogTranslation,
  ...catalogTranslationWorkbook,
  ...catalogSubscription,
  ...catalogWebhook,
  ...catalogListing,
  ...catalogRevisionCase,
  ...portalRevisionCase,
  ...sharing,
  ...sharingBackflow,
  ...sharingDemand,
  ...sharingPaper,
  ...sharingLetter,
  ...sharingPaperSignature,
  ...sharingDisposal,
  ...sharingDispute,
  ...sharingAggregation,
  ...sharingFiling,
  ...sharingOffer,
  ...sharingStoppage,
  ...sharingExtension,
  ...sharingHandling,
  ...sharingQuestions,
  ...sharingStamps,
  ...sharingReuse,
  ...sharingStatistics,
  ...sharingSupplement,
  ...sharingGrant,
  ...portalGrant,
  ...portalExtension,
  ...portalHandling,
  ...portalStatistics,
  ...portalSupplement,
  ...portalDemand,
  ...catalogWorkbook,
  ...portalWebhook,
  ...gateway,
  ...portalCatalog,
  ...portalCampaign,
  ...portalListing,
  ...portalTranslation,
  ...portalConformance,
  ...portalSharing,
  ...portalWork,
  ...portal,
};
