import { ProblemError } from '../client/problem-error.ts';
import type { Wrong } from './draft.ts';

const nothing: readonly Wrong[] = [];

/** What the server said of each place of a content that is not complete. */
export function verdictFrom(error: Error | null): readonly Wrong[] {
  if (!(error instanceof ProblemError) || error.problem.code !== 'catalog.entry.incomplete') return nothing;
  return error.problem.fields.map(({ path, title }) => ({ path: path.replace(/^\/(body\/)?content\//, ''), word: title }));
}
