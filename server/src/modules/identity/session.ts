/** A session as it is stored; its token is known to the browser only, the store has the hash. */
export type SessionTimes = { readonly beganAt: Date; readonly seenAt: Date; readonly endedAt: Date | null };
/** Limits of a session: minutes without a request, hours after sign-in (GB/T 22239 8.1.4.1 b). */
export type SessionLimits = { readonly idleMinutes: number; readonly hoursMax: number };

/** How often the last request of a session is written down: not with every one. */
const SEEN_EVERY_MILLISECONDS = 60_000;

export function endsOf(session: SessionTimes, limits: SessionLimits): { idleEndsAt: Date; endsAt: Date } {
  return {
    idleEndsAt: new Date(session.seenAt.getTime() + limits.idleMinutes * 60_000),
    endsAt: new Date(session.beganAt.getTime() + limits.hoursMax * 3_600_000),
  };
}

/** Whether a session still counts. */
export function isLive(session: SessionTimes, limits: SessionLimits, now: Date): boolean {
  const { idleEndsAt, endsAt } = endsOf(session, limits);
  return session.endedAt === null && now < idleEndsAt && now < endsAt;
}

/** Whether this request is worth a write: a minute since the last one was written. */
export function isWorthSeeing(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.seenAt.getTime() >= SEEN_EVERY_MILLISECONDS;
}
