import type { Reader } from '#platform/database';
import type { Actor } from './actor.ts';
import { membershipsOf } from './authority-store.ts';
import { findClient } from './client-store.ts';
import { organisationsByIds } from './organisation-store.ts';
import { postsInForce, type Post } from './post-store.ts';
import { powersOf } from './powers.ts';

/** The post that a person acts from: the chosen one while it is in force, else the oldest. */
export function actingPost(posts: readonly Post[], chosenId: string | null): Post | undefined {
  return posts.find((post) => post.id === chosenId) ?? posts[0];
}

/** A person with everything that the posts in the organisation they act for carry today; undefined without a post in force. */
export async function personActor(
  reader: Reader,
  who: { personId: string; actingPostId: string | null },
  today: string,
): Promise<Actor | undefined> {
  const posts = await postsInForce(reader, who.personId, today);
  const acting = actingPost(posts, who.actingPostId);
  if (!acting) return undefined;
  const organisation = (await organisationsByIds(reader, [acting.orgId])).get(acting.orgId);
  if (!organisation || organisation.sample) return undefined;
  const memberships = (await membershipsOf(reader, [acting.orgId])).get(acting.orgId) ?? [];
  const here = posts.filter((post) => post.orgId === acting.orgId);
  const powers = powersOf(
    here.map((post) => ({
      role: post.role,
      orgId: post.orgId,
      divisionId: post.divisionId,
      regionCode: organisation.regionCode,
      memberships,
    })),
  );
  return { kind: 'person', id: who.personId, orgId: organisation.id, regionCode: organisation.regionCode, powers };
}

/** A machine client while it is active: it acts for its organisation and holds no power of a person. */
export async function clientActor(reader: Reader, clientId: string): Promise<Actor | undefined> {
  const client = await findClient(reader, clientId);
  if (!client || client.state !== 'active') return undefined;
  const organisation = (await organisationsByIds(reader, [client.orgId])).get(client.orgId);
  if (!organisation) return undefined;
  return { kind: 'client', id: client.id, orgId: organisation.id, regionCode: organisation.regionCode, powers: [] };
}
