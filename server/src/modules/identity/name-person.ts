import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { isUniqueViolation } from '#platform/database';
import type { Needs } from '#platform/needs';
import { every } from './allowed.ts';
import type { Actor } from './actor.ts';
import { recordAct } from './evidence.ts';
import { findOrganisation } from './organisation-store.ts';
import { addPerson, lockPerson } from './person-store.ts';
import { addPost, standingPostsOf } from './post-store.ts';
import { allFit, firstState, mayName, type WantedPost } from './post-rules.ts';
import { hashPassword, newInitialPassword } from './secret.ts';

type NameNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;
export type NamePerson = {
  readonly actor: Actor;
  readonly orgId: string;
  readonly account: string;
  readonly title: string;
  readonly posts: readonly WantedPost[];
  readonly origin?: string | null;
};

/** Names a person of a department (单位管理员, 91-3.2: 指定本部门目录登记和审核人员). The first password is answered once and must be changed. */
export async function namePerson(needs: NameNeeds, command: NamePerson): Promise<{ personId: string; initialPassword: string } | Refusal> {
  const { actor, orgId } = command;
  const organisation = await findOrganisation(needs.database.reader, orgId);
  if (!organisation) return refuse('identity.organisation.not-found');
  const permitted = every(...command.posts.map((post) => mayName(actor, organisation, post.role)), allFit(command.posts, organisation, []));
  if (isRefusal(permitted)) return permitted;
  const initialPassword = newInitialPassword();
  const passwordHash = await hashPassword(initialPassword);
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const personId = needs.newId();
    const added = await addPerson(tx, { id: personId, account: command.account, title: command.title, homeOrgId: orgId, passwordHash, at });
    if (!added) return refuse('identity.person.account-taken');
    await recordAct(tx, {
      actor,
      at,
      action: 'identity.name-person',
      object: { kind: 'person', id: personId },
      origin: command.origin ?? null,
      facts: { organisation: orgId },
    });
    for (const post of command.posts) await propose(tx, needs, { ...command, personId, post });
    return { personId, initialPassword };
  });
}

type Proposal = {
  readonly actor: Actor;
  readonly orgId: string;
  readonly personId: string;
  readonly post: WantedPost;
  readonly origin?: string | null;
};

/** Gives a person a further post in a department; refuses what the rules exclude, across every organisation. */
export async function proposePost(needs: NameNeeds, command: Proposal): Promise<{ postId: string } | Refusal> {
  const organisation = await findOrganisation(needs.database.reader, command.orgId);
  if (!organisation) return refuse('identity.organisation.not-found');
  const permitted = mayName(command.actor, organisation, command.post.role);
  if (isRefusal(permitted)) return permitted;
  try {
    return await needs.database.transaction(async (tx) => {
      const person = await lockPerson(tx, command.personId);
      if (person?.state !== 'active') return refuse('identity.person.not-found');
      const held = await standingPostsOf(tx, [person.id]);
      if (held.some((post) => post.orgId === command.orgId && post.role === command.post.role))
        return refuse('identity.post.exists', { role: command.post.role });
      const fit = allFit(
        [command.post],
        organisation,
        held.map((post) => post.role),
      );
      return isRefusal(fit) ? fit : { postId: await propose(tx, needs, command) };
    });
  } catch (error) {
    // The database has the last word on the three administrators.
    if (isUniqueViolation(error, 'three_administrators_are_three_people'))
      return refuse('identity.post.excluded', { role: command.post.role, other: command.post.role });
    throw error;
  }
}

async function propose(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  { actor, orgId, personId, post, origin }: Proposal,
): Promise<string> {
  const id = newId();
  const at = clock.now();
  const state = firstState(post.role);
  await addPost(tx, { id, personId, orgId, ...post, state, proposedBy: `${actor.kind}:${actor.id}`, proposedAt: at });
  await recordAct(tx, {
    actor,
    at,
    action: 'identity.propose-post',
    object: { kind: 'post', id },
    origin: origin ?? null,
    facts: { role: post.role, person: personId, organisation: orgId, state },
  });
  return id;
}
