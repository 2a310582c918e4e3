import { refuse, type Refusal } from '@karez/kit/refusal';

/** Argon2 that runs at the same time in one process, 19 MiB each; it leaves threads of the pool to files and name look-ups. */
const AT_ONCE_MAX = 2;
/** People who sign in or change their password at the same time in one process: about a second of work. */
export const WAITING_MAX = 64;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs `work` when it is its turn: no more than {@link AT_ONCE_MAX} at the same time. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE_MAX) running += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    // The turn is handed on as it is, or given back.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Lets at most {@link WAITING_MAX} callers in at the same time; a further one is refused before anything is done or counted. */
export type PasswordGate = <T>(work: () => Promise<T | Refusal>) => Promise<T | Refusal>;

export function passwordGate(): PasswordGate {
  let inside = 0;
  return async (work) => {
    if (inside >= WAITING_MAX) return refuse('identity.sign-in.busy', { retryAfterSeconds: 1 });
    inside += 1;
    try {
      return await work();
    } finally {
      inside -= 1;
    }
  };
}
