import { sql } from 'kysely';
import type { Transaction } from '#platform/database';

/** An entry whose texts have no reading yet, or one of an earlier version. */
export type Unread = {
  readonly entryId: string;
  readonly name: string;
  readonly providerNames: readonly string[];
  readonly items: readonly string[];
};

/** Locks the next entries to read; one that somebody is changing now is left for later: the change itself reads it. */
export async function lockUnread(tx: Transaction, { version, limit }: { version: number; limit: number }): Promise<Unread[]> {
  const found = await sql<Unread>`
    SELECT entry_id AS "entryId", name, to_json(provider_names) AS "providerNames", to_json(items) AS items FROM catalog.search_document
    WHERE readings_version < ${version} ORDER BY readings_version, entry_id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
  return found.rows;
}

export async function saveReadings(
  tx: Transaction,
  version: number,
  read: readonly { readonly entryId: string; readonly readings: readonly string[] }[],
): Promise<void> {
  await sql`
    UPDATE catalog.search_document document SET readings = ARRAY(SELECT jsonb_array_elements_text(line.readings)), readings_version = ${version}
    FROM jsonb_to_recordset(${JSON.stringify(read)}::jsonb) AS line ("entryId" uuid, readings jsonb)
    WHERE document.entry_id = line."entryId"`.execute(tx);
}
