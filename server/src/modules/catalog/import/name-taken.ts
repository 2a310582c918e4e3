import type { Reader } from '#platform/database';

import { fold } from '../search/search-text.ts';
import { sourceOf, type ImportJob } from './import-job.ts';
import type { ImportedEntry } from './imported-entry.ts';
import { keysOfTakenNames } from './legacy-entry-store.ts';

/** Keys of entries whose department has another entry of that name: names are unique per provider (law.md §7.2 no. 2). */
export async function keysOfEntriesWithTakenName(
  reader: Reader,
  job: ImportJob,
  entries: readonly ImportedEntry[],
): Promise<ReadonlySet<string>> {
  const named = entries.filter(({ refusals }) => refusals.length === 0);
  const names = named.map(({ key, provider, content }) => ({ key, provider, folded: fold(content.name) }));
  return keysOfTakenNames(reader, { organisationId: job.providerOrgId, source: sourceOf(job), names });
}
