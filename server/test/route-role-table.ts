import { roleCodes, type RoleCode } from '@karez/contract/identity/roles';

/**
 * Where a seat of the generated test is: the department that provides, the one that applies, the region's authority, a department that is
 * no party, and the authority of another region. The first four are of one city.
 */
export const places = ['provider', 'requester', 'authority', 'other', 'county'] as const;
export type Place = (typeof places)[number];

/** `*` stands for every role or place, `city` for every place but the county. */
export type Seats = `${RoleCode | '*'}@${Place | 'city' | '*'}` | typeof client;
/** The machine client of the department that applies: it holds no role, so no `*` means it. */
const client = 'client@requester';

const everyone = 'everyone';
const everySignedIn: readonly Seats[] = ['*@*'];
/** Whoever may read the catalogue, by session or by token. */
const readers: readonly Seats[] = ['*@*', client];
const nobody: readonly Seats[] = [];
const provider: readonly Seats[] = ['*@provider'];
const registrar: readonly Seats[] = ['CATALOG_REGISTRAR@provider'];
/** An import is its department's business, for whoever may import there: the authority's own are those of sample places. */
const importers: readonly Seats[] = ['CATALOG_REGISTRAR@provider', 'AUTHORITY_ADMIN@provider'];
/** The region's language editors, and a department for its own entries. */
const translators: readonly Seats[] = ['MINORITY_LANG_EDITOR@city', 'CATALOG_REGISTRAR@provider'];
const cityAuthority: readonly Seats[] = ['AUTHORITY_ADMIN@authority', 'AUTHORITY_LEADER@authority'];
const lawEditors: readonly Seats[] = ['AUTHORITY_ADMIN@city'];
const sharers = ['AUTHORITY_ADMIN', 'AUTHORITY_LEADER', 'OFFICE_HEAD', 'DEPT_LEADER', 'APPLICANT', 'PROVIDER_HANDLER'] as const;
const at = (roles: readonly RoleCode[], place: Place | 'city' | '*'): Seats[] => roles.map((role): Seats => `${role}@${place}`);
const systemKeepers = ['ORG_ADMIN', 'DATA_STEWARD', 'APPLICANT'] as const;
/** Who keeps a department's endpoints for webhooks. */
const webhookKeepers = ['ORG_ADMIN', 'APPLICANT'] as const;
/** Who decides on something, and so keeps opinions ready. */
const opinionKeepers = ['CATALOG_REVIEWER', 'DEPT_LEADER'] as const;
const systemOperators = ['DATA_STEWARD@provider', 'PLATFORM_OPERATOR@city'] as const;

/** Who gets through: certain seats, or `everyone`, signed in or not. `own-session` acts on nothing but the session that asks. */
export type Access = readonly Seats[] | typeof everyone | 'own-session';

/**
 * Which seats each served route lets through to a thing of the provider's department, written down by hand from law.md §6.1 and
 * `identity/powers.ts`. What stands behind a route's id in brackets is the thing, where one route meets several. Every other seat is denied.
 */
export const access: Readonly<Record<string, Access>> = {
  'audit.export-evidence': ['AUDIT_ADMIN@city'],
  'audit.get-client-receipt': nobody,
  'audit.get-consistency': everyone,
  'audit.get-receipt': ['AUDIT_ADMIN@city', ...at(['DEPT_LEADER', 'OFFICE_HEAD', 'DATA_STEWARD', 'APPLICANT', 'INSPECTOR'], 'provider')],
  'audit.get-tile': everyone,
  'audit.list-heads': everyone,
  'audit.list-keys': everyone,
  'audit.list-logs': everyone,
  'audit.search-acts': ['AUDIT_ADMIN@*', 'DEPT_LEADER@*'],

  'identity.apply-system-import': at(systemKeepers, 'requester'),
  'identity.begin-second-factor': 'own-session',
  'identity.change-business-system': at(systemKeepers, 'requester'),
  'identity.change-password': 'own-session',
  'identity.create-organisation': ['SYS_ADMIN@city'],
  'identity.decide-post': ['SEC_ADMIN@city'],
  'identity.disable-machine-client': ['APPLICANT@requester'],
  'identity.dissolve-organisation': ['SYS_ADMIN@city'],
  'identity.download-document': [...provider, ...cityAuthority],
  'identity.download-refused-systems': at(systemKeepers, 'requester'),
  'identity.download-system-template': at(systemKeepers, '*'),
  'identity.end-post': ['ORG_ADMIN@provider'],
  'identity.file-document': at(['ORG_ADMIN', 'OFFICE_HEAD', 'CATALOG_REGISTRAR'], 'provider'),
  'identity.get-system-import': at(systemKeepers, 'requester'),
  'identity.give-second-factor': 'own-session',
  'identity.list-business-systems': everySignedIn,
  'identity.list-demo-accounts': everyone,
  'identity.list-documents': [...provider, ...cityAuthority],
  'identity.list-machine-clients': ['APPLICANT@*'],
  'identity.list-missing-documents': [...cityAuthority, 'AUTHORITY_ADMIN@county', 'AUTHORITY_LEADER@county'],
  'identity.list-organisations': everySignedIn,
  'identity.list-people': [...provider, 'SYS_ADMIN@city', 'SEC_ADMIN@city'],
  'identity.list-proposed-posts': ['SEC_ADMIN@*'],
  'identity.list-regions': everySignedIn,
  'identity.list-system-import-rows': at(systemKeepers, 'requester'),
  'identity.name-person': ['ORG_ADMIN@provider'],
  'identity.name-person (administrator)': ['SYS_ADMIN@city'],
  'identity.propose-post': ['ORG_ADMIN@provider'],
  'identity.read-authority': everySignedIn,
  'identity.read-me': everySignedIn,
  'identity.read-organisation': everySignedIn,
  'identity.register-business-system': at(systemKeepers, '*'),
  'identity.register-machine-client': ['APPLICANT@requester'],
  'identity.rename-organisation': ['SYS_ADMIN@city'],
  'identity.reset-credentials': ['SEC_ADMIN@city'],
  'identity.retire-business-system': at(systemKeepers, 'requester'),
  'identity.rotate-client-key': ['APPLICANT@requester'],
  'identity.set-sharing-office': ['ORG_ADMIN@provider'],
  'identity.sign-in': 'own-session',
  'identity.sign-out': 'own-session',
  'identity.start-system-import': at(systemKeepers, '*'),
  'identity.switch-post': nobody,
  'identity.unlock-person': ['SEC_ADMIN@city'],

  'law.add-article': lawEditors,
  'law.add-instrument': lawEditors,
  'law.change-instrument': lawEditors,
  'law.find-articles': everySignedIn,
  'law.list-calendar-days': everySignedIn,
  'law.list-calendars': everySignedIn,
  'law.list-clocks': everySignedIn,
  'law.list-instruments': everySignedIn,
  'law.list-rule-sets': everySignedIn,
  'law.load-calendar-year': lawEditors,
  'law.put-calendar-day': lawEditors,
  'law.set-internal-limit': lawEditors,

  'desk.list-notices': everySignedIn,
  'desk.list-todos': everySignedIn,
  'desk.read-all-notices': everySignedIn,
  'desk.read-counts': everySignedIn,
  'desk.read-notice': ['CATALOG_REGISTRAR@provider'],

  'catalog.abandon-draft': registrar,
  'catalog.decide-nonconformity': ['AUTHORITY_ADMIN@authority'],
  'catalog.explain-nonconformity': registrar,
  'catalog.export-nonconformities': everySignedIn,
  'catalog.assign-entries': ['AUTHORITY_ADMIN@authority', 'AUTHORITY_ADMIN@county'],
  'catalog.list-bulk-candidates': everySignedIn,
  'catalog.list-entries-together': ['DEPT_LEADER@*'],
  'catalog.list-reassessments': everySignedIn,
  'catalog.submit-entries': ['CATALOG_REGISTRAR@*'],
  'catalog.withdraw-entries': ['CATALOG_REGISTRAR@*'],
  'catalog.publish-entries': ['AUTHORITY_ADMIN@authority', 'AUTHORITY_ADMIN@county'],
  'catalog.return-entries': everySignedIn,
  'catalog.list-conformance-runs': ['AUTHORITY_ADMIN@authority', 'AUTHORITY_ADMIN@county'],
  'catalog.list-nonconformities': everySignedIn,
  'catalog.recheck-entry': [...provider, ...cityAuthority],
  'catalog.start-conformance-run': ['AUTHORITY_ADMIN@authority'],
  'catalog.close-campaign': ['AUTHORITY_ADMIN@authority'],
  'catalog.decide-campaign-part': ['AUTHORITY_ADMIN@authority'],
  'catalog.declare-none': registrar,
  'catalog.export-acknowledgements': everySignedIn,
  'catalog.export-campaign-board': ['AUTHORITY_ADMIN@authority'],
  'catalog.get-campaign': [...provider, ...cityAuthority],
  'catalog.list-campaign-entries': [...provider, ...cityAuthority],
  'catalog.list-campaigns': everySignedIn,
  'catalog.remind-departments': ['AUTHORITY_ADMIN@authority'],
  'catalog.report-campaign-part': registrar,
  'catalog.send-campaign': ['AUTHORITY_ADMIN@authority'],
  'catalog.start-entry': registrar,
  'catalog.tie-campaign-entry': registrar,
  'catalog.answer-finding': registrar,
  'catalog.assign-claim': ['AUTHORITY_ADMIN@authority'],
  'catalog.claim-entry': registrar,
  'catalog.release-claim': registrar,
  'catalog.apply-import': importers,
  'catalog.ask-extension': registrar,
  'catalog.begin-revision': registrar,
  'catalog.count-article-uses': everySignedIn,
  'catalog.list-article-uses': everySignedIn,
  'catalog.record-change-event': ['AUTHORITY_ADMIN@authority'],
  'catalog.decide-extension': ['AUTHORITY_ADMIN@authority'],
  'catalog.decide-unchanged': ['AUTHORITY_ADMIN@authority'],
  'catalog.get-change-event': [...provider, ...cityAuthority],
  'catalog.get-revision-case': [...provider, ...cityAuthority],
  'catalog.list-change-events': everySignedIn,
  'catalog.list-revision-cases': everySignedIn,
  'catalog.report-unchanged': registrar,
  'catalog.compare-draft': registrar,
  'catalog.designate-source': ['AUTHORITY_ADMIN@authority', 'AUTHORITY_ADMIN@county'],
  'catalog.get-element': everySignedIn,
  'catalog.update-element': ['AUTHORITY_ADMIN@authority', 'AUTHORITY_ADMIN@county'],
  'catalog.list-elements': everySignedIn,
  'catalog.register-element': ['AUTHORITY_ADMIN@authority', 'AUTHORITY_ADMIN@county'],
  'catalog.report-duplicates': everySignedIn,
  'catalog.list-duplicates': everySignedIn,
  'catalog.export-duplicates': everySignedIn,
  'catalog.list-sources (draft)': provider,
  'catalog.list-sources (published)': everySignedIn,
  'catalog.list-findings (draft)': provider,
  'catalog.list-findings (published)': everySignedIn,
  'catalog.confirm-translation': translators,
  'catalog.acknowledge-version': ['APPLICANT@requester'],
  'catalog.answer-objection': registrar,
  'catalog.compare-versions': everySignedIn,
  'catalog.get-acknowledgement': [...provider, '*@requester', ...cityAuthority],
  'catalog.get-change-impact (draft)': provider,
  'catalog.get-change-impact (signed)': [...provider, ...cityAuthority],
  'catalog.get-recall': everySignedIn,
  'catalog.list-acknowledgements': everySignedIn,
  'catalog.list-versions': everySignedIn,
  'catalog.object-to-version': ['APPLICANT@requester'],
  'catalog.change-opinion-template': at(opinionKeepers, 'provider'),
  'catalog.keep-opinion-template': [
    ...opinionKeepers.map((role): Seats => `${role}@*`),
    ...cityAuthority,
    'AUTHORITY_ADMIN@county',
    'AUTHORITY_LEADER@county',
  ],
  'catalog.list-opinion-templates': everySignedIn,
  'catalog.remove-opinion-template': at(opinionKeepers, 'provider'),
  'catalog.agree-adjustment': ['DEPT_LEADER@provider'],
  'catalog.decide-adjustment': ['AUTHORITY_LEADER@authority'],
  'catalog.get-adjustment': [...provider, ...cityAuthority],
  'catalog.list-adjustments': everySignedIn,
  'catalog.object-adjustment': ['DEPT_LEADER@provider'],
  'catalog.compare-adjustment': ['AUTHORITY_ADMIN@authority'],
  'catalog.propose-adjustment': ['AUTHORITY_ADMIN@authority'],
  'catalog.withdraw-adjustment': ['AUTHORITY_ADMIN@authority'],

  'catalog.accept-transfer': ['DEPT_LEADER@requester'],
  'catalog.decline-transfer': ['DEPT_LEADER@requester'],
  'catalog.decide-status-request': ['AUTHORITY_ADMIN@authority'],
  'catalog.deliver-translation': translators,
  'catalog.download-refused-rows': importers,
  'catalog.list-subscriptions': everySignedIn,
  'catalog.look-at-search': ['CATALOG_REGISTRAR@provider'],
  'catalog.remove-search': ['CATALOG_REGISTRAR@provider'],
  'catalog.save-search': everySignedIn,
  'catalog.subscribe-to-search': ['CATALOG_REGISTRAR@provider'],
  'catalog.watch-entry': everySignedIn,
  'catalog.change-webhook': at(webhookKeepers, 'requester'),
  'catalog.get-webhook': at(webhookKeepers, 'requester'),
  'catalog.download-workbook-template': everySignedIn,
  'catalog.export-workbook': everySignedIn,
  'catalog.undo-import': importers,
  'catalog.list-changes': readers,
  'catalog.list-webhook-attempts': at(webhookKeepers, 'requester'),
  'catalog.list-webhooks': at(webhookKeepers, '*'),
  'catalog.register-webhook': at(webhookKeepers, '*'),
  'catalog.remove-webhook': at(webhookKeepers, 'requester'),
  'catalog.replay-webhook-attempt': at(webhookKeepers, 'requester'),
  'catalog.rotate-webhook-secret': at(webhookKeepers, 'requester'),
  'catalog.end-former-webhook-secret': at(webhookKeepers, 'requester'),
  'catalog.rewind-webhook': at(webhookKeepers, 'requester'),
  'catalog.switch-webhook': at(webhookKeepers, 'requester'),
  'catalog.test-webhook': at(webhookKeepers, 'requester'),
  'catalog.export-dcat': readers,
  'catalog.export-dcat-as': readers,
  'catalog.export-dcat-entry (draft)': nobody,
  'catalog.export-dcat-entry (published)': readers,
  'catalog.export-dcat-entry (signed)': nobody,
  'catalog.get-entry (draft)': provider,
  'catalog.get-entry (published)': everySignedIn,
  'catalog.get-entry (signed)': [...provider, ...cityAuthority],
  'catalog.get-entry-history (draft)': provider,
  'catalog.get-import': importers,
  'catalog.get-translation': [...provider, ...cityAuthority, 'MINORITY_LANG_EDITOR@city'],
  'catalog.get-transfer': [...provider, '*@requester', ...cityAuthority],
  'catalog.give-standing-consent': ['OFFICE_HEAD@provider'],
  'catalog.lift-suspension': ['AUTHORITY_LEADER@authority'],
  'catalog.list-categories': everySignedIn,
  'catalog.count-listings': everySignedIn,
  'catalog.export-overview': [...cityAuthority, 'AUTHORITY_ADMIN@county', 'AUTHORITY_LEADER@county'],
  'catalog.list-measured': everySignedIn,
  'catalog.read-overview': everySignedIn,
  'catalog.issue-edition': ['AUTHORITY_ADMIN@authority'],
  'catalog.list-editions': everySignedIn,
  'catalog.get-edition': everySignedIn,
  'catalog.list-edition-lines': everySignedIn,
  'catalog.download-edition': everySignedIn,
  'catalog.report-data': ['DATA_STEWARD@provider'],
  'catalog.list-entry': ['DEPT_LEADER@provider'],
  'catalog.list-entries': everySignedIn,
  'catalog.list-entries (mine)': everySignedIn,
  'catalog.list-import-rows': importers,
  'catalog.list-imports': at(['CATALOG_REGISTRAR', 'AUTHORITY_ADMIN'], '*'),
  'catalog.list-transferable': ['AUTHORITY_ADMIN@authority'],
  'catalog.list-transfers': everySignedIn,
  'catalog.list-unknown-values': importers,
  'catalog.export-translations': everySignedIn,
  'catalog.import-translations': everySignedIn,
  'catalog.list-translations': everySignedIn,
  'catalog.name-receiver': ['AUTHORITY_ADMIN@authority'],
  'catalog.open-change': registrar,
  'catalog.order-transfer': ['AUTHORITY_ADMIN@authority'],
  'catalog.publish-entry': ['AUTHORITY_ADMIN@authority'],
  'catalog.read-translation': everySignedIn,
  'catalog.read-translation-board': everySignedIn,
  'catalog.register-entry': registrar,
  'catalog.request-restoration': ['OFFICE_HEAD@provider'],
  'catalog.request-retirement': ['OFFICE_HEAD@provider'],
  'catalog.resume-draft': registrar,
  'catalog.return-entry (in review)': ['CATALOG_REVIEWER@provider'],
  'catalog.return-entry (signed)': ['AUTHORITY_ADMIN@authority'],
  'catalog.review-entry': ['CATALOG_REVIEWER@provider'],
  'catalog.review-translation': ['MINORITY_LANG_EDITOR@city'],
  'catalog.save-translation': translators,
  'catalog.sign-entry': ['DEPT_LEADER@provider'],
  'catalog.start-import': ['CATALOG_REGISTRAR@*'],
  'catalog.start-import (sample place)': ['AUTHORITY_ADMIN@*'],
  'catalog.submit-entry': registrar,
  'catalog.suspend-entry': ['AUTHORITY_LEADER@authority'],
  'catalog.update-draft': registrar,
  'catalog.verify-denial': ['AUTHORITY_LEADER@authority'],
  'catalog.withdraw-revision': registrar,
  'catalog.withdraw-status-request': ['OFFICE_HEAD@provider'],

  'sharing.answer-demand': ['PROVIDER_HANDLER@provider'],
  'sharing.apply-from-demand': ['APPLICANT@requester'],
  'sharing.assign-demand': ['AUTHORITY_ADMIN@authority'],
  'sharing.ask-extension': ['PROVIDER_HANDLER@provider'],
  'sharing.ask-supplement': ['PROVIDER_HANDLER@provider'],
  'sharing.bind-client': ['APPLICANT@requester'],
  'sharing.confirm-demand-refusal': ['AUTHORITY_LEADER@authority'],
  'sharing.confirm-delivery': ['APPLICANT@requester'],
  'sharing.consent-in': ['OFFICE_HEAD@provider'],
  'sharing.consent-out': ['OFFICE_HEAD@requester'],
  'sharing.consent-supplement': ['OFFICE_HEAD@requester'],
  'sharing.decide-extension': ['AUTHORITY_LEADER@authority'],
  'sharing.export-demands': at(sharers, '*'),
  'sharing.export-denials': everySignedIn,
  'sharing.export-responsibilities': at(sharers, '*'),
  'sharing.list-denials': everySignedIn,
  'sharing.list-responsibilities': at(sharers, '*'),
  'sharing.fulfil-demand': ['PROVIDER_HANDLER@provider'],
  'sharing.get-application (draft)': at(sharers, 'requester'),
  'sharing.get-application (sent)': [...at(sharers, 'requester'), ...at(sharers, 'provider'), 'AUTHORITY_LEADER@authority'],
  'sharing.get-demand (draft)': at(sharers, 'requester'),
  'sharing.get-demand (given)': [...at(sharers, 'requester'), ...at(sharers, 'provider'), ...cityAuthority],
  'sharing.get-grant': [...at(sharers, 'requester'), ...at(sharers, 'provider')],
  'sharing.list-applications (authority)': at(sharers, '*'),
  'sharing.list-applications (incoming)': at(sharers, '*'),
  'sharing.list-applications (outgoing)': at(sharers, '*'),
  'sharing.list-demand-matches': at(sharers, 'requester'),
  'sharing.list-demands': at(sharers, '*'),
  'sharing.list-grants (given)': at(sharers, '*'),
  'sharing.list-grants (held)': at(sharers, '*'),
  'sharing.merge-demand': ['AUTHORITY_ADMIN@authority'],
  'sharing.narrow-grant': ['OFFICE_HEAD@provider'],
  'sharing.propose-reply': ['PROVIDER_HANDLER@provider'],
  'sharing.raise-demand': ['APPLICANT@*'],
  'sharing.recall-demand': ['AUTHORITY_ADMIN@authority'],
  'sharing.return-demand': ['AUTHORITY_ADMIN@authority'],
  'sharing.review-refusal': ['AUTHORITY_LEADER@authority'],
  'sharing.revoke-grant': ['OFFICE_HEAD@provider'],
  'sharing.save-application': ['APPLICANT@requester'],
  'sharing.save-demand': ['APPLICANT@requester'],
  'sharing.send-demand': ['OFFICE_HEAD@requester'],
  'sharing.sign-demand-answer': ['OFFICE_HEAD@provider'],
  'sharing.send-supplement': ['APPLICANT@requester'],
  'sharing.start-application': ['APPLICANT@*'],
  'sharing.submit-application': ['APPLICANT@requester'],
  'sharing.submit-demand': ['APPLICANT@requester'],
  'sharing.withdraw-application': ['APPLICANT@requester'],
  'sharing.withdraw-demand': ['APPLICANT@requester'],

  'gateway.change-service': ['DATA_STEWARD@provider'],
  'gateway.get-service (draft)': [...provider, 'PLATFORM_OPERATOR@city'],
  'gateway.get-service (online)': everySignedIn,
  'gateway.list-services': everySignedIn,
  'gateway.list-services (own)': everySignedIn,
  'gateway.put-service-online': systemOperators,
  'gateway.read-open-api': ['DATA_STEWARD@provider'],
  'gateway.read-quota': ['*@provider', '*@requester'],
  'gateway.register-service': ['DATA_STEWARD@provider'],
  'gateway.take-service-offline': systemOperators,
  'gateway.try-service': at(['DATA_STEWARD', 'APPLICANT', 'CONTRACTOR'], '*'),
};

/** The route that a row of the table is about. */
export function routeOf(row: string): string {
  return row.replace(/ \(.*\)$/u, '');
}

/** Whether one of the patterns means the seat. */
export function covers(patterns: readonly Seats[], seat: { role: string; place: string }): boolean {
  if (!roleCodes.some((role) => role === seat.role)) return patterns.some((pattern) => pattern === `${seat.role}@${seat.place}`);
  return patterns.some((pattern) => {
    const [role = '', place = ''] = pattern.split('@');
    const isPlace = place === '*' || place === seat.place || (place === 'city' && seat.place !== 'county');
    return isPlace && (role === '*' || role === seat.role);
  });
}

/**
 * What only some may learn of, in whatever answer: by an id or by a word that nothing else contains. The acts that evidence lists are seen by the
 * region's audit administrator and by the head of the department that acted.
 */
const actsOfProvider: readonly Seats[] = ['AUDIT_ADMIN@city', 'DEPT_LEADER@provider'];
const actsOfBoth: readonly Seats[] = [...actsOfProvider, 'DEPT_LEADER@requester'];
export const secrets = {
  /** Entries that no head has signed yet. */
  unsignedEntries: [...provider, ...actsOfProvider],
  signedEntries: [...provider, ...cityAuthority, ...actsOfProvider],
  /** Applications before and after the requester's head has sent them. */
  unsentDemands: [...at(sharers, 'requester'), ...actsOfBoth],
  sentDemands: [...at(sharers, 'requester'), ...at(sharers, 'provider'), ...cityAuthority, ...actsOfBoth],
  unsentApplications: [...at(sharers, 'requester'), ...actsOfBoth],
  sentApplications: [...at(sharers, 'requester'), ...at(sharers, 'provider'), ...cityAuthority, ...actsOfBoth],
  grants: [...at(sharers, 'requester'), ...at(sharers, 'provider'), ...provider, ...cityAuthority, ...actsOfBoth],
  imports: [...importers, ...actsOfProvider],
  revisionCases: [...provider, ...cityAuthority, ...actsOfProvider],
  opinions: provider,
  adjustments: [...provider, ...cityAuthority, ...actsOfProvider],
  nonconformities: [...provider, ...cityAuthority, ...actsOfProvider],
  campaigns: [...provider, ...cityAuthority, ...actsOfBoth],
  systemImports: [...at(systemKeepers, 'requester'), 'AUDIT_ADMIN@city', 'DEPT_LEADER@requester'],
  draftServices: [...provider, 'PLATFORM_OPERATOR@city', ...actsOfProvider],
  documents: [...provider, ...cityAuthority, ...actsOfProvider],
  people: [...provider, 'SYS_ADMIN@city', 'SEC_ADMIN@city', ...actsOfProvider],
  clients: ['APPLICANT@requester', ...at(sharers, 'requester'), ...at(sharers, 'provider'), ...actsOfBoth],
  notices: ['CATALOG_REGISTRAR@provider', ...actsOfProvider],
} as const satisfies Record<string, readonly Seats[]>;
export type Secret = keyof typeof secrets;
