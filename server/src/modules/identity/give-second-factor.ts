import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { ActorSession, SignInStage } from './actor.ts';
import type { Credential } from './credential-store.ts';
import { recordAct } from './evidence.ts';
import { passwordExpiresAt } from './password.ts';
import { postsInForce } from './post-store.ts';
import { withCode } from './second-factor.ts';
import { newSessionToken } from './secret.ts';
import { advanceSession } from './session-store.ts';
import type { OpenedSession } from './sign-in.ts';

type StepNeeds = Pick<Needs, 'database' | 'clock' | 'keys' | 'config'>;

/** Second step of signing in: the code of the enrolled second factor, or the first code of one that is being enrolled. */
export async function giveSecondFactor(
  needs: StepNeeds,
  { session, code, origin }: { session: ActorSession; code: string; origin: string },
): Promise<OpenedSession | Refusal> {
  if (session.stage !== 'second-factor' && session.stage !== 'enrol-second-factor') return refuse('request.signed-out');
  return withCode(needs, { personId: session.personId, code }, async (tx, credential) => {
    // Somebody else may have enrolled meanwhile: a session that began before must not confirm a seed it never saw.
    if (session.stage === 'second-factor' && !credential.secondFactorConfirmed) return refuse('request.signed-out');
    const opened = await moveOn(tx, needs, { session, credential });
    if (isRefusal(opened)) return opened;
    const actor = { kind: 'person' as const, id: session.personId, orgId: null, regionCode: null, powers: [] };
    await recordAct(tx, {
      actor,
      at: needs.clock.now(),
      action: 'identity.give-second-factor',
      object: { kind: 'session', id: session.id },
      origin,
      facts: { stage: opened.stage },
    });
    return opened;
  });
}

/** Opens the session for good, or leaves it at the change of an expired or first password. */
export async function moveOn(
  tx: Transaction,
  { clock, config }: Pick<Needs, 'clock' | 'config'>,
  { session, credential }: { session: ActorSession; credential: Pick<Credential, 'mustChange' | 'passwordChangedAt' | 'personId'> },
): Promise<OpenedSession | Refusal> {
  const now = clock.now();
  const posts = await postsInForce(tx, credential.personId, dayIn(config.KAREZ_TIME_ZONE, now));
  const post = posts.find((candidate) => candidate.id === session.actingPostId) ?? posts[0];
  if (!post) return refuse('identity.sign-in.no-post');
  const stage: SignInStage = credential.mustChange || passwordExpiresAt(credential.passwordChangedAt) <= now ? 'change-password' : 'done';
  const { token, tokenHash } = newSessionToken();
  await advanceSession(tx, session.id, { stage, actingPostId: post.id, tokenHash });
  return { stage, token };
}
