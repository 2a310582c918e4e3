import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import type { SessionActor } from './actor.ts';
import { personActor } from './actor-store.ts';
import { recordAct } from './evidence.ts';
import { postsInForce } from './post-store.ts';
import { saveActingPost } from './session-store.ts';

/** Acts from another of one's own posts that are in force; answers the actor with the powers held there. */
export async function switchPost(
  { database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>,
  { actor, postId, origin }: { actor: SessionActor; postId: string; origin: string },
): Promise<SessionActor | Refusal> {
  const { session } = actor;
  if (!session) return refuse('request.signed-out');
  if (actor.standsFor) return refuse('request.not-permitted');
  return database.transaction(async (tx) => {
    const at = clock.now();
    const today = dayIn(config.KAREZ_TIME_ZONE, at);
    const post = (await postsInForce(tx, session.personId, today)).find((candidate) => candidate.id === postId);
    const there = post && (await personActor(tx, { personId: session.personId, actingPostId: postId }, today));
    if (!there) return refuse('identity.post.not-yours');
    await saveActingPost(tx, session.id, postId);
    await recordAct(tx, { actor: there, at, action: 'identity.switch-post', object: { kind: 'post', id: postId }, origin });
    return { ...there, session: { ...session, actingPostId: postId } };
  });
}
