import { createBrowserRouter, type RouteObject } from 'react-router';
import { Frame } from './shell/Frame.tsx';
import { HomePage } from './shell/HomePage.tsx';
import { NothingHere } from './shell/NothingHere.tsx';

/** A page that is fetched when it is first opened. */
function page(path: string, load: () => Promise<React.ComponentType>): RouteObject {
  return { path, lazy: async () => ({ Component: await load() }) };
}

/** The whole map of the portal on one page; addresses are built by paths.ts. */
export const router = createBrowserRouter([
  {
    element: <Frame />,
    children: [
      { index: true, element: <HomePage /> },
      page('catalog', async () => (await import('./catalog/SearchPage.tsx')).SearchPage),
      page('catalog/mine', async () => (await import('./catalog/OwnEntriesPage.tsx')).OwnEntriesPage),
      page('catalog/register', async () => (await import('./catalog/RegisterPage.tsx')).RegisterPage),
      page('catalog/entries/:entryId', async () => (await import('./catalog/EntryPage.tsx')).EntryPage),
      page('catalog/entries/:entryId/edit', async () => (await import('./catalog/EditEntryPage.tsx')).EditEntryPage),
      page('catalog/duplicates', async () => (await import('./catalog/duplicate/DuplicatesPage.tsx')).DuplicatesPage),
      page('catalog/bulk', async () => (await import('./catalog/bulk/BulkPage.tsx')).BulkPage),
      page('catalog/denials', async () => (await import('./catalog/denial/ReassessmentsPage.tsx')).ReassessmentsPage),
      page('catalog/conformance', async () => (await import('./catalog/conformance/ConformancePage.tsx')).ConformancePage),
      page('catalog/entries/:entryId/versions', async () => (await import('./catalog/acknowledgement/VersionsPage.tsx')).VersionsPage),
      page(
        'catalog/acknowledgements',
        async () => (await import('./catalog/acknowledgement/AcknowledgementsPage.tsx')).AcknowledgementsPage,
      ),
      page(
        'catalog/acknowledgements/:acknowledgementId',
        async () => (await import('./catalog/acknowledgement/AcknowledgementPage.tsx')).AcknowledgementPage,
      ),
      page('catalog/campaigns', async () => (await import('./catalog/campaign/CampaignsPage.tsx')).CampaignsPage),
      page('catalog/campaigns/new', async () => (await import('./catalog/campaign/NewCampaignPage.tsx')).NewCampaignPage),
      page('catalog/campaigns/:campaignId', async () => (await import('./catalog/campaign/CampaignPage.tsx')).CampaignPage),
      page('catalog/translations', async () => (await import('./catalog/translation/TranslationsPage.tsx')).TranslationsPage),
      page(
        'catalog/entries/:entryId/translations/:language',
        async () => (await import('./catalog/translation/TranslationPage.tsx')).TranslationPage,
      ),
      page('catalog/transfers', async () => (await import('./catalog/transfer/TransfersPage.tsx')).TransfersPage),
      page('catalog/transfers/new', async () => (await import('./catalog/transfer/NewTransferPage.tsx')).NewTransferPage),
      page('catalog/transfers/:transferId', async () => (await import('./catalog/transfer/TransferPage.tsx')).TransferPage),
      page('catalog/change-events', async () => (await import('./catalog/revision-case/ChangeEventsPage.tsx')).ChangeEventsPage),
      page('catalog/change-events/new', async () => (await import('./catalog/revision-case/NewChangeEventPage.tsx')).NewChangeEventPage),
      page('catalog/change-events/:eventId', async () => (await import('./catalog/revision-case/ChangeEventPage.tsx')).ChangeEventPage),
      page('catalog/revision-cases', async () => (await import('./catalog/revision-case/RevisionCasesPage.tsx')).RevisionCasesPage),
      page('catalog/overview', async () => (await import('./catalog/overview/OverviewPage.tsx')).OverviewPage),
      page('catalog/overview/:measure', async () => (await import('./catalog/overview/MeasuredPage.tsx')).MeasuredPage),
      page('catalog/listings', async () => (await import('./catalog/listing/CataloguesPage.tsx')).CataloguesPage),
      page('catalog/editions', async () => (await import('./catalog/edition/EditionsPage.tsx')).EditionsPage),
      page('catalog/editions/:editionId', async () => (await import('./catalog/edition/EditionPage.tsx')).EditionPage),
      page('catalog/editions/:editionId/print', async () => (await import('./catalog/edition/EditionPaper.tsx')).EditionPaper),
      page('catalog/subscriptions', async () => (await import('./catalog/subscription/SubscriptionsPage.tsx')).SubscriptionsPage),
      page('catalog/elements', async () => (await import('./catalog/element/ElementsPage.tsx')).ElementsPage),
      page('catalog/elements/:elementId', async () => (await import('./catalog/element/ElementPage.tsx')).ElementPage),
      page('catalog/webhooks', async () => (await import('./catalog/webhook/WebhooksPage.tsx')).WebhooksPage),
      page('catalog/webhooks/:webhookId', async () => (await import('./catalog/webhook/WebhookPage.tsx')).WebhookPage),
      page('catalog/imports', async () => (await import('./catalog/ImportsPage.tsx')).ImportsPage),
      page('catalog/imports/:jobId', async () => (await import('./catalog/ImportJobPage.tsx')).ImportJobPage),
      page('sharing/applications', async () => (await import('./sharing/ApplicationsPage.tsx')).ApplicationsPage),
      page('sharing/applications/:applicationId', async () => (await import('./sharing/ApplicationPage.tsx')).ApplicationPage),
      page('sharing/applications/:applicationId/agreement', async () => (await import('./sharing/AgreementPage.tsx')).AgreementPage),
      page('sharing/demands', async () => (await import('./sharing/demand/DemandsPage.tsx')).DemandsPage),
      page('sharing/demands/:demandId', async () => (await import('./sharing/demand/DemandPage.tsx')).DemandPage),
      page('sharing/responsibilities', async () => (await import('./sharing/lists/ResponsibilitiesPage.tsx')).ResponsibilitiesPage),
      page('sharing/denials', async () => (await import('./sharing/lists/DenialsPage.tsx')).DenialsPage),
      page('sharing/grants', async () => (await import('./sharing/GrantsPage.tsx')).GrantsPage),
      page('sharing/grants/:grantId', async () => (await import('./sharing/GrantPage.tsx')).GrantPage),
      page('gateway/services', async () => (await import('./gateway/ServicesPage.tsx')).ServicesPage),
      page('gateway/services/new', async () => (await import('./gateway/NewServicePage.tsx')).NewServicePage),
      page('gateway/services/:serviceId', async () => (await import('./gateway/ServicePage.tsx')).ServicePage),
      page('identity/clients', async () => (await import('./identity/ClientsPage.tsx')).ClientsPage),
      page('identity/systems', async () => (await import('./identity/SystemsPage.tsx')).SystemsPage),
      page('identity/systems/import', async () => (await import('./identity/NewSystemImportPage.tsx')).NewSystemImportPage),
      page('identity/systems/imports/:importId', async () => (await import('./identity/SystemImportPage.tsx')).SystemImportPage),
      page('identity/people', async () => (await import('./identity/PeoplePage.tsx')).PeoplePage),
      page('identity/organisation', async () => (await import('./identity/OrganisationPage.tsx')).OrganisationPage),
      page('identity/proposed-posts', async () => (await import('./identity/ProposedPostsPage.tsx')).ProposedPostsPage),
      page('desk', async () => (await import('./desk/TodosPage.tsx')).TodosPage),
      page('desk/notices', async () => (await import('./desk/NoticesPage.tsx')).NoticesPage),
      page('audit/evidence', async () => (await import('./audit/EvidencePage.tsx')).EvidencePage),
      page('audit/evidence/:recordId', async () => (await import('./audit/EvidenceRecordPage.tsx')).EvidenceRecordPage),
      page('law', async () => (await import('./law/LawPage.tsx')).LawPage),
      page('law/calendar', async () => (await import('./law/CalendarPage.tsx')).CalendarPage),
      { path: '*', element: <NothingHere /> },
    ],
  },
]);
