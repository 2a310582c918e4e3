import platformZh from '../messages/zh/platform.json' with { type: 'json' };
import auditZh from '../messages/zh/audit.json' with { type: 'json' };
import identityZh from '../messages/zh/identity.json' with { type: 'json' };
import systemImportZh from '../messages/zh/system-import.json' with { type: 'json' };
import lawZh from '../messages/zh/law.json' with { type: 'json' };
import correctionZh from '../messages/zh/correction.json' with { type: 'json' };
import portalCorrectionZh from '../messages/zh/portal-correction.json' with { type: 'json' };
import deskZh from '../messages/zh/desk.json' with { type: 'json' };
import catalogZh from '../messages/zh/catalog.json' with { type: 'json' };
import catalogTranslationZh from '../messages/zh/catalog-translation.json' with { type: 'json' };
import catalogTranslationWorkbookZh from '../messages/zh/catalog-translation-workbook.json' with { type: 'json' };
import catalogCampaignZh from '../messages/zh/catalog-campaign.json' with { type: 'json' };
import catalogCollectionZh from '../messages/zh/catalog-collection.json' with { type: 'json' };
import portalCollectionZh from '../messages/zh/portal-collection.json' with { type: 'json' };
import catalogOverviewZh from '../messages/zh/catalog-overview.json' with { type: 'json' };
import portalOverviewZh from '../messages/zh/portal-overview.json' with { type: 'json' };
import catalogBulkZh from '../messages/zh/catalog-bulk.json' with { type: 'json' };
import catalogDenialZh from '../messages/zh/catalog-denial.json' with { type: 'json' };
import catalogDuplicateZh from '../messages/zh/catalog-duplicate.json' with { type: 'json' };
import portalDuplicateZh from '../messages/zh/portal-duplicate.json' with { type: 'json' };
import portalSourceZh from '../messages/zh/portal-source.json' with { type: 'json' };
import catalogElementZh from '../messages/zh/catalog-element.json' with { type: 'json' };
import portalBulkZh from '../messages/zh/portal-bulk.json' with { type: 'json' };
import portalDenialZh from '../messages/zh/portal-denial.json' with { type: 'json' };
import portalElementZh from '../messages/zh/portal-element.json' with { type: 'json' };
import catalogFindingZh from '../messages/zh/catalog-finding.json' with { type: 'json' };
import portalFindingZh from '../messages/zh/portal-finding.json' with { type: 'json' };
import catalogConformanceZh from '../messages/zh/catalog-conformance.json' with { type: 'json' };
import catalogImportZh from '../messages/zh/catalog-import.json' with { type: 'json' };
import catalogChangeFeedZh from '../messages/zh/catalog-change-feed.json' with { type: 'json' };
import catalogOpinionZh from '../messages/zh/catalog-opinion.json' with { type: 'json' };
import portalAdjustmentZh from '../messages/zh/portal-adjustment.json' with { type: 'json' };
import catalogAdjustmentZh from '../messages/zh/catalog-adjustment.json' with { type: 'json' };
import catalogClaimZh from '../messages/zh/catalog-claim.json' with { type: 'json' };
import portalAcknowledgementZh from '../messages/zh/portal-acknowledgement.json' with { type: 'json' };
import catalogAcknowledgementZh from '../messages/zh/catalog-acknowledgement.json' with { type: 'json' };
import catalogTransferZh from '../messages/zh/catalog-transfer.json' with { type: 'json' };
import catalogWithdrawalZh from '../messages/zh/catalog-withdrawal.json' with { type: 'json' };
import catalogSubscriptionZh from '../messages/zh/catalog-subscription.json' with { type: 'json' };
import catalogWebhookZh from '../messages/zh/catalog-webhook.json' with { type: 'json' };
import catalogListingZh from '../messages/zh/catalog-listing.json' with { type: 'json' };
import catalogRevisionCaseZh from '../messages/zh/catalog-revision-case.json' with { type: 'json' };
import portalRevisionCaseZh from '../messages/zh/portal-revision-case.json' with { type: 'json' };
import catalogWorkbookZh from '../messages/zh/catalog-workbook.json' with { type: 'json' };
import tableZh from '../messages/zh/table.json' with { type: 'json' };
import sharingZh from '../messages/zh/sharing.json' with { type: 'json' };
import sharingDemandZh from '../messages/zh/sharing-demand.json' with { type: 'json' };
import sharingPaperZh from '../messages/zh/sharing-paper.json' with { type: 'json' };
import sharingExtensionZh from '../messages/zh/sharing-extension.json' with { type: 'json' };
import sharingSupplementZh from '../messages/zh/sharing-supplement.json' with { type: 'json' };
import sharingGrantZh from '../messages/zh/sharing-grant.json' with { type: 'json' };
import portalGrantZh from '../messages/zh/portal-grant.json' with { type: 'json' };
import portalExtensionZh from '../messages/zh/portal-extension.json' with { type: 'json' };
import portalSupplementZh from '../messages/zh/portal-supplement.json' with { type: 'json' };
import portalDemandZh from '../messages/zh/portal-demand.json' with { type: 'json' };
import gatewayZh from '../messages/zh/gateway.json' with { type: 'json' };
import portalTranslationZh from '../messages/zh/portal-translation.json' with { type: 'json' };
import portalCatalogZh from '../messages/zh/portal-catalog.json' with { type: 'json' };
import portalCampaignZh from '../messages/zh/portal-campaign.json' with { type: 'json' };
import portalListingZh from '../messages/zh/portal-listing.json' with { type: 'json' };
import portalConformanceZh from '../messages/zh/portal-conformance.json' with { type: 'json' };
import portalSharingZh from '../messages/zh/portal-sharing.json' with { type: 'json' };
import portalWorkZh from '../messages/zh/portal-work.json' with { type: 'json' };
import portalWebhookZh from '../messages/zh/portal-webhook.json' with { type: 'json' };
import portalZh from '../messages/zh/portal.json' with { type: 'json' };
import catalogWorkbookUg from '../messages/ug/catalog-workbook.json' with { type: 'json' };
import portalWebhookUg from '../messages/ug/portal-webhook.json' with { type: 'json' };
import platformUg from '../messages/ug/platform.json' with { type: 'json' };
import auditUg from '../messages/ug/audit.json' with { type: 'json' };
import identityUg from '../messages/ug/identity.json' with { type: 'json' };
import systemImportUg from '../messages/ug/system-import.json' with { type: 'json' };
import lawUg from '../messages/ug/law.json' with { type: 'json' };
import correctionUg from '../messages/ug/correction.json' with { type: 'json' };
import portalCorrectionUg from '../messages/ug/portal-correction.json' with { type: 'json' };
import deskUg from '../messages/ug/desk.json' with { type: 'json' };
import catalogUg from '../messages/ug/catalog.json' with { type: 'json' };
import catalogTranslationUg from '../messages/ug/catalog-translation.json' with { type: 'json' };
import catalogTranslationWorkbookUg from '../messages/ug/catalog-translation-workbook.json' with { type: 'json' };
import catalogCampaignUg from '../messages/ug/catalog-campaign.json' with { type: 'json' };
import catalogCollectionUg from '../messages/ug/catalog-collection.json' with { type: 'json' };
import portalCollectionUg from '../messages/ug/portal-collection.json' with { type: 'json' };
import catalogOverviewUg from '../messages/ug/catalog-overview.json' with { type: 'json' };
import portalOverviewUg from '../messages/ug/portal-overview.json' with { type: 'json' };
import catalogBulkUg from '../messages/ug/catalog-bulk.json' with { type: 'json' };
import catalogDenialUg from '../messages/ug/catalog-denial.json' with { type: 'json' };
import catalogDuplicateUg from '../messages/ug/catalog-duplicate.json' with { type: 'json' };
import portalDuplicateUg from '../messages/ug/portal-duplicate.json' with { type: 'json' };
import portalSourceUg from '../messages/ug/portal-source.json' with { type: 'json' };
import catalogElementUg from '../messages/ug/catalog-element.json' with { type: 'json' };
import portalBulkUg from '../messages/ug/portal-bulk.json' with { type: 'json' };
import portalDenialUg from '../messages/ug/portal-denial.json' with { type: 'json' };
import portalElementUg from '../messages/ug/portal-element.json' with { type: 'json' };
import catalogFindingUg from '../messages/ug/catalog-finding.json' with { type: 'json' };
import portalFindingUg from '../messages/ug/portal-finding.json' with { type: 'json' };
import catalogConformanceUg from '../messages/ug/catalog-conformance.json' with { type: 'json' };
import catalogImportUg from '../messages/ug/catalog-import.json' with { type: 'json' };
import catalogChangeFeedUg from '../messages/ug/catalog-change-feed.json' with { type: 'json' };
import catalogOpinionUg from '../messages/ug/catalog-opinion.json' with { type: 'json' };
import portalAdjustmentUg from '../messages/ug/portal-adjustment.json' with { type: 'json' };
import catalogAdjustmentUg from '../messages/ug/catalog-adjustment.json' with { type: 'json' };
import catalogClaimUg from '../messages/ug/catalog-claim.json' with { type: 'json' };
import portalAcknowledgementUg from '../messages/ug/portal-acknowledgement.json' with { type: 'json' };
import catalogAcknowledgementUg from '../messages/ug/catalog-acknowledgement.json' with { type: 'json' };
import catalogTransferUg from '../messages/ug/catalog-transfer.json' with { type: 'json' };
import catalogWithdrawalUg from '../messages/ug/catalog-withdrawal.json' with { type: 'json' };
import catalogSubscriptionUg from '../messages/ug/catalog-subscription.json' with { type: 'json' };
import catalogWebhookUg from '../messages/ug/catalog-webhook.json' with { type: 'json' };
import catalogListingUg from '../messages/ug/catalog-listing.json' with { type: 'json' };
import catalogRevisionCaseUg from '../messages/ug/catalog-revision-case.json' with { type: 'json' };
import portalRevisionCaseUg from '../messages/ug/portal-revision-case.json' with { type: 'json' };
import tableUg from '../messages/ug/table.json' with { type: 'json' };
import sharingUg from '../messages/ug/sharing.json' with { type: 'json' };
import sharingDemandUg from '../messages/ug/sharing-demand.json' with { type: 'json' };
import sharingPaperUg from '../messages/ug/sharing-paper.json' with { type: 'json' };
import sharingExtensionUg from '../messages/ug/sharing-extension.json' with { type: 'json' };
import sharingSupplementUg from '../messages/ug/sharing-supplement.json' with { type: 'json' };
import sharingGrantUg from '../messages/ug/sharing-grant.json' with { type: 'json' };
import portalGrantUg from '../messages/ug/portal-grant.json' with { type: 'json' };
import portalExtensionUg from '../messages/ug/portal-extension.json' with { type: 'json' };
import portalSupplementUg from '../messages/ug/portal-supplement.json' with { type: 'json' };
import portalDemandUg from '../messages/ug/portal-demand.json' with { type: 'json' };
import gatewayUg from '../messages/ug/gateway.json' with { type: 'json' };
import portalTranslationUg from '../messages/ug/portal-translation.json' with { type: 'json' };
import portalCatalogUg from '../messages/ug/portal-catalog.json' with { type: 'json' };
import portalCampaignUg from '../messages/ug/portal-campaign.json' with { type: 'json' };
import portalListingUg from '../messages/ug/portal-listing.json' with { type: 'json' };
import portalConformanceUg from '../messages/ug/portal-conformance.json' with { type: 'json' };
import portalSharingUg from '../messages/ug/portal-sharing.json' with { type: 'json' };
import portalWorkUg from '../messages/ug/portal-work.json' with { type: 'json' };
import portalUg from '../messages/ug/portal.json' with { type: 'json' };
import platformEn from '../messages/en/platform.json' with { type: 'json' };
import auditEn from '../messages/en/audit.json' with { type: 'json' };
import identityEn from '../messages/en/identity.json' with { type: 'json' };
import systemImportEn from '../messages/en/system-import.json' with { type: 'json' };
import lawEn from '../messages/en/law.json' with { type: 'json' };
import correctionEn from '../messages/en/correction.json' with { type: 'json' };
import portalCorrectionEn from '../messages/en/portal-correction.json' with { type: 'json' };
import deskEn from '../messages/en/desk.json' with { type: 'json' };
import catalogEn from '../messages/en/catalog.json' with { type: 'json' };
import catalogTranslationEn from '../messages/en/catalog-translation.json' with { type: 'json' };
import catalogTranslationWorkbookEn from '../messages/en/catalog-translation-workbook.json' with { type: 'json' };
import catalogCampaignEn from '../messages/en/catalog-campaign.json' with { type: 'json' };
import catalogCollectionEn from '../messages/en/catalog-collection.json' with { type: 'json' };
import portalCollectionEn from '../messages/en/portal-collection.json' with { type: 'json' };
import catalogOverviewEn from '../messages/en/catalog-overview.json' with { type: 'json' };
import portalOverviewEn from '../messages/en/portal-overview.json' with { type: 'json' };
import catalogBulkEn from '../messages/en/catalog-bulk.json' with { type: 'json' };
import catalogDenialEn from '../messages/en/catalog-denial.json' with { type: 'json' };
import catalogDuplicateEn from '../messages/en/catalog-duplicate.json' with { type: 'json' };
import portalDuplicateEn from '../messages/en/portal-duplicate.json' with { type: 'json' };
import portalSourceEn from '../messages/en/portal-source.json' with { type: 'json' };
import catalogElementEn from '../messages/en/catalog-element.json' with { type: 'json' };
import portalBulkEn from '../messages/en/portal-bulk.json' with { type: 'json' };
import portalDenialEn from '../messages/en/portal-denial.json' with { type: 'json' };
import portalElementEn from '../messages/en/portal-element.json' with { type: 'json' };
import catalogFindingEn from '../messages/en/catalog-finding.json' with { type: 'json' };
import portalFindingEn from '../messages/en/portal-finding.json' with { type: 'json' };
import catalogConformanceEn from '../messages/en/catalog-conformance.json' with { type: 'json' };
import catalogImportEn from '../messages/en/catalog-import.json' with { type: 'json' };
import catalogChangeFeedEn from '../messages/en/catalog-change-feed.json' with { type: 'json' };
import catalogOpinionEn from '../messages/en/catalog-opinion.json' with { type: 'json' };
import portalAdjustmentEn from '../messages/en/portal-adjustment.json' with { type: 'json' };
import catalogAdjustmentEn from '../messages/en/catalog-adjustment.json' with { type: 'json' };
import catalogClaimEn from '../messages/en/catalog-claim.json' with { type: 'json' };
import portalAcknowledgementEn from '../messages/en/portal-acknowledgement.json' with { type: 'json' };
import catalogAcknowledgementEn from '../messages/en/catalog-acknowledgement.json' with { type: 'json' };
import catalogTransferEn from '../messages/en/catalog-transfer.json' with { type: 'json' };
import catalogWithdrawalEn from '../messages/en/catalog-withdrawal.json' with { type: 'json' };
import catalogSubscriptionEn from '../messages/en/catalog-subscription.json' with { type: 'json' };
import catalogWebhookEn from '../messages/en/catalog-webhook.json' with { type: 'json' };
import catalogListingEn from '../messages/en/catalog-listing.json' with { type: 'json' };
import catalogRevisionCaseEn from '../messages/en/catalog-revision-case.json' with { type: 'json' };
import portalRevisionCaseEn from '../messages/en/portal-revision-case.json' with { type: 'json' };
import catalogWorkbookEn from '../messages/en/catalog-workbook.json' with { type: 'json' };
import tableEn from '../messages/en/table.json' with { type: 'json' };
import sharingEn from '../messages/en/sharing.json' with { type: 'json' };
import sharingDemandEn from '../messages/en/sharing-demand.json' with { type: 'json' };
import sharingPaperEn from '../messages/en/sharing-paper.json' with { type: 'json' };
import sharingExtensionEn from '../messages/en/sharing-extension.json' with { type: 'json' };
import sharingSupplementEn from '../messages/en/sharing-supplement.json' with { type: 'json' };
import sharingGrantEn from '../messages/en/sharing-grant.json' with { type: 'json' };
import portalGrantEn from '../messages/en/portal-grant.json' with { type: 'json' };
import portalExtensionEn from '../messages/en/portal-extension.json' with { type: 'json' };
import portalSupplementEn from '../messages/en/portal-supplement.json' with { type: 'json' };
import portalDemandEn from '../messages/en/portal-demand.json' with { type: 'json' };
import gatewayEn from '../messages/en/gateway.json' with { type: 'json' };
import portalTranslationEn from '../messages/en/portal-translation.json' with { type: 'json' };
import portalCatalogEn from '../messages/en/portal-catalog.json' with { type: 'json' };
import portalCampaignEn from '../messages/en/portal-campaign.json' with { type: 'json' };
import portalListingEn from '../messages/en/portal-listing.json' with { type: 'json' };
import portalConformanceEn from '../messages/en/portal-conformance.json' with { type: 'json' };
import portalSharingEn from '../messages/en/portal-sharing.json' with { type: 'json' };
import portalWorkEn from '../messages/en/portal-work.json' with { type: 'json' };
import portalWebhookEn from '../messages/en/portal-webhook.json' with { type: 'json' };
import portalEn from '../messages/en/portal.json' with { type: 'json' };

/** Every text of the product by language: one flat table, keys start with the module's name. */
export const messages: Readonly<Record<'zh' | 'ug' | 'en', Readonly<Record<string, string>>>> = {
  zh: {
    ...platformZh,
    ...tableZh,
    ...auditZh,
    ...identityZh,
    ...systemImportZh,
    ...lawZh,
    ...correctionZh,
    ...portalCorrectionZh,
    ...deskZh,
    ...catalogZh,
    ...catalogCampaignZh,
    ...catalogCollectionZh,
    ...portalCollectionZh,
    ...catalogOverviewZh,
    ...portalOverviewZh,
    ...catalogBulkZh,
    ...catalogDenialZh,
    ...catalogDuplicateZh,
    ...portalDuplicateZh,
    ...portalSourceZh,
    ...catalogElementZh,
    ...portalBulkZh,
    ...portalDenialZh,
    ...portalElementZh,
    ...catalogFindingZh,
    ...portalFindingZh,
    ...catalogConformanceZh,
    ...catalogImportZh,
    ...catalogChangeFeedZh,
    ...catalogClaimZh,
    ...portalAcknowledgementZh,
    ...catalogAcknowledgementZh,
    ...catalogAdjustmentZh,
    ...portalAdjustmentZh,
    ...catalogOpinionZh,
    ...catalogTransferZh,
    ...catalogWithdrawalZh,
    ...catalogTranslationZh,
    ...catalogTranslationWorkbookZh,
    ...catalogSubscriptionZh,
    ...catalogWebhookZh,
    ...catalogListingZh,
    ...catalogRevisionCaseZh,
    ...portalRevisionCaseZh,
    ...catalogWorkbookZh,
    ...sharingZh,
    ...sharingDemandZh,
    ...sharingPaperZh,
    ...sharingExtensionZh,
    ...sharingSupplementZh,
    ...sharingGrantZh,
    ...portalGrantZh,
    ...portalExtensionZh,
    ...portalSupplementZh,
    ...portalDemandZh,
    ...gatewayZh,
    ...portalCatalogZh,
    ...portalCampaignZh,
    ...portalListingZh,
    ...portalTranslationZh,
    ...portalConformanceZh,
    ...portalSharingZh,
    ...portalWorkZh,
    ...portalWebhookZh,
    ...portalZh,
  },
  ug: {
    ...platformUg,
    ...tableUg,
    ...auditUg,
    ...identityUg,
    ...systemImportUg,
    ...lawUg,
    ...correctionUg,
    ...portalCorrectionUg,
    ...deskUg,
    ...catalogUg,
    ...catalogCampaignUg,
    ...catalogCollectionUg,
    ...portalCollectionUg,
    ...catalogOverviewUg,
    ...portalOverviewUg,
    ...catalogBulkUg,
    ...catalogDenialUg,
    ...catalogDuplicateUg,
    ...portalDuplicateUg,
    ...portalSourceUg,
    ...catalogElementUg,
    ...portalBulkUg,
    ...portalDenialUg,
    ...portalElementUg,
    ...catalogFindingUg,
    ...portalFindingUg,
    ...catalogConformanceUg,
    ...catalogImportUg,
    ...catalogChangeFeedUg,
    ...catalogClaimUg,
    ...portalAcknowledgementUg,
    ...catalogAcknowledgementUg,
    ...catalogAdjustmentUg,
    ...portalAdjustmentUg,
    ...catalogOpinionUg,
    ...catalogTransferUg,
    ...catalogWithdrawalUg,
    ...catalogTranslationUg,
    ...catalogTranslationWorkbookUg,
    ...catalogSubscriptionUg,
    ...catalogWebhookUg,
    ...catalogListingUg,
    ...catalogRevisionCaseUg,
    ...portalRevisionCaseUg,
    ...sharingUg,
    ...sharingDemandUg,
    ...sharingPaperUg,
    ...sharingExtensionUg,
    ...sharingSupplementUg,
    ...sharingGrantUg,
    ...portalGrantUg,
    ...portalExtensionUg,
    ...portalSupplementUg,
    ...portalDemandUg,
    ...catalogWorkbookUg,
    ...portalWebhookUg,
    ...gatewayUg,
    ...portalCatalogUg,
    ...portalCampaignUg,
    ...portalListingUg,
    ...portalTranslationUg,
    ...portalConformanceUg,
    ...portalSharingUg,
    ...portalWorkUg,
    ...portalUg,
  },
  en: {
    ...platformEn,
    ...tableEn,
    ...auditEn,
    ...identityEn,
    ...systemImportEn,
    ...lawEn,
    ...correctionEn,
    ...portalCorrectionEn,
    ...deskEn,
    ...catalogEn,
    ...catalogCampaignEn,
    ...catalogCollectionEn,
    ...portalCollectionEn,
    ...catalogOverviewEn,
    ...portalOverviewEn,
    ...catalogBulkEn,
    ...catalogDenialEn,
    ...catalogDuplicateEn,
    ...portalDuplicateEn,
    ...portalSourceEn,
    ...catalogElementEn,
    ...portalBulkEn,
    ...portalDenialEn,
    ...portalElementEn,
    ...catalogFindingEn,
    ...portalFindingEn,
    ...catalogConformanceEn,
    ...catalogImportEn,
    ...catalogChangeFeedEn,
    ...catalogClaimEn,
    ...portalAcknowledgementEn,
    ...catalogAcknowledgementEn,
    ...catalogAdjustmentEn,
    ...portalAdjustmentEn,
    ...catalogOpinionEn,
    ...catalogTransferEn,
    ...catalogWithdrawalEn,
    ...catalogTranslationEn,
    ...catalogTranslationWorkbookEn,
    ...catalogSubscriptionEn,
    ...catalogWebhookEn,
    ...catalogListingEn,
    ...catalogRevisionCaseEn,
    ...portalRevisionCaseEn,
    ...catalogWorkbookEn,
    ...sharingEn,
    ...sharingDemandEn,
    ...sharingPaperEn,
    ...sharingExtensionEn,
    ...sharingSupplementEn,
    ...sharingGrantEn,
    ...portalGrantEn,
    ...portalExtensionEn,
    ...portalSupplementEn,
    ...portalDemandEn,
    ...gatewayEn,
    ...portalCatalogEn,
    ...portalCampaignEn,
    ...portalListingEn,
    ...portalTranslationEn,
    ...portalConformanceEn,
    ...portalSharingEn,
    ...portalWorkEn,
    ...portalWebhookEn,
    ...portalEn,
  },
};
