import { refuse, type Refusal } from '@karez/kit/refusal';

/** Uploads that wait for their turn in one process; each holds its file and a connection to the database meanwhile. */
export const WAITING_MAX = 3;

/** Runs one reading at a time, further ones in the order they came; who comes when {@link WAITING_MAX} wait is refused before any work. */
export type ReadingGate = <T>(work: () => Promise<T | Refusal>) => Promise<T | Refusal>;

/** Reading a workbook takes the process's only thread for as long as it lasts, so everyone else of the portal waits for it. */
export function readingGate(): ReadingGate {
  let running = false;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (waiting.length >= WAITING_MAX) return refuse('identity.system-import.busy', { retryAfterSeconds: 2 });
    if (running) await new Promise<void>((resolve) => waiting.push(resolve));
    running = true;
    try {
      return await work();
    } finally {
      // The turn is handed on as it is, or given back.
      const next = waiting.shift();
      if (next) next();
      else running = false;
    }
  };
}
