/** Failures that lock an account, minutes in which they count, and minutes that the lock lasts (GB/T 22239 8.1.4.1 b). */
export const FAILURES_MAX = 5;
export const WINDOW_MINUTES = 30;
export const LOCK_MINUTES = 30;

/** Attempts of one account name, whether or not anybody has it: so that a lock tells nobody which accounts exist. */
export type Attempts = { readonly failures: number; readonly windowBeganAt: Date; readonly lockedUntil: Date | null };

const minutes = (count: number) => count * 60_000;

/** Whether the account is locked now. */
export function isLocked(attempts: Attempts | undefined, now: Date): attempts is Attempts & { lockedUntil: Date } {
  return attempts?.lockedUntil !== undefined && attempts.lockedUntil !== null && attempts.lockedUntil > now;
}

/** Counts one more attempt as failed before it is checked, so that attempts side by side cannot exceed the limit. */
export function countAttempt(attempts: Attempts | undefined, now: Date): Attempts {
  const fresh = !attempts || attempts.lockedUntil !== null || now.getTime() - attempts.windowBeganAt.getTime() > minutes(WINDOW_MINUTES);
  const failures = fresh ? 1 : attempts.failures + 1;
  const lockedUntil = failures >= FAILURES_MAX ? new Date(now.getTime() + minutes(LOCK_MINUTES)) : null;
  return { failures, windowBeganAt: fresh ? now : attempts.windowBeganAt, lockedUntil };
}

/** Takes one attempt back that turned out right. */
export function forgiveAttempt(attempts: Attempts): Attempts {
  return { ...attempts, failures: Math.max(0, attempts.failures - 1), lockedUntil: null };
}
