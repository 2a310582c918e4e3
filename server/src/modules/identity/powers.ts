import { powerIds, roleCodes, type PowerId, type RoleCode } from '@karez/contract/identity/roles';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Caller, HeldPower } from '#platform/caller';
import { covers } from './region.ts';

/**
 * Where a power counts: in the post's own organisation; there for the post's own division only; in the regions whose authority that organisation belongs to, and for exactly
 * those (91-7.1.2); or in the organisation's region and everything below it.
 */
type Reach = 'own' | 'division' | 'authority' | 'region';
type Grant = { readonly reach: Reach; readonly powers: readonly PowerId[] };

const own = (...powers: readonly PowerId[]): Grant => ({ reach: 'own', powers });
const division = (...powers: readonly PowerId[]): Grant => ({ reach: 'division', powers });
const authority = (...powers: readonly PowerId[]): Grant => ({ reach: 'authority', powers });
const region = (...powers: readonly PowerId[]): Grant => ({ reach: 'region', powers });

/** What every post may do: read the catalogue and the law, see its own colleagues, stand in for one another. */
const everyPost = own('catalog.read', 'law.read', 'identity.people-read', 'desk.delegate');

/** The one place that says which role carries which power (law.md §6.1; 91-3.2, 91-5.1; 809-13, 809-14, 809-20, 809-21). */
const powersOfRole: Readonly<Record<RoleCode, readonly Grant[]>> = {
  AUTHORITY_ADMIN: [
    authority('catalog.publish', 'catalog.authoritative-source', 'sharing.coordinate', 'identity.documents-oversee'),
    region('law.edit', 'law.calendar-edit', 'catalog.import'),
    own('sharing.read'),
  ],
  AUTHORITY_LEADER: [
    authority(
      'catalog.verify-denial',
      'catalog.suspend',
      'sharing.extend',
      'sharing.decide-dispute',
      'sharing.restrict',
      'identity.documents-oversee',
    ),
    own('sharing.read'),
  ],
  ORG_ADMIN: [
    own('identity.name-people', 'identity.sharing-office', 'identity.documents', 'identity.systems', 'desk.hand-over', 'catalog.webhook'),
  ],
  OFFICE_HEAD: [
    own('sharing.read', 'sharing.consent-out', 'sharing.consent-in', 'sharing.standing-consent', 'sharing.use-record'),
    own('catalog.offline', 'identity.documents', 'evidence.read', 'desk.hand-over', 'desk.oversee'),
  ],
  DEPT_LEADER: [own('catalog.sign', 'sharing.read', 'evidence.read', 'audit.read-own', 'desk.hand-over', 'desk.oversee')],
  CATALOG_REGISTRAR: [own('catalog.register', 'catalog.import', 'catalog.claim', 'identity.documents')],
  CATALOG_REVIEWER: [own('catalog.review')],
  DATA_STEWARD: [own('gateway.register', 'gateway.operate', 'gateway.try', 'identity.systems', 'evidence.read')],
  APPLICANT: [
    own(
      'sharing.read',
      'sharing.apply',
      'sharing.use-record',
      'gateway.client',
      'gateway.try',
      'identity.systems',
      'evidence.read',
      'catalog.webhook',
    ),
  ],
  PROVIDER_HANDLER: [own('sharing.read', 'sharing.handle')],
  PLATFORM_OPERATOR: [region('gateway.operate', 'desk.mail')],
  SYS_ADMIN: [region('identity.people-read', 'identity.regions', 'identity.organisations', 'identity.name-administrators', 'desk.mail')],
  DIVISION_CLERK: [own('sharing.read'), division('sharing.opine')],
  SEC_ADMIN: [region('identity.people-read', 'identity.confirm-powers', 'identity.unlock')],
  AUDIT_ADMIN: [region('audit.read-all', 'audit.export', 'evidence.read')],
  MINORITY_LANG_EDITOR: [region('catalog.translate')],
  INSPECTOR: [region('evidence.read')],
  CONTRACTOR: [own('gateway.try')],
};

/** Powers that a region's authority decides with: they count for exactly the member's region, and never in one's own case. */
const authorityPowers: ReadonlySet<string> = new Set(
  Object.values(powersOfRole)
    .flat()
    .filter((grant) => grant.reach === 'authority')
    .flatMap((grant) => grant.powers),
);

/** A confirmed post with what its organisation is: the input of {@link powersOf}. */
export type PostInForce = {
  readonly role: RoleCode;
  readonly orgId: string;
  readonly regionCode: string;
  /** Division of the post; null or left out where it has none. */
  readonly divisionId?: string | null;
  /** Regions whose authority the organisation is a member of, with the powers that membership gives it (91-7.1). */
  readonly memberships: readonly { readonly regionCode: string; readonly powers: readonly string[] }[];
};

function heldThrough(post: PostInForce, grant: Grant): HeldPower[] {
  return grant.powers.flatMap((power): HeldPower[] => {
    if (grant.reach === 'own') return [{ power, orgId: post.orgId, regionCode: null }];
    if (grant.reach === 'division')
      return post.divisionId ? [{ power, orgId: post.orgId, regionCode: null, divisionId: post.divisionId }] : [];
    if (grant.reach === 'region') return [{ power, orgId: null, regionCode: post.regionCode }];
    const member = post.memberships.filter((membership) => membership.powers.includes(power));
    return member.map((membership) => ({ power, orgId: null, regionCode: membership.regionCode }));
  });
}

/** Everything that posts in force carry together, each power once for each place. */
export function powersOf(posts: readonly PostInForce[]): HeldPower[] {
  const held = posts.flatMap((post) => [everyPost, ...powersOfRole[post.role]].flatMap((grant) => heldThrough(post, grant)));
  return [...new Map(held.map((power) => [`${power.power} ${power.orgId} ${power.regionCode}`, power])).values()];
}

/** The roles that carry a power: who may be asked to use it. */
export function rolesWith(power: string): RoleCode[] {
  return roleCodes.filter((role) => [everyPost, ...powersOfRole[role]].some((grant) => grant.powers.some((known) => known === power)));
}

/** Powers that a member of an authority may be given. */
export function isAuthorityPower(power: string): boolean {
  return authorityPowers.has(power);
}

export function isPower(power: string): power is PowerId {
  return powerIds.some((known) => known === power);
}

/**
 * Where a power is to be used: for an organisation's own matter, or over a region; `parties` are the organisations of the case.
 * Left out means anywhere; `null` means that the matter has none, and then no power counts there.
 */
export type Place = { readonly orgId?: string | null; readonly regionCode?: string | null; readonly parties?: readonly (string | null)[] };

/**
 * Whether the caller may use a power at a place: `true`, or the refusal that says why not. A power of one's organisation counts for
 * that organisation; an authority's power for exactly its own region and never in a case its organisation is party to (91-7.1);
 * an administrator's power for the region and everything below it. The platform itself is not asked: the code that makes it act decides.
 */
export function mayUse(caller: Caller, power: PowerId, place: Place = {}): true | Refusal {
  if (caller.kind === 'system') return true;
  const held = caller.powers.filter((candidate) => candidate.power === power);
  if (held.length === 0) return refuse('identity.power.missing', { power });
  if (authorityPowers.has(power) && isParty(caller, place)) return refuse('identity.power.party', { power });
  return isHeldAt(held, place)
    ? true
    : refuse(place.regionCode ? 'identity.power.other-region' : 'identity.power.other-organisation', { power });
}

function isParty(caller: Caller, { parties = [] }: Place): boolean {
  return caller.orgId !== null && parties.includes(caller.orgId);
}

function isHeldAt(held: readonly HeldPower[], { orgId, regionCode }: Place): boolean {
  if (orgId === undefined && regionCode === undefined) return true;
  return held.some((candidate) => countsAt(candidate, { orgId: orgId ?? null, regionCode: regionCode ?? null }));
}

function countsAt(held: HeldPower, place: { orgId: string | null; regionCode: string | null }): boolean {
  if (held.orgId !== null) return held.orgId === place.orgId;
  if (held.regionCode === null || place.regionCode === null) return false;
  return authorityPowers.has(held.power) ? held.regionCode === place.regionCode : covers(held.regionCode, place.regionCode);
}
