import { correctionSecrets } from './route-role-correction-rows.ts';
import { disputeSecrets } from './route-role-disputes.ts';
import { filingSecrets } from './route-role-filings.ts';
import { offerSecrets } from './route-role-offers.ts';
import { disposalSecrets } from './route-role-disposals.ts';
import { at, cityAuthority, importers, provider, sharers, systemKeepers, type Seats } from './route-role-places.ts';

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
  ...correctionSecrets,
  ...disposalSecrets,
  ...disputeSecrets,
  ...filingSecrets,
  ...offerSecrets,
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
  /** With what was handed over. */
  delegations: [...at(['OFFICE_HEAD', 'DEPT_LEADER'], 'provider'), ...actsOfProvider],
} as const satisfies Record<string, readonly Seats[]>;
export type Secret = keyof typeof secrets;
