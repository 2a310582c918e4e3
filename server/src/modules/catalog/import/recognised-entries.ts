import type { Reader } from '#platform/database';
import { recognisedEach } from '../revision-case/recognise-bases.ts';
import type { LegacyEntry } from './legacy-entry.ts';

/** Imported entries whose denials name articles of the register of law, with these beside their names; what the row said stays in its own words (91-3.3). */
export async function recognisedEntries(reader: Reader, entries: readonly LegacyEntry[]): Promise<LegacyEntry[]> {
  const revisions = await recognisedEach(
    reader,
    entries.map(({ revision }) => revision),
  );
  return entries.map((entry, at) => ({ ...entry, revision: revisions[at] ?? entry.revision }));
}
