import type { RoleCode } from '@karez/contract/identity/roles';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { recordAct } from './evidence.ts';
import { findOrganisation, saveSharingOffice } from './organisation-store.ts';
import type { Organisation } from './organisation.ts';
import { lockPost, isRoleHeldByAnother, saveEnd, type Post } from './post-store.ts';
import { mayName } from './post-rules.ts';
import { endSessionsOf } from './session-store.ts';

/** Roles that somebody must hold at any time: without them nobody could name or confirm anybody. */
const indispensable: readonly RoleCode[] = ['SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN'];

/** Ends a post. The person's sessions end with it, so that its powers are gone at once and none goes on in another unit's name. */
export async function endPost(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, postId, origin }: { actor: Actor; postId: string; origin?: string | null },
): Promise<{ done: true } | Refusal> {
  return database.transaction(async (tx) => {
    const found = await endable(tx, actor, postId);
    if (isRefusal(found)) return found;
    const { post, organisation } = found;
    const at = clock.now();
    await saveEnd(tx, postId, at);
    await endSessionsOf(tx, post.personId, { at });
    const office = organisation.sharingOffice;
    const headsOffice = post.role === 'OFFICE_HEAD' && office?.headPersonId === post.personId;
    if (office && headsOffice) await saveSharingOffice(tx, organisation.id, { name: office.name, headPersonId: null });
    const facts = { role: post.role, person: post.personId };
    await recordAct(tx, { actor, at, action: 'identity.end-post', object: { kind: 'post', id: postId }, origin: origin ?? null, facts });
    return { done: true as const };
  });
}

async function endable(tx: Transaction, actor: Actor, postId: string): Promise<{ post: Post; organisation: Organisation } | Refusal> {
  const post = await lockPost(tx, postId);
  const organisation = post && (await findOrganisation(tx, post.orgId));
  if (!post || !organisation) return refuse('identity.post.not-found');
  const permitted = mayName(actor, organisation, post.role);
  if (isRefusal(permitted)) return permitted;
  if (post.state !== 'proposed' && post.state !== 'confirmed') return refuse('identity.post.not-proposed');
  const needed = indispensable.includes(post.role) && post.state === 'confirmed';
  if (needed && !(await isRoleHeldByAnother(tx, post))) return refuse('identity.post.last-of-kind', { role: post.role });
  return { post, organisation };
}
