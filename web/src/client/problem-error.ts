import { problemSchema, type Problem } from '@karez/contract/route';

/** A refusal or fault that the server answered with, in the reader's language. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** The server could not be reached at all. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Reads an error answer; an answer that is no problem document counts as unreachable (a proxy's page, say). */
export async function problemFrom(response: Response): Promise<Error> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => null));
  return parsed.success ? new ProblemError(parsed.data) : new Unreachable(String(response.status));
}
