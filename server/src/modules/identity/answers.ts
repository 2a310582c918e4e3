import type { AnswerOf } from '@karez/contract/route';
import type { readMe, readOrganisation, listOrganisations, listPeople, listProposedPosts, fileDocument } from '@karez/contract/identity';
import { roleCodes } from '@karez/contract/identity/roles';
import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Actor, SessionActor } from './actor.ts';
import { actingPost } from './actor-store.ts';
import { allowedOf } from './allowed.ts';
import { credentialOfPerson, locksOf } from './credential-store.ts';
import { mayDecidePost } from './decide-post.ts';
import { missingKinds } from './document.ts';
import { filedKinds, type FiledDocument } from './document-store.ts';
import { organisationsByIds } from './organisation-store.ts';
import type { Organisation } from './organisation.ts';
import { passwordExpiresAt } from './password.ts';
import { peopleByIds, type Person } from './person-store.ts';
import { postsInForce, proposedPosts, standingPostsOf, type Post } from './post-store.ts';
import { mayName } from './post-rules.ts';
import { isPower, mayUse } from './powers.ts';

type OrganisationSummary = AnswerOf<typeof listOrganisations>['items'][number];

/** What everybody signed in may know of an organisation. */
export function summaryOf(organisation: Organisation): OrganisationSummary {
  const { id, uscc, name, shortName, type, regionCode, parentId } = organisation;
  return {
    id,
    uscc: uscc ?? '',
    name,
    shortName,
    type,
    regionCode,
    parentId,
    formerNames: [...organisation.formerNames],
    authorityOf: [...organisation.authorityOf],
    dissolved: organisation.dissolved && { ...organisation.dissolved },
  };
}

export async function organisationAnswer(
  reader: Reader,
  actor: Actor,
  organisation: Organisation,
): Promise<AnswerOf<typeof readOrganisation>> {
  const headId = organisation.sharingOffice?.headPersonId ?? null;
  const head = headId === null ? undefined : (await peopleByIds(reader, [headId])).get(headId);
  const filed = (await filedKinds(reader, [organisation.id])).get(organisation.id) ?? [];
  const { id: orgId, regionCode } = organisation;
  return {
    ...summaryOf(organisation),
    divisions: organisation.divisions.map((division) => ({ ...division })),
    sharingOffice: organisation.sharingOffice && { ...organisation.sharingOffice, headTitle: head?.title ?? null },
    missingDocuments: organisation.type === 'enterprise' ? [] : missingKinds(filed),
    allowed: allowedOf({
      setSharingOffice: mayUse(actor, 'identity.sharing-office', { orgId }),
      fileDocument: mayUse(actor, 'identity.documents', { orgId }),
      namePerson: mayNameSomebody(actor, { id: orgId, regionCode }),
    }),
  };
}

/** Whether there is any role that the actor may name people of the organisation into. */
export function mayNameSomebody(actor: Actor, organisation: Pick<Organisation, 'id' | 'regionCode'>): true | Refusal {
  const open = roleCodes.some((role) => mayName(actor, organisation, role) === true);
  return open || refuse('identity.power.missing', { power: 'identity.name-people' });
}

function postAnswer(post: Post, organisations: ReadonlyMap<string, Organisation>) {
  const { id, orgId, role, state, divisionId, endsOn } = post;
  return { id, orgId, orgName: organisations.get(orgId)?.name ?? '', role, state, divisionId, endsOn };
}

export async function peopleAnswer(
  reader: Reader,
  { actor, now }: { actor: Actor; now: Date },
  people: readonly Person[],
): Promise<AnswerOf<typeof listPeople>['items']> {
  const posts = await standingPostsOf(
    reader,
    people.map((person) => person.id),
  );
  const organisations = await organisationsByIds(reader, [
    ...new Set([...posts.map((post) => post.orgId), ...people.map((person) => person.homeOrgId)]),
  ]);
  const locks = await locksOf(
    reader,
    people.map((person) => person.account),
    now,
  );
  return people.map((person) => {
    const home = organisations.get(person.homeOrgId);
    const unlock = mayUse(actor, 'identity.unlock', { regionCode: home?.regionCode ?? null });
    const notSelf = person.id === actor.id ? refuse('identity.person.self') : unlock;
    return {
      ...person,
      lockedUntil: locks.get(person.account)?.toISOString() ?? null,
      posts: posts.filter((post) => post.personId === person.id).map((post) => postAnswer(post, organisations)),
      allowed: allowedOf({
        unlock: notSelf,
        resetCredentials: notSelf,
        proposePost: home ? mayNameSomebody(actor, home) : refuse('identity.organisation.not-found'),
      }),
    };
  });
}

/** Proposed posts in the region that the actor confirms for, or one of them that was just decided. */
export async function proposedAnswer(reader: Reader, actor: Actor, only?: Post): Promise<AnswerOf<typeof listProposedPosts>['items']> {
  const posts = only ? [only] : await proposedPosts(reader);
  const organisations = await organisationsByIds(reader, [...new Set(posts.map((post) => post.orgId))]);
  const people = await peopleByIds(reader, [...new Set(posts.map((post) => post.personId))]);
  return posts.flatMap((post) => {
    const organisation = organisations.get(post.orgId);
    if (!organisation || mayUse(actor, 'identity.confirm-powers', { regionCode: organisation.regionCode }) !== true) return [];
    const decide = mayDecidePost(actor, post, organisation);
    return [
      {
        ...postAnswer(post, organisations),
        personId: post.personId,
        personTitle: people.get(post.personId)?.title ?? '',
        proposedAt: post.proposedAt.toISOString(),
        allowed: allowedOf({ confirm: decide, reject: decide }),
      },
    ];
  });
}

export function documentAnswer(document: FiledDocument): AnswerOf<typeof fileDocument> {
  const kind = missingKinds([]).find((known) => known === document.kind);
  if (kind === undefined) throw new Error(`document ${document.id} is of a kind that nobody declared`);
  return { ...document, kind, filedAt: document.filedAt.toISOString() };
}

/** For whom one acts at present, or meant to when the delegation ended. */
function standsForAnswer({ standsFor, lapsed }: SessionActor): AnswerOf<typeof readMe>['standsFor'] {
  const one = standsFor ?? lapsed;
  return one
    ? { delegationId: one.delegationId, no: one.no, title: one.forTitle, lastDay: one.lastDay, ended: standsFor === undefined }
    : null;
}

/** What the portal's frame shows: who one is, for whom one acts, which powers that gives, and until when. */
export async function meAnswer(
  { database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>,
  actor: SessionActor,
): Promise<AnswerOf<typeof readMe> | Refusal> {
  const { session } = actor;
  const { reader } = database;
  if (!session) return refuse('request.signed-out');
  const posts = await postsInForce(reader, session.personId, dayIn(config.KAREZ_TIME_ZONE, clock.now()));
  const organisations = await organisationsByIds(reader, [...new Set(posts.map((post) => post.orgId))]);
  const acting = actingPost(posts, session.actingPostId);
  const organisation = acting && organisations.get(acting.orgId);
  const person = (await peopleByIds(reader, [session.personId])).get(session.personId);
  const credential = await credentialOfPerson(reader, session.personId);
  if (!acting || !organisation || !person || !credential) return refuse('identity.sign-in.no-post');
  const { id, name, shortName, regionCode } = organisation;
  return {
    person: { id: person.id, account: person.account, title: person.title },
    organisation: { id, name, shortName, regionCode },
    actingPostId: acting.id,
    posts: posts.map((post) => postAnswer(post, organisations)),
    powers: [...new Set(actor.powers.map((held) => held.power))].filter(isPower),
    authorityOf: [...organisation.authorityOf],
    standsFor: standsForAnswer(actor),
    session: {
      csrfToken: session.csrfToken,
      idleEndsAt: session.idleEndsAt.toISOString(),
      endsAt: session.endsAt.toISOString(),
      passwordExpiresOn: dayIn(config.KAREZ_TIME_ZONE, passwordExpiresAt(credential.passwordChangedAt)),
    },
  };
}
