/** Every address of the portal; links are built here and nowhere else. */
export const paths = {
  home: () => '/',
  search: (query: { q?: string; [facet: string]: string | undefined } = {}) => withQuery('/catalog', query),
  entry: (entryId: string) => `/catalog/entries/${entryId}`,
  newEntry: (query: { campaign?: string; system?: string } = {}) => withQuery('/catalog/register', query),
  conformance: (query: { state?: string; rule?: string; organisationId?: string; entryId?: string } = {}) =>
    withQuery('/catalog/conformance', query),
  acknowledgements: (query: { side?: string; state?: string; entryId?: string } = {}) => withQuery('/catalog/acknowledgements', query),
  acknowledgement: (acknowledgementId: string) => `/catalog/acknowledgements/${acknowledgementId}`,
  versions: (entryId: string, query: { from?: string; to?: string } = {}) => withQuery(`/catalog/entries/${entryId}/versions`, query),
  campaigns: () => '/catalog/campaigns',
  newCampaign: () => '/catalog/campaigns/new',
  campaign: (campaignId: string, query: { status?: string; organisationId?: string; stage?: string } = {}) =>
    withQuery(`/catalog/campaigns/${campaignId}`, query),
  editEntry: (entryId: string) => `/catalog/entries/${entryId}/edit`,
  entryWork: () => '/catalog/mine',
  translations: (query: { language?: string; state?: string | undefined; provider?: string | undefined } = {}) =>
    withQuery('/catalog/translations', query),
  translation: (entryId: string, language: string) => `/catalog/entries/${entryId}/translations/${language}`,
  transfers: () => '/catalog/transfers',
  newTransfer: (from?: string) => withQuery('/catalog/transfers/new', { from }),
  transfer: (transferId: string) => `/catalog/transfers/${transferId}`,
  changeEvents: () => '/catalog/change-events',
  newChangeEvent: () => '/catalog/change-events/new',
  changeEvent: (eventId: string, query: { state?: string } = {}) => withQuery(`/catalog/change-events/${eventId}`, query),
  revisionCases: () => '/catalog/revision-cases',
  overview: (query: { organisationId?: string; view?: string } = {}) => withQuery('/catalog/overview', query),
  measured: (measure: string, query: { organisationId?: string } = {}) => withQuery(`/catalog/overview/${measure}`, query),
  catalogues: () => '/catalog/listings',
  editions: () => '/catalog/editions',
  edition: (editionId: string) => `/catalog/editions/${editionId}`,
  editionPrint: (editionId: string) => `/catalog/editions/${editionId}/print`,
  subscriptions: () => '/catalog/subscriptions',
  elements: (query: { q?: string } = {}) => withQuery('/catalog/elements', query),
  element: (elementId: string) => `/catalog/elements/${elementId}`,
  imports: () => '/catalog/imports',
  importJob: (jobId: string) => `/catalog/imports/${jobId}`,
  applications: (side: 'outgoing' | 'incoming' | 'authority' = 'outgoing') => withQuery('/sharing/applications', { side }),
  application: (applicationId: string) => `/sharing/applications/${applicationId}`,
  agreement: (applicationId: string) => `/sharing/applications/${applicationId}/agreement`,
  grants: (side: 'held' | 'given' = 'held') => withQuery('/sharing/grants', { side }),
  grant: (grantId: string) => `/sharing/grants/${grantId}`,
  services: () => '/gateway/services',
  newService: (entryId?: string) => withQuery('/gateway/services/new', { entryId }),
  service: (serviceId: string) => `/gateway/services/${serviceId}`,
  clients: () => '/identity/clients',
  webhooks: () => '/catalog/webhooks',
  webhook: (webhookId: string) => `/catalog/webhooks/${webhookId}`,
  systems: () => '/identity/systems',
  newSystemImport: () => '/identity/systems/import',
  systemImport: (importId: string) => `/identity/systems/imports/${importId}`,
  people: () => '/identity/people',
  organisation: () => '/identity/organisation',
  proposedPosts: () => '/identity/proposed-posts',
  todos: (tab: 'open' | 'done' = 'open') => withQuery('/desk', { tab }),
  notices: () => '/desk/notices',
  evidence: (query: { q?: string; [facet: string]: string | undefined } = {}) => withQuery('/audit/evidence', query),
  evidenceRecord: (recordId: string) => `/audit/evidence/${recordId}`,
  law: (query: { tab?: string; instrument?: string } = {}) => withQuery('/law', query),
  calendar: () => '/law/calendar',
} as const;

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, value);
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}
