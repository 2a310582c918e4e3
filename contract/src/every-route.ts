import { auditRefusals } from './audit.ts';
import { acknowledgementRefusals } from './catalog/acknowledgement.ts';
import { catalogBulkRefusals } from './catalog/bulk.ts';
import { changeFeedRefusals } from './catalog/change-feed.ts';
import { subscriptionRefusals } from './catalog/subscription.ts';
import { workbookRefusals } from './catalog/workbook.ts';
import { webhookRefusals } from './catalog/webhook.ts';
import { catalogDcatRefusals } from './catalog-dcat.ts';
import { catalogImportRefusals } from './catalog-import.ts';
import { catalogElementRefusals } from './catalog/element.ts';
import { catalogFindingRefusals } from './catalog/finding.ts';
import { catalogTranslationRefusals } from './catalog/translation.ts';
import { translationWorkbookRefusals } from './catalog/translation-workbook.ts';
import { editionRefusals } from './catalog/edition.ts';
import { listingRefusals } from './catalog/listing.ts';
import { overviewRefusals } from './catalog/overview.ts';
import { revisionCaseRefusals } from './catalog/revision-case.ts';
import { catalogRefusals } from './catalog.ts';
import { catalogCampaignRefusals } from './catalog/campaign.ts';
import { opinionRefusals } from './catalog/opinion.ts';
import { adjustmentRefusals } from './catalog/adjustment.ts';
import { claimRefusals } from './catalog/claim.ts';
import { statusChangeRefusals } from './catalog/status.ts';
import { transferRefusals } from './catalog/transfer.ts';
import { catalogConformanceRefusals } from './catalog/conformance.ts';
import { correctionRefusals } from './correction.ts';
import { deskRefusals } from './desk.ts';
import { delegationRefusals } from './desk/delegation.ts';
import { handoverRefusals } from './desk/handover.ts';
import { mailRefusals } from './desk/mail.ts';
import * as gateway from './gateway.ts';
import { identityRefusals } from './identity.ts';
import { organisationChangeRefusals } from './identity/organisation-change.ts';
import { systemImportRefusals } from './identity/system-import.ts';
import { lawRefusals } from './law.ts';
import { platformRefusals, type RefusalStatuses } from './route.ts';
import { aggregationRefusals } from './sharing/aggregation.ts';
import { demandRefusals } from './sharing/demand.ts';
import { disposalRefusals } from './sharing/disposal.ts';
import { disputeRefusals } from './sharing/dispute.ts';
import { filingRefusals } from './sharing/filing.ts';
import { extensionRefusals } from './sharing/extension.ts';
import { handlingRefusals } from './sharing/handling.ts';
import { letterRefusals } from './sharing/letter.ts';
import { paperRefusals } from './sharing/paper.ts';
import { paperSignatureRefusals } from './sharing/paper-signature.ts';
import { reminderRefusals } from './sharing/reminder.ts';
import { renewalRefusals } from './sharing/renewal.ts';
import { reuseRefusals } from './sharing/reuse.ts';
import { useRecordRefusals } from './sharing/use-record.ts';
import { statisticsRefusals } from './sharing/statistics.ts';
import { offerRefusals } from './sharing/offer.ts';
import { stoppageRefusals } from './sharing/stoppage.ts';
import { suspensionRefusals } from './sharing/suspension.ts';
import { questionRefusals } from './sharing/questions.ts';
import { stampedCopyRefusals } from './sharing/stamped-copy.ts';
import { templateRefusals } from './sharing/template.ts';
import { unitKeyRefusals } from './sharing/unit-key.ts';
import { supplementRefusals } from './sharing/supplement.ts';
import { sharingRefusals } from './sharing.ts';
import { tableRefusals } from './table.ts';

/** Status of every refusal code of the product. */
export const everyRefusal: RefusalStatuses = {
  ...platformRefusals,
  ...tableRefusals,
  ...auditRefusals,
  ...identityRefusals,
  ...systemImportRefusals,
  ...organisationChangeRefusals,
  ...lawRefusals,
  ...deskRefusals,
  ...delegationRefusals,
  ...handoverRefusals,
  ...mailRefusals,
  ...catalogRefusals,
  ...statusChangeRefusals,
  ...acknowledgementRefusals,
  ...changeFeedRefusals,
  ...webhookRefusals,
  ...subscriptionRefusals,
  ...listingRefusals,
  ...editionRefusals,
  ...overviewRefusals,
  ...workbookRefusals,
  ...catalogDcatRefusals,
  ...catalogImportRefusals,
  ...catalogElementRefusals,
  ...catalogFindingRefusals,
  ...catalogTranslationRefusals,
  ...translationWorkbookRefusals,
  ...catalogCampaignRefusals,
  ...revisionCaseRefusals,
  ...transferRefusals,
  ...claimRefusals,
  ...adjustmentRefusals,
  ...catalogBulkRefusals,
  ...opinionRefusals,
  ...catalogConformanceRefusals,
  ...sharingRefusals,
  ...demandRefusals,
  ...useRecordRefusals,
  ...extensionRefusals,
  ...reminderRefusals,
  ...handlingRefusals,
  ...letterRefusals,
  ...paperRefusals,
  ...paperSignatureRefusals,
  ...supplementRefusals,
  ...correctionRefusals,
  ...renewalRefusals,
  ...reuseRefusals,
  ...templateRefusals,
  ...questionRefusals,
  ...stampedCopyRefusals,
  ...unitKeyRefusals,
  ...suspensionRefusals,
  ...disposalRefusals,
  ...disputeRefusals,
  ...statisticsRefusals,
  ...aggregationRefusals,
  ...filingRefusals,
  ...stoppageRefusals,
  ...offerRefusals,
  ...gateway.callRefusals,
  ...gateway.grantRefusals,
  ...gateway.serviceRefusals,
};
