import type { Reader } from '#platform/database';
import type { Actor } from './actor.ts';
import { membershipsOf } from './authority-store.ts';
import { organisationsByIds } from './organisation-store.ts';
import { peopleByIds } from './person-store.ts';
import { postsInForceOf } from './post-store.ts';
import { powersOf } from './powers.ts';

/**
 * What each of some people may do on a day, as one actor for every organisation in which they hold a post. Whoever is disabled, or holds no post
 * in force, is left out. For work that concerns people while none of them is at the door (mail).
 */
export async function actorsOf(reader: Reader, personIds: readonly string[], today: string): Promise<Map<string, Actor[]>> {
  const people = await peopleByIds(reader, personIds);
  const active = personIds.filter((id) => people.get(id)?.state === 'active');
  const posts = await postsInForceOf(reader, active, today);
  const orgIds = [...new Set(posts.map((post) => post.orgId))];
  const organisations = await organisationsByIds(reader, orgIds);
  const memberships = await membershipsOf(reader, orgIds);
  const actors = new Map<string, Actor[]>();
  for (const [holding, here] of Map.groupBy(posts, (post) => `${post.personId} ${post.orgId}`)) {
    const [personId = '', orgId = ''] = holding.split(' ');
    const organisation = organisations.get(orgId);
    if (!organisation || organisation.sample) continue;
    const { regionCode } = organisation;
    const powers = powersOf(
      here.map(({ role, divisionId }) => ({ role, orgId, regionCode, divisionId, memberships: memberships.get(orgId) ?? [] })),
    );
    actors.set(personId, [...(actors.get(personId) ?? []), { kind: 'person', id: personId, orgId, regionCode, powers }]);
  }
  return actors;
}
