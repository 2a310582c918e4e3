import type { RoleCode } from '@karez/contract/identity/roles';
import type { Reader, Transaction } from '#platform/database';
import { tables, type PostRow } from './tables.ts';

/** A person's role in an organisation. */
export type Post = {
  readonly id: string;
  readonly personId: string;
  readonly orgId: string;
  readonly role: RoleCode;
  readonly divisionId: string | null;
  readonly state: 'proposed' | 'confirmed' | 'rejected' | 'ended';
  /** Last day on which it counts, or null. */
  readonly endsOn: string | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
};

function postOf(row: PostRow): Post {
  return {
    id: row.id,
    personId: row.person_id,
    orgId: row.org_id,
    role: row.role,
    divisionId: row.division_id,
    state: row.state,
    endsOn: row.ends_on,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
  };
}

/** Posts of a person that are confirmed and not over on the given day, oldest first. */
export function postsInForce(reader: Reader, personId: string, today: string): Promise<Post[]> {
  return postsInForceOf(reader, [personId], today);
}

/** The same of several people. */
export async function postsInForceOf(reader: Reader, personIds: readonly string[], today: string): Promise<Post[]> {
  if (personIds.length === 0) return [];
  const rows = await tables(reader)
    .selectFrom('identity.post')
    .selectAll()
    .where('person_id', 'in', personIds)
    .where('state', '=', 'confirmed')
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', today)]))
    .orderBy('proposed_at')
    .orderBy('id')
    .execute();
  return rows.map(postOf);
}

/** Posts that are proposed or confirmed, of these people. */
export async function standingPostsOf(reader: Reader, personIds: readonly string[]): Promise<Post[]> {
  if (personIds.length === 0) return [];
  const rows = await tables(reader)
    .selectFrom('identity.post')
    .selectAll()
    .where('person_id', 'in', personIds)
    .where('state', 'in', ['proposed', 'confirmed'])
    .orderBy('proposed_at')
    .orderBy('id')
    .execute();
  return rows.map(postOf);
}

export async function lockPost(tx: Transaction, id: string): Promise<Post | undefined> {
  const row = await tables(tx).selectFrom('identity.post').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && postOf(row);
}

/** Posts that wait for the security administrator, oldest first, at most 500. */
export async function proposedPosts(reader: Reader): Promise<Post[]> {
  const rows = await tables(reader)
    .selectFrom('identity.post')
    .selectAll()
    .where('state', '=', 'proposed')
    .orderBy('proposed_at')
    .limit(500)
    .execute();
  return rows.map(postOf);
}

export async function addPost(tx: Transaction, post: Post): Promise<void> {
  await tables(tx)
    .insertInto('identity.post')
    .values({
      id: post.id,
      person_id: post.personId,
      org_id: post.orgId,
      role: post.role,
      division_id: post.divisionId,
      state: post.state,
      ends_on: post.endsOn,
      proposed_by: post.proposedBy,
      proposed_at: post.proposedAt,
      decided_by: null,
      decided_at: null,
      ended_at: null,
    })
    .execute();
}

export async function saveDecision(
  tx: Transaction,
  id: string,
  decision: { state: 'confirmed' | 'rejected'; by: string; at: Date },
): Promise<void> {
  await tables(tx)
    .updateTable('identity.post')
    .set({ state: decision.state, decided_by: decision.by, decided_at: decision.at })
    .where('id', '=', id)
    .execute();
}

export async function saveEnd(tx: Transaction, id: string, at: Date): Promise<void> {
  await tables(tx).updateTable('identity.post').set({ state: 'ended', ended_at: at }).where('id', '=', id).execute();
}

/** Confirmed posts of active people with one of the roles in one of the organisations. */
export async function holdersOf(reader: Reader, query: { orgIds: readonly string[]; roles: readonly RoleCode[] }): Promise<Post[]> {
  if (query.orgIds.length === 0 || query.roles.length === 0) return [];
  const rows = await tables(reader)
    .selectFrom('identity.post as o')
    .innerJoin('identity.person as p', 'p.id', 'o.person_id')
    .selectAll('o')
    .where('p.state', '=', 'active')
    .where('o.org_id', 'in', query.orgIds)
    .where('o.role', 'in', query.roles)
    .where('o.state', '=', 'confirmed')
    .orderBy('p.account')
    .execute();
  return rows.map(postOf);
}

/** Whether anybody anywhere holds the role. */
export async function isRoleHeld(reader: Reader, role: RoleCode): Promise<boolean> {
  const row = await tables(reader)
    .selectFrom('identity.post')
    .select('id')
    .where('role', '=', role)
    .where('state', '=', 'confirmed')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether somebody else holds the role of this post. */
export async function isRoleHeldByAnother(reader: Reader, post: Pick<Post, 'id' | 'role'>): Promise<boolean> {
  const row = await tables(reader)
    .selectFrom('identity.post')
    .select('id')
    .where('role', '=', post.role)
    .where('state', '=', 'confirmed')
    .where('id', '!=', post.id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Posts whose last day lies before the given one and that nobody has ended. */
export async function overduePosts(tx: Transaction, today: string): Promise<Post[]> {
  const rows = await tables(tx)
    .selectFrom('identity.post')
    .selectAll()
    .where('state', 'in', ['proposed', 'confirmed'])
    .where('ends_on', '<', today)
    .forUpdate()
    .execute();
  return rows.map(postOf);
}
