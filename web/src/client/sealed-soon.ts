import { ProblemError } from './problem-error.ts';

/** Between two questions for a record that waits for its tree head, in milliseconds. */
export const sealWaitMs = 1000;

/** Whether it is worth asking again: evidence written a moment ago enters the next tree head within two seconds. */
export function isSealedSoon(failures: number, error: Error): boolean {
  return error instanceof ProblemError && error.problem.code === 'audit.record.not-sealed' && failures < 5;
}
