import * as contract from '@karez/contract/identity';
import type { Route } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { originWindow } from '#platform/http/origin-window';
import { serve, type Call, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import type { SessionActor } from './actor.ts';
import { meAnswer } from './answers.ts';
import { SESSION_COOKIE } from './authenticate.ts';
import { beginSecondFactor } from './begin-second-factor.ts';
import { changePassword } from './change-password.ts';
import { giveSecondFactor } from './give-second-factor.ts';
import { passwordGate } from './password-work.ts';
import { csrfTokenOf } from './secret.ts';
import { signIn, type OpenedSession } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { switchPost } from './switch-post.ts';

type Answering = Pick<Call<Route>, 'setHeader'>;

/** Sets the session cookie: readable by no script, sent by no other site's page, and over TLS only where the portal is. */
function handOver({ config }: Pick<Needs, 'config'>, call: Answering, opened: OpenedSession | Refusal) {
  if (isRefusal(opened)) return opened;
  call.setHeader('set-cookie', cookie(config, opened.token));
  return { step: opened.stage, csrfToken: csrfTokenOf(opened.token) };
}

function cookie(config: Needs['config'], value: string): string {
  const secure = config.KAREZ_PUBLIC_URL.startsWith('https:') ? '; Secure' : '';
  const ended = value === '' ? '; Max-Age=0' : '';
  return `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict${secure}${ended}`;
}

/** Signing in and out, and what one is while signed in. */
export function signInRoutes(needs: Needs): Served<SessionActor>[] {
  const tries = originWindow({ clock: needs.clock, perMinuteMax: needs.config.KAREZ_SIGN_INS_PER_MINUTE_MAX });
  const gate = passwordGate();
  return [
    serve(contract.signIn, async (call) => {
      const retryAfterSeconds = tries.take(call.origin);
      if (retryAfterSeconds !== null) return refuse('identity.sign-in.too-often', { retryAfterSeconds });
      return handOver(needs, call, await gate(() => signIn(needs, { ...call.body, origin: call.origin })));
    }),
    serve(contract.giveSecondFactor, async (call: Stepped<typeof contract.giveSecondFactor>) => {
      const { session } = call.actor;
      if (!session) return refuse('request.signed-out');
      return handOver(needs, call, await giveSecondFactor(needs, { session, code: call.body.code, origin: call.origin }));
    }),
    serve(contract.beginSecondFactor, async ({ actor: { session } }: Stepped<typeof contract.beginSecondFactor>) =>
      session ? beginSecondFactor(needs, session) : refuse('request.signed-out'),
    ),
    serve(contract.changePassword, async (call: Stepped<typeof contract.changePassword>) => {
      const { session } = call.actor;
      if (!session) return refuse('request.signed-out');
      return handOver(needs, call, await gate(() => changePassword(needs, { session, ...call.body, origin: call.origin })));
    }),
    serve(contract.signOut, async (call: Stepped<typeof contract.signOut>) => {
      call.setHeader('set-cookie', cookie(needs.config, ''));
      return signOut(needs, { actor: call.actor, origin: call.origin });
    }),
    serve(contract.readMe, async ({ actor }: Stepped<typeof contract.readMe>) => meAnswer(needs, actor)),
    serve(contract.switchPost, async ({ actor, body, origin }: Stepped<typeof contract.switchPost>) => {
      const switched = await switchPost(needs, { actor, postId: body.postId, origin });
      return isRefusal(switched) ? switched : meAnswer(needs, switched);
    }),
  ];
}

type Stepped<R> = Call<R, SessionActor>;
