import audit from '../../messages/en/audit.json' with { type: 'json' };
import catalogAcknowledgement from '../../messages/en/catalog-acknowledgement.json' with { type: 'json' };
import catalogAdjustment from '../../messages/en/catalog-adjustment.json' with { type: 'json' };
import catalogBulk from '../../messages/en/catalog-bulk.json' with { type: 'json' };
import catalogCampaign from '../../messages/en/catalog-campaign.json' with { type: 'json' };
import catalogChangeFeed from '../../messages/en/catalog-change-feed.json' with { type: 'json' };
import catalogClaim from '../../messages/en/catalog-claim.json' with { type: 'json' };
import catalogCollection from '../../messages/en/catalog-collection.json' with { type: 'json' };
import catalogConformance from '../../messages/en/catalog-conformance.json' with { type: 'json' };
import catalogDenial from '../../messages/en/catalog-denial.json' with { type: 'json' };
import catalogDuplicate from '../../messages/en/catalog-duplicate.json' with { type: 'json' };
import catalogElement from '../../messages/en/catalog-element.json' with { type: 'json' };
import catalogFinding from '../../messages/en/catalog-finding.json' with { type: 'json' };
import catalogImport from '../../messages/en/catalog-import.json' with { type: 'json' };
import catalogListing from '../../messages/en/catalog-listing.json' with { type: 'json' };
import catalogOpinion from '../../messages/en/catalog-opinion.json' with { type: 'json' };
import catalogOverview from '../../messages/en/catalog-overview.json' with { type: 'json' };
import catalogRevisionCase from '../../messages/en/catalog-revision-case.json' with { type: 'json' };
import catalogSubscription from '../../messages/en/catalog-subscription.json' with { type: 'json' };
import catalogTransfer from '../../messages/en/catalog-transfer.json' with { type: 'json' };
import catalogTranslationWorkbook from '../../messages/en/catalog-translation-workbook.json' with { type: 'json' };
import catalogTranslation from '../../messages/en/catalog-translation.json' with { type: 'json' };
import catalogWebhook from '../../messages/en/catalog-webhook.json' with { type: 'json' };
import catalogWithdrawal from '../../messages/en/catalog-withdrawal.json' with { type: 'json' };
import catalogWorkbook from '../../messages/en/catalog-workbook.json' with { type: 'json' };
import catalog from '../../messages/en/catalog.json' with { type: 'json' };
import correction from '../../messages/en/correction.json' with { type: 'json' };
import deskNotice from '../../messages/en/desk-notice.json' with { type: 'json' };
import desk from '../../messages/en/desk.json' with { type: 'json' };
import deskDelegation from '../../messages/en/desk-delegation.json' with { type: 'json' };
import deskHandover from '../../messages/en/desk-handover.json' with { type: 'json' };
import gateway from '../../messages/en/gateway.json' with { type: 'json' };
import identity from '../../messages/en/identity.json' with { type: 'json' };
import law from '../../messages/en/law.json' with { type: 'json' };
import platform from '../../messages/en/platform.json' with { type: 'json' };
import portalAcknowledgement from '../../messages/en/portal-acknowledgement.json' with { type: 'json' };
import portalAdjustment from '../../messages/en/portal-adjustment.json' with { type: 'json' };
import portalAggregation from '../../messages/en/portal-aggregation.json' with { type: 'json' };
import portalBulk from '../../messages/en/portal-bulk.json' with { type: 'json' };
import portalCampaign from '../../messages/en/portal-campaign.json' with { type: 'json' };
import portalCatalog from '../../messages/en/portal-catalog.json' with { type: 'json' };
import portalCollection from '../../messages/en/portal-collection.json' with { type: 'json' };
import portalConformance from '../../messages/en/portal-conformance.json' with { type: 'json' };
import portalCorrection from '../../messages/en/portal-correction.json' with { type: 'json' };
import portalDemand from '../../messages/en/portal-demand.json' with { type: 'json' };
import portalDenial from '../../messages/en/portal-denial.json' with { type: 'json' };
import portalDisposal from '../../messages/en/portal-disposal.json' with { type: 'json' };
import portalPaperSignature from '../../messages/en/portal-paper-signature.json' with { type: 'json' };
import portalDispute from '../../messages/en/portal-dispute.json' with { type: 'json' };
import portalDuplicate from '../../messages/en/portal-duplicate.json' with { type: 'json' };
import portalElement from '../../messages/en/portal-element.json' with { type: 'json' };
import portalExtension from '../../messages/en/portal-extension.json' with { type: 'json' };
import portalFiling from '../../messages/en/portal-filing.json' with { type: 'json' };
import portalFinding from '../../messages/en/portal-finding.json' with { type: 'json' };
import portalGrant from '../../messages/en/portal-grant.json' with { type: 'json' };
import portalHandling from '../../messages/en/portal-handling.json' with { type: 'json' };
import portalListing from '../../messages/en/portal-listing.json' with { type: 'json' };
import portalOverview from '../../messages/en/portal-overview.json' with { type: 'json' };
import portalRevisionCase from '../../messages/en/portal-revision-case.json' with { type: 'json' };
import portalSharing from '../../messages/en/portal-sharing.json' with { type: 'json' };
import portalSource from '../../messages/en/portal-source.json' with { type: 'json' };
import portalStatistics from '../../messages/en/portal-statistics.json' with { type: 'json' };
import portalOffer from '../../messages/en/portal-offer.json' with { type: 'json' };
import portalStoppage from '../../messages/en/portal-stoppage.json' with { type: 'json' };
import portalSupplement from '../../messages/en/portal-supplement.json' with { type: 'json' };
import portalTranslation from '../../messages/en/portal-translation.json' with { type: 'json' };
import portalUse from '../../messages/en/portal-use.json' with { type: 'json' };
import portalWebhook from '../../messages/en/portal-webhook.json' with { type: 'json' };
import portalWork from '../../messages/en/portal-work.json' with { type: 'json' };
import portal from '../../messages/en/portal.json' with { type: 'json' };
import sharingAggregation from '../../messages/en/sharing-aggregation.json' with { type: 'json' };
import sharingBackflow from '../../messages/en/sharing-backflow.json' with { type: 'json' };
import sharingDemand from '../../messages/en/sharing-demand.json' with { type: 'json' };
import sharingDisposal from '../../messages/en/sharing-disposal.json' with { type: 'json' };
import sharingDispute from '../../messages/en/sharing-dispute.json' with { type: 'json' };
import sharingExtension from '../../messages/en/sharing-extension.json' with { type: 'json' };
import sharingFiling from '../../messages/en/sharing-filing.json' with { type: 'json' };
import sharingGrant from '../../messages/en/sharing-grant.json' with { type: 'json' };
import sharingHandling from '../../messages/en/sharing-handling.json' with { type: 'json' };
import sharingLetter from '../../messages/en/sharing-letter.json' with { type: 'json' };
import sharingPaperSignature from '../../messages/en/sharing-paper-signature.json' with { type: 'json' };
import sharingPaper from '../../messages/en/sharing-paper.json' with { type: 'json' };
import sharingStamps from '../../messages/en/sharing-stamps.json' with { type: 'json' };
import sharingQuestions from '../../messages/en/sharing-questions.json' with { type: 'json' };
import sharingReuse from '../../messages/en/sharing-reuse.json' with { type: 'json' };
import sharingStatistics from '../../messages/en/sharing-statistics.json' with { type: 'json' };
import sharingOffer from '../../messages/en/sharing-offer.json' with { type: 'json' };
import sharingStoppage from '../../messages/en/sharing-stoppage.json' with { type: 'json' };
import sharingSupplement from '../../messages/en/sharing-supplement.json' with { type: 'json' };
import sharing from '../../messages/en/sharing.json' with { type: 'json' };
import sharingTemplate from '../../messages/en/sharing-template.json' with { type: 'json' };
import sharingUse from '../../messages/en/sharing-use.json' with { type: 'json' };
import systemImport from '../../messages/en/system-import.json' with { type: 'json' };
import table from '../../messages/en/table.json' with { type: 'json' };

/** Every text in English. */
export const english: Readonly<Record<string, string>> = {
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
  ...catalogWorkbook,
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
  ...gateway,
  ...portalCatalog,
  ...portalCampaign,
  ...portalListing,
  ...portalTranslation,
  ...portalConformance,
  ...portalSharing,
  ...portalWork,
  ...portalWebhook,
  ...portal,
};
