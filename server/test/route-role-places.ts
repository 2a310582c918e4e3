import type { RoleCode } from '@karez/contract/identity/roles';

/**
 * Where a seat of the generated test is: the department that provides, the one that applies, the region's authority, a department that is
 * no party, and the authority of another region. The first four are of one city.
 */
export const places = ['provider', 'requester', 'authority', 'other', 'county'] as const;
export type Place = (typeof places)[number];

/** `*` stands for every role or place, `city` for every place but the county. */
export type Seats = `${RoleCode | '*'}@${Place | 'city' | '*'}` | typeof client;
/** The machine client of the department that applies: it holds no role, so no `*` means it. */
export const client = 'client@requester';

export const everyone = 'everyone';
export const everySignedIn: readonly Seats[] = ['*@*'];
/** Whoever may read the catalogue, by session or by token. */
export const readers: readonly Seats[] = ['*@*', client];
export const nobody: readonly Seats[] = [];
export const provider: readonly Seats[] = ['*@provider'];
export const registrar: readonly Seats[] = ['CATALOG_REGISTRAR@provider'];
/** An import is its department's business, for whoever may import there: the authority's own are those of sample places. */
export const importers: readonly Seats[] = ['CATALOG_REGISTRAR@provider', 'AUTHORITY_ADMIN@provider'];
/** The region's language editors, and a department for its own entries. */
export const translators: readonly Seats[] = ['MINORITY_LANG_EDITOR@city', 'CATALOG_REGISTRAR@provider'];
export const cityAuthority: readonly Seats[] = ['AUTHORITY_ADMIN@authority', 'AUTHORITY_LEADER@authority'];
export const lawEditors: readonly Seats[] = ['AUTHORITY_ADMIN@city'];
export const sharers = [
  'AUTHORITY_ADMIN',
  'AUTHORITY_LEADER',
  'OFFICE_HEAD',
  'DEPT_LEADER',
  'APPLICANT',
  'PROVIDER_HANDLER',
  'DIVISION_CLERK',
] as const;
export const at = (roles: readonly RoleCode[], place: Place | 'city' | '*'): Seats[] => roles.map((role): Seats => `${role}@${place}`);
export const systemKeepers = ['ORG_ADMIN', 'DATA_STEWARD', 'APPLICANT'] as const;
/** Who keeps a department's endpoints for webhooks. */
export const webhookKeepers = ['ORG_ADMIN', 'APPLICANT'] as const;
/** Who decides on something, and so keeps opinions ready. */
export const opinionKeepers = ['CATALOG_REVIEWER', 'DEPT_LEADER'] as const;
export const systemOperators = ['DATA_STEWARD@provider', 'PLATFORM_OPERATOR@city'] as const;
