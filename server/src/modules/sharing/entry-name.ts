import { entryTitles } from '#modules/catalog';
import type { Reader } from '#platform/database';

/** Names of entries by id; an entry that is gone has none. */
export async function entryNamesOf(reader: Reader, entryIds: readonly string[]): Promise<Map<string, string>> {
  return entryTitles(reader, entryIds);
}

/** The name of one entry. */
export async function entryNameOf(reader: Reader, entryId: string): Promise<string> {
  return (await entryTitles(reader, [entryId])).get(entryId) ?? '';
}
