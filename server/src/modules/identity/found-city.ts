import type { RoleCode } from '@karez/contract/identity/roles';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import { systemActor, type Actor } from './actor.ts';
import { personActor } from './actor-store.ts';
import { appointAdministrators, type Administrators } from './appoint-administrators.ts';
import { createOrganisation } from './create-organisation.ts';
import { decidePost } from './decide-post.ts';
import { prepareDemoAccount } from './prepare-demo-account.ts';
import { fileDocument, type FileDocument } from './file-document.ts';
import { formAuthority } from './form-authority.ts';
import { loadRegions } from './load-regions.ts';
import { namePerson, proposePost } from './name-person.ts';
import { findOrganisation } from './organisation-store.ts';
import type { Organisation } from './organisation.ts';
import type { WantedPost } from './post-rules.ts';
import { standingPostsOf } from './post-store.ts';
import { namedWith } from './role.ts';
import { registerBusinessSystem, type BusinessSystemFacts } from './register-business-system.ts';
import { translateOrganisation } from './translate-organisation.ts';
import { setSharingOffice } from './set-sharing-office.ts';

/** One department of a city to be founded: what it is, who works for it, and what it runs. Keys name things within the plan only. */
export type PlannedOrganisation = {
  readonly key: string;
  readonly uscc: string;
  readonly name: string;
  readonly shortName: string;
  readonly formerNames: readonly string[];
  readonly type: Organisation['type'];
  readonly regionCode: string;
  readonly divisions: readonly string[];
  readonly sharingOffice: string | null;
  /** The 单位管理员 first: that person names the others. */
  readonly people: readonly {
    readonly account: string;
    readonly title: string;
    readonly roles: readonly RoleCode[];
    /** Name of the division of all these posts; left out where they have none. */
    readonly division?: string;
  }[];
  readonly systems: readonly (Omit<BusinessSystemFacts, 'divisionId'> & { readonly key: string; readonly division: string | null })[];
  /** Its names beside the Chinese one, not reviewed. */
  readonly otherNames?: { readonly nameUg: string; readonly nameEn: string } | null;
  readonly documents: readonly Omit<FileDocument, 'actor' | 'orgId' | 'origin'>[];
};

export type CityPlan = {
  readonly organisations: readonly PlannedOrganisation[];
  readonly authorities: readonly {
    readonly regionCode: string;
    readonly members: readonly { readonly organisation: string; readonly lead: boolean; readonly powers: readonly string[] }[];
  }[];
  readonly administrators: Administrators & { readonly organisation: string };
  /** Password of every account of the demo. */
  readonly password: string;
};

/** Ids of what was founded, by the plan's keys (people by account, systems by key). */
export type Founded = {
  readonly organisations: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
  readonly systems: ReadonlyMap<string, string>;
};

type FoundingNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys' | 'files'>;
type Founding = {
  readonly organisations: Map<string, string>;
  readonly people: Map<string, string>;
  readonly systems: Map<string, string>;
  sysAdmin: Actor;
  secAdmin: Actor;
};

/** Departments staffed side by side: password hashing takes a core each. */
const STAFFED_AT_ONCE = 4;

const founder = systemActor('founding');

/**
 * Founds a demo city through the product's own verbs: regions, organisations, authorities, the three administrators, then each department's
 * own people, confirmed by the security administrator. Throws where the plan breaks a rule: that is a mistake in the plan.
 */
export async function foundCity(needs: FoundingNeeds, plan: CityPlan): Promise<Founded> {
  await loadRegions(needs, founder);
  const organisations = new Map<string, string>();
  for (const { key, otherNames, ...facts } of plan.organisations) {
    const made = done(await createOrganisation(needs, { actor: founder, ...facts, parentId: null }), key);
    organisations.set(key, made.id);
    if (otherNames) done(await translateOrganisation(needs, { actor: founder, orgId: made.id, ...otherNames, ugReviewed: false }), key);
  }
  for (const { regionCode, members } of plan.authorities) {
    const resolved = members.map(({ organisation, lead, powers }) => ({ orgId: idOf(organisations, organisation), lead, powers }));
    done(await formAuthority(needs, { actor: founder, regionCode, members: resolved }), regionCode);
  }
  const founding = await appoint(needs, plan, organisations);
  for (let start = 0; start < plan.organisations.length; start += STAFFED_AT_ONCE) {
    const batch = plan.organisations.slice(start, start + STAFFED_AT_ONCE);
    await Promise.all(batch.map((organisation) => staff(needs, { plan, founding, organisation })));
  }
  return founding;
}

async function appoint(needs: FoundingNeeds, plan: CityPlan, organisations: Map<string, string>): Promise<Founding> {
  const { organisation, ...administrators } = plan.administrators;
  const appointed = done(await appointAdministrators(needs, { orgId: idOf(organisations, organisation), administrators }), organisation);
  const people = new Map(appointed.map(({ account, personId }) => [account, personId]));
  for (const personId of people.values()) done(await prepareDemoAccount(needs, { personId, password: plan.password }), organisation);
  const sysAdmin = await actorOf(needs, idOf(people, administrators.SYS_ADMIN.account));
  const secAdmin = await actorOf(needs, idOf(people, administrators.SEC_ADMIN.account));
  return { organisations, people, systems: new Map(), sysAdmin, secAdmin };
}

type Staffing = { readonly plan: CityPlan; readonly founding: Founding; readonly organisation: PlannedOrganisation };

/** The system administrator names the 单位管理员, who names everybody else and registers what the department has. */
async function staff(needs: FoundingNeeds, staffing: Staffing): Promise<void> {
  const { founding, organisation } = staffing;
  const orgId = idOf(founding.organisations, organisation.key);
  let orgAdmin: Actor | undefined;
  let headPersonId: string | null = null;
  for (const person of organisation.people) {
    const personId = await seat(needs, staffing, { person, orgAdmin });
    orgAdmin ??= await actorOf(needs, personId);
    if (person.roles.includes('OFFICE_HEAD')) headPersonId = personId;
  }
  if (orgAdmin === undefined) return;
  const { sharingOffice } = organisation;
  if (sharingOffice !== null)
    done(await setSharingOffice(needs, { actor: orgAdmin, orgId, name: sharingOffice, headPersonId }), organisation.key);
  await equip(needs, { founding, organisation, orgAdmin });
}

type Seating = { readonly person: PlannedOrganisation['people'][number]; readonly orgAdmin: Actor | undefined };

/** Names one person: the roles that the system administrator names first, then the others by the department's own administrator. */
async function seat(needs: FoundingNeeds, { plan, founding, organisation }: Staffing, { person, orgAdmin }: Seating): Promise<string> {
  const orgId = idOf(founding.organisations, organisation.key);
  const { account, title, roles } = person;
  const postOf = await postsIn(needs, { orgId, division: person.division });
  const high = roles.filter((role) => namedWith(role) === 'identity.name-administrators');
  const low = roles.filter((role) => !high.includes(role));
  const [by, first, later] =
    high.length > 0 || orgAdmin === undefined ? ([founding.sysAdmin, high, low] as const) : ([orgAdmin, low, []] as const);
  const named = done(await namePerson(needs, { actor: by, orgId, account, title, posts: first.map(postOf) }), account);
  founding.people.set(account, named.personId);
  await confirmAll(needs, founding, named.personId);
  const namer = later.length > 0 ? (orgAdmin ?? (await actorOf(needs, named.personId))) : by;
  for (const role of later) done(await proposePost(needs, { actor: namer, orgId, personId: named.personId, post: postOf(role) }), account);
  await confirmAll(needs, founding, named.personId);
  done(await prepareDemoAccount(needs, { personId: named.personId, password: plan.password }), account);
  return named.personId;
}

/** Posts of one person: in a division, or in none. */
async function postsIn(
  { database }: Pick<FoundingNeeds, 'database'>,
  { orgId, division }: { orgId: string; division: string | undefined },
): Promise<(role: RoleCode) => WantedPost> {
  const divisions = division === undefined ? [] : ((await findOrganisation(database.reader, orgId))?.divisions ?? []);
  const divisionId = divisions.find(({ name }) => name === division)?.id ?? null;
  return (role) => ({ role, divisionId, endsOn: null });
}

async function confirmAll(needs: FoundingNeeds, founding: Founding, personId: string): Promise<void> {
  const proposed = (await standingPostsOf(needs.database.reader, [personId])).filter((post) => post.state === 'proposed');
  for (const post of proposed) done(await decidePost(needs, { actor: founding.secAdmin, postId: post.id, decision: 'confirm' }), post.role);
}

async function equip(
  needs: FoundingNeeds,
  { founding, organisation, orgAdmin }: { founding: Founding; organisation: PlannedOrganisation; orgAdmin: Actor },
): Promise<void> {
  const orgId = idOf(founding.organisations, organisation.key);
  const divisions = (await findOrganisation(needs.database.reader, orgId))?.divisions ?? [];
  for (const { key, division, ...facts } of organisation.systems) {
    const divisionId = divisions.find((candidate) => candidate.name === division)?.id ?? null;
    const system = done(await registerBusinessSystem(needs, { actor: orgAdmin, facts: { ...facts, divisionId } }), key);
    founding.systems.set(key, system.id);
  }
  for (const document of organisation.documents) done(await fileDocument(needs, { actor: orgAdmin, orgId, ...document }), document.title);
}

async function actorOf({ database, clock, config }: FoundingNeeds, personId: string): Promise<Actor> {
  const actor = await personActor(database.reader, { personId, actingPostId: null }, dayIn(config.KAREZ_TIME_ZONE, clock.now()));
  if (!actor) throw new Error(`person ${personId} has no post in force`);
  return actor;
}

function done<T>(outcome: T | Refusal, what: string): T {
  if (isRefusal(outcome))
    throw new Error(`the plan of the city breaks a rule at ${what}: ${outcome.code} ${JSON.stringify(outcome.params)}`);
  return outcome;
}

function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the plan of the city names ${key}, which it does not contain`);
  return id;
}
