import type { Needs } from '#platform/needs';
import { forgetDryRuns } from './system-import-store.ts';
import { dryRunsEndBefore } from './system-import.ts';

/** Forgets every organisation's dry runs that are too old to be applied, with what was kept of their rows. Answers how many. */
export function forgetOldDryRuns({ database, clock }: Pick<Needs, 'database' | 'clock'>): Promise<number> {
  return database.transaction((tx) => forgetDryRuns(tx, dryRunsEndBefore(clock.now())));
}
