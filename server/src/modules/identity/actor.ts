import type { Caller } from '#platform/caller';

/** Who acts: a person, a machine client, the platform itself, or nobody known. */
export type Actor = Caller;

/** What a person still has to give before the session opens anything else. */
export type SignInStage = 'second-factor' | 'enrol-second-factor' | 'change-password' | 'done';

/** The session that a request came with. */
export type ActorSession = {
  readonly id: string;
  readonly personId: string;
  readonly account: string;
  readonly stage: SignInStage;
  readonly actingPostId: string | null;
  readonly csrfToken: string;
  readonly idleEndsAt: Date;
  readonly endsAt: Date;
};

/** An actor with the session behind it; `null` for machine clients and for requests without one. */
export type SessionActor = Actor & { readonly session: ActorSession | null };

/** The platform acting by itself: a clock that ran out, a seed, a job. `name` says which. */
export function systemActor(name: string): Actor {
  return { kind: 'system', id: name, orgId: null, regionCode: null, powers: [] };
}
