import audit from '../../messages/zh/audit.json' with { type: 'json' };
import catalogAcknowledgement from '../../messages/zh/catalog-acknowledgement.json' with { type: 'json' };
import catalogAdjustment from '../../messages/zh/catalog-adjustment.json' with { type: 'json' };
import catalogBulk from '../../messages/zh/catalog-bulk.json' with { type: 'json' };
import catalogCampaign from '../../messages/zh/catalog-campaign.json' with { type: 'json' };
import catalogChangeFeed from '../../messages/zh/catalog-change-feed.json' with { type: 'json' };
import catalogClaim from '../../messages/zh/catalog-claim.json' with { type: 'json' };
import catalogCollection from '../../messages/zh/catalog-collection.json' with { type: 'json' };
import catalogConformance from '../../messages/zh/catalog-conformance.json' with { type: 'json' };
import catalogDenial from '../../messages/zh/catalog-denial.json' with { type: 'json' };
import catalogDuplicate from '../../messages/zh/catalog-duplicate.json' with { type: 'json' };
import catalogElement from '../../messages/zh/catalog-element.json' with { type: 'json' };
import catalogFinding from '../../messages/zh/catalog-finding.json' with { type: 'json' };
import catalogImport from '../../messages/zh/catalog-import.json' with { type: 'json' };
import catalogListing from '../../messages/zh/catalog-listing.json' with { type: 'json' };
import catalogOpinion from '../../messages/zh/catalog-opinion.json' with { type: 'json' };
import catalogOverview from '../../messages/zh/catalog-overview.json' with { type: 'json' };
import catalogRevisionCase from '../../messages/zh/catalog-revision-case.json' with { type: 'json' };
import catalogSubscription from '../../messages/zh/catalog-subscription.json' with { type: 'json' };
import catalogTransfer from '../../messages/zh/catalog-transfer.json' with { type: 'json' };
import catalogTranslationWorkbook from '../../messages/zh/catalog-translation-workbook.json' with { type: 'json' };
import catalogTranslation from '../../messages/zh/catalog-translation.json' with { type: 'json' };
import catalogWebhook from '../../messages/zh/catalog-webhook.json' with { type: 'json' };
import catalogWithdrawal from '../../messages/zh/catalog-withdrawal.json' with { type: 'json' };
import catalogWorkbook from '../../messages/zh/catalog-workbook.json' with { type: 'json' };
import catalog from '../../messages/zh/catalog.json' with { type: 'json' };
import correction from '../../messages/zh/correction.json' with { type: 'json' };
import deskNotice from '../../messages/zh/desk-notice.json' with { type: 'json' };
import desk from '../../messages/zh/desk.json' with { type: 'json' };
import deskDelegation from '../../messages/zh/desk-delegation.json' with { type: 'json' };
import deskHandover from '../../messages/zh/desk-handover.json' with { type: 'json' };
import gateway from '../../messages/zh/gateway.json' with { type: 'json' };
import identity from '../../messages/zh/identity.json' with { type: 'json' };
import law from '../../messages/zh/law.json' with { type: 'json' };
import platform from '../../messages/zh/platform.json' with { type: 'json' };
import portalAcknowledgement from '../../messages/zh/portal-acknowledgement.json' with { type: 'json' };
import portalAdjustment from '../../messages/zh/portal-adjustment.json' with { type: 'json' };
import portalAggregation from '../../messages/zh/portal-aggregation.json' with { type: 'json' };
import portalBulk from '../../messages/zh/portal-bulk.json' with { type: 'json' };
import portalCampaign from '../../messages/zh/portal-campaign.json' with { type: 'json' };
import portalCatalog from '../../messages/zh/portal-catalog.json' with { type: 'json' };
import portalCollection from '../../messages/zh/portal-collection.json' with { type: 'json' };
import portalConformance from '../../messages/zh/portal-conformance.json' with { type: 'json' };
import portalCorrection from '../../messages/zh/portal-correction.json' with { type: 'json' };
import portalDemand from '../../messages/zh/portal-demand.json' with { type: 'json' };
import portalDenial from '../../messages/zh/portal-denial.json' with { type: 'json' };
import portalDisposal from '../../messages/zh/portal-disposal.json' with { type: 'json' };
import portalPaperSignature from '../../messages/zh/portal-paper-signature.json' with { type: 'json' };
import portalDispute from '../../messages/zh/portal-dispute.json' with { type: 'json' };
import portalDuplicate from '../../messages/zh/portal-duplicate.json' with { type: 'json' };
import portalElement from '../../messages/zh/portal-element.json' with { type: 'json' };
import portalExtension from '../../messages/zh/portal-extension.json' with { type: 'json' };
import portalFiling from '../../messages/zh/portal-filing.json' with { type: 'json' };
import portalFinding from '../../messages/zh/portal-finding.json' with { type: 'json' };
import portalGrant from '../../messages/zh/portal-grant.json' with { type: 'json' };
import portalHandling from '../../messages/zh/portal-handling.json' with { type: 'json' };
import portalListing from '../../messages/zh/portal-listing.json' with { type: 'json' };
import portalOverview from '../../messages/zh/portal-overview.json' with { type: 'json' };
import portalRevisionCase from '../../messages/zh/portal-revision-case.json' with { type: 'json' };
import portalSharing from '../../messages/zh/portal-sharing.json' with { type: 'json' };
import portalSource from '../../messages/zh/portal-source.json' with { type: 'json' };
import portalStatistics from '../../messages/zh/portal-statistics.json' with { type: 'json' };
import portalOffer from '../../messages/zh/portal-offer.json' with { type: 'json' };
import portalStoppage from '../../messages/zh/portal-stoppage.json' with { type: 'json' };
import portalSupplement from '../../messages/zh/portal-supplement.json' with { type: 'json' };
import portalTranslation from '../../messages/zh/portal-translation.json' with { type: 'json' };
import portalUse from '../../messages/zh/portal-use.json' with { type: 'json' };
import portalWebhook from '../../messages/zh/portal-webhook.json' with { type: 'json' };
import portalWork from '../../messages/zh/portal-work.json' with { type: 'json' };
import portal from '../../messages/zh/portal.json' with { type: 'json' };
import sharingAggregation from '../../messages/zh/sharing-aggregation.json' with { type: 'json' };
import sharingBackflow from '../../messages/zh/sharing-backflow.json' with { type: 'json' };
import sharingDemand from '../../messages/zh/sharing-demand.json' with { type: 'json' };
import sharingDisposal from '../../messages/zh/sharing-disposal.json' with { type: 'json' };
import sharingDispute from '../../messages/zh/sharing-dispute.json' with { type: 'json' };
import sharingExtension from '../../messages/zh/sharing-extension.json' with { type: 'json' };
import sharingFiling from '../../messages/zh/sharing-filing.json' with { type: 'json' };
import sharingGrant from '../../messages/zh/sharing-grant.json' with { type: 'json' };
import sharingHandling from '../../messages/zh/sharing-handling.json' with { type: 'json' };
import sharingLetter from '../../messages/zh/sharing-letter.json' with { type: 'json' };
import sharingPaperSignature from '../../messages/zh/sharing-paper-signature.json' with { type: 'json' };
import sharingPaper from '../../messages/zh/sharing-paper.json' with { type: 'json' };
import sharingStamps from '../../messages/zh/sharing-stamps.json' with { type: 'json' };
import sharingQuestions from '../../messages/zh/sharing-questions.json' with { type: 'json' };
import sharingReuse from '../../messages/zh/sharing-reuse.json' with { type: 'json' };
import sharingStatistics from '../../messages/zh/sharing-statistics.json' with { type: 'json' };
import sharingOffer from '../../messages/zh/sharing-offer.json' with { type: 'json' };
import sharingStoppage from '../../messages/zh/sharing-stoppage.json' with { type: 'json' };
import sharingSupplement from '../../messages/zh/sharing-supplement.json' with { type: 'json' };
import sharing from '../../messages/zh/sharing.json' with { type: 'json' };
import sharingTemplate from '../../messages/zh/sharing-template.json' with { type: 'json' };
import sharingUse from '../../messages/zh/sharing-use.json' with { type: 'json' };
import systemImport from '../../messages/zh/system-import.json' with { type: 'json' };
import table from '../../messages/zh/table.json' with { type: 'json' };

/** Every text in Chinese. */
export const chinese: Readonly<Record<string, string>> = {
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
