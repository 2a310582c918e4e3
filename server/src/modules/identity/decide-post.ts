import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { every } from './allowed.ts';
import { recordAct } from './evidence.ts';
import { findOrganisation } from './organisation-store.ts';
import type { Organisation } from './organisation.ts';
import { lockPost, saveDecision, type Post } from './post-store.ts';
import { mayUse } from './powers.ts';

/** Whether the actor may decide about a proposed post: the security administrator of the region, but neither its proposer nor its holder. */
export function mayDecidePost(actor: Actor, post: Post, organisation: Pick<Organisation, 'regionCode'>): true | Refusal {
  return every(
    mayUse(actor, 'identity.confirm-powers', { regionCode: organisation.regionCode }),
    post.state === 'proposed' ? true : refuse('identity.post.not-proposed'),
    post.personId === actor.id ? refuse('identity.person.self') : true,
    post.proposedBy === `${actor.kind}:${actor.id}` ? refuse('identity.post.own-proposal') : true,
  );
}

/** Confirms or rejects a post with high powers. */
export async function decidePost(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  command: { actor: Actor; postId: string; decision: 'confirm' | 'reject'; origin?: string | null },
): Promise<Post | Refusal> {
  const { actor, postId } = command;
  return database.transaction(async (tx) => {
    const post = await lockPost(tx, postId);
    const organisation = post && (await findOrganisation(tx, post.orgId));
    if (!post || !organisation) return refuse('identity.post.not-found');
    const permitted = mayDecidePost(actor, post, organisation);
    if (isRefusal(permitted)) return permitted;
    const state = command.decision === 'confirm' ? 'confirmed' : 'rejected';
    const at = clock.now();
    await saveDecision(tx, postId, { state, by: actor.id, at });
    const facts = { role: post.role, person: post.personId, organisation: post.orgId, state };
    await recordAct(tx, {
      actor,
      at,
      action: 'identity.decide-post',
      object: { kind: 'post', id: postId },
      origin: command.origin ?? null,
      facts,
    });
    return { ...post, state };
  });
}
