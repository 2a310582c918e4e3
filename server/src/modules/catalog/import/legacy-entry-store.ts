import { sql } from 'kysely';

import type { Reader, Transaction } from '#platform/database';

import { fieldsOf, replaceLists } from '../entry/content-store.ts';
import type { EntryId, EntryState, Provider, Withdrawn } from '../entry/entry.ts';
import type { SearchDocument } from '../search/search-document.ts';
import { saveSearchDocuments } from '../search/search-store.ts';
import type { ExistingEntry } from './diff.ts';
import type { ImportedContent } from './entry-content.ts';
import type { ImportedBefore, LegacyEntry } from './legacy-entry.ts';

/** An entry that an import made, with its present revision number. */
export type KnownEntry = ExistingEntry & { readonly entryId: EntryId; readonly revision: number; readonly before: ImportedBefore };

/** Entries that earlier imports made, by key: what the last import said of each, and whether a department has claimed it since. */
export async function entriesOfSource(reader: Reader, source: string, keys: readonly string[]): Promise<ReadonlyMap<string, KnownEntry>> {
  const found = await sql<KnownRow & { key: string; raw: ImportedBefore['raw'] | null }>`
    SELECT ${heldColumns}, imported.key, entry.source_raw AS raw
    FROM catalog.entry JOIN catalog.imported_content imported ON imported.entry_id = entry.id
    WHERE imported.source = ${source} AND imported.key = ANY (${keys}::text[])`.execute(reader);
  return new Map(
    found.rows.map((row) => {
      const { key, raw } = row;
      const { id, state, revision, provider, content } = heldOf(row);
      const before = { content, provider, raw: raw ?? {} };
      return [key, { key, entryId: id, content, revision, isClaimed: state !== 'legacy-incomplete', before }];
    }),
  );
}

/** An entry that an import made, as it stands. */
export type HeldEntry = {
  readonly id: EntryId;
  readonly state: EntryState;
  readonly revision: number;
  readonly provider: Provider;
  readonly content: ImportedContent;
};

type KnownRow = Omit<HeldEntry, 'provider'> & Omit<Provider, 'name'> & { readonly providerName: string };

const heldColumns = sql`entry.id, entry.state, entry.revision, entry.provider_org_id AS "organisationId", entry.provider_name AS "providerName",
  entry.provider_aliases AS aliases, entry.provider_uscc AS uscc, entry.region_code AS "regionCode", entry.sample, imported.content`;

function heldOf({
  id,
  state,
  revision,
  content,
  organisationId,
  providerName: name,
  aliases,
  uscc,
  regionCode,
  sample,
}: KnownRow): HeldEntry {
  return { id, state, revision, content, provider: { organisationId, name, aliases, uscc, regionCode, sample } };
}

/** Some imported entries by id, locked until the transaction ends, and whether the authority has asked a department to claim them. */
export async function lockImportedEntries(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HeldEntry & { readonly isClaimAsked: boolean }>> {
  const found = await sql<KnownRow & { isClaimAsked: boolean }>`
    SELECT ${heldColumns}, EXISTS (SELECT 1 FROM catalog.claim_assignment asked WHERE asked.entry_id = entry.id AND asked.state = 'open') AS "isClaimAsked"
    FROM catalog.entry JOIN catalog.imported_content imported ON imported.entry_id = entry.id
    WHERE entry.id = ANY (${[...ids]}::uuid[]) ORDER BY entry.id FOR UPDATE OF entry`.execute(tx);
  return new Map(found.rows.map((row) => [row.id, { ...heldOf(row), isClaimAsked: row.isClaimAsked }]));
}

/** Keeps entries from being claimed while an import changes them. */
export async function lockEntriesOfSource(tx: Transaction, source: string, keys: readonly string[]): Promise<void> {
  await sql`
    SELECT 1 FROM catalog.entry JOIN catalog.imported_content imported ON imported.entry_id = entry.id
    WHERE imported.source = ${source} AND imported.key = ANY (${keys}::text[]) ORDER BY entry.id FOR UPDATE OF entry`.execute(tx);
}

/** A department's name for an entry, folded for comparison, and the import key that wants it. */
export type WantedName = { readonly key: string; readonly provider: string; readonly folded: string };

/** Keys of those wanted names that another entry of the same department has. */
export async function keysOfTakenNames(
  reader: Reader,
  { organisationId, source, names }: { organisationId: string | null; source: string; names: readonly WantedName[] },
): Promise<ReadonlySet<string>> {
  const found = await sql<{ key: string }>`
    SELECT wanted.key FROM jsonb_to_recordset(${JSON.stringify(names)}::jsonb) AS wanted (key text, provider text, folded text)
    JOIN catalog.entry ON entry.name_folded = wanted.folded
    LEFT JOIN catalog.imported_content imported ON imported.entry_id = entry.id
    WHERE entry.state <> 'withdrawn' AND CASE WHEN ${organisationId}::uuid IS NULL THEN imported.source = ${source} AND entry.provider_name = wanted.provider
      ELSE entry.provider_org_id = ${organisationId}::uuid END
      AND (imported.source = ${source} AND imported.key = wanted.key) IS NOT TRUE`.execute(reader);
  return new Set(found.rows.map(({ key }) => key));
}

/**
 * Stores new imported entries with revision, items and search document, and answers the ids that were stored: an entry whose
 * department has one of that name is left out.
 */
export async function insertLegacyEntries(tx: Transaction, entries: readonly LegacyEntry[]): Promise<ReadonlySet<string>> {
  if (entries.length === 0) return new Set();
  const stored = await sql<{ id: string }>`
    INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, provider_aliases, provider_uscc, region_code, sample, name_folded,
      live_no, source, source_id, source_raw, source_published_on, source_updated_on)
    SELECT id, 'legacy-incomplete', revision, "organisationId", name, ARRAY(SELECT jsonb_array_elements_text(aliases)), uscc, "regionCode", sample,
      "nameFolded", "liveNo", source, key, raw, "publishedOn", "updatedOn"
    FROM jsonb_to_recordset(${JSON.stringify(entries.map(entryRow))}::jsonb) AS entry (id uuid, revision integer, "organisationId" uuid, name text,
      aliases jsonb, uscc text, "regionCode" text, sample boolean, "nameFolded" text, "liveNo" integer, source text, key text, raw jsonb,
      "publishedOn" date, "updatedOn" date)
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx);
  const ids = new Set(stored.rows.map(({ id }) => id));
  const kept = entries.filter(({ entry }) => ids.has(entry.id));
  await sql`
    INSERT INTO catalog.revision (entry_id, no, state, fields, authors)
    SELECT "entryId", no, 'imported', fields, ARRAY(SELECT jsonb_array_elements_text(authors))
    FROM jsonb_to_recordset(${JSON.stringify(kept.map(revisionRow))}::jsonb) AS revision ("entryId" uuid, no integer, fields jsonb, authors jsonb)`.execute(
    tx,
  );
  await saveContents(tx, kept);
  return ids;
}

function entryRow({ entry, nameFolded, origin, imported }: LegacyEntry) {
  const { publishedOn, updatedOn } = imported;
  return { ...entry.provider, id: entry.id, revision: entry.revision, liveNo: entry.liveNo, nameFolded, publishedOn, updatedOn, ...origin };
}

function revisionRow({ revision }: LegacyEntry) {
  return { entryId: revision.entryId, no: revision.no, fields: fieldsOf(revision.content), authors: revision.authors };
}

/** Stores what an import changed of entries that it made before. */
export async function updateLegacyEntries(tx: Transaction, entries: readonly LegacyEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    UPDATE catalog.entry SET revision = changed.revision, provider_org_id = changed."organisationId", provider_name = changed.name,
      name_folded = changed."nameFolded", source_raw = changed.raw, source_published_on = changed."publishedOn", source_updated_on = changed."updatedOn"
    FROM jsonb_to_recordset(${JSON.stringify(entries.map(entryRow))}::jsonb) AS changed (id uuid, revision integer, "organisationId" uuid, name text,
      "nameFolded" text, raw jsonb, "publishedOn" date, "updatedOn" date)
    WHERE entry.id = changed.id`.execute(tx);
  await sql`
    UPDATE catalog.revision SET fields = changed.fields
    FROM jsonb_to_recordset(${JSON.stringify(entries.map(revisionRow))}::jsonb) AS changed ("entryId" uuid, no integer, fields jsonb)
    WHERE revision.entry_id = changed."entryId" AND revision.no = changed.no`.execute(tx);
  await saveContents(tx, entries);
}

/** Stores imported entries as they were before an import; lists that were empty are so again. */
export async function restoreLegacyEntries(tx: Transaction, entries: readonly LegacyEntry[]): Promise<void> {
  await updateLegacyEntries(tx, entries);
  for (const { revision, imported } of entries) if (imported.items.length === 0) await replaceLists(tx, revision, revision.content);
}

/** Withdraws entries whose import is undone: their content stays, their origin is free for another import. */
export async function withdrawLegacyEntries(
  tx: Transaction,
  entries: readonly { readonly entry: Withdrawn; readonly document: SearchDocument }[],
): Promise<void> {
  if (entries.length === 0) return;
  const ids = entries.map(({ entry }) => entry.id);
  await sql`
    UPDATE catalog.entry SET state = 'withdrawn', revision = revision + 1, working_no = live_no, live_no = NULL, source = NULL, source_id = NULL,
      source_raw = NULL, source_published_on = NULL, source_updated_on = NULL
    WHERE id = ANY (${ids}::uuid[])`.execute(tx);
  await sql`UPDATE catalog.revision SET state = 'abandoned' WHERE entry_id = ANY (${ids}::uuid[]) AND state = 'imported'`.execute(tx);
  await sql`DELETE FROM catalog.imported_content WHERE entry_id = ANY (${ids}::uuid[])`.execute(tx);
  await saveSearchDocuments(
    tx,
    entries.map(({ document }) => document),
  );
}

async function saveContents(tx: Transaction, entries: readonly LegacyEntry[]): Promise<void> {
  for (const { revision, imported } of entries)
    if (imported.items.length > 0 || imported.denial !== undefined) await replaceLists(tx, revision, revision.content);
  await saveSearchDocuments(
    tx,
    entries.map(({ document }) => document),
  );
  const contents = entries.map(({ entry, imported, origin }) => ({
    id: entry.id,
    source: origin.source,
    key: origin.key,
    content: imported,
  }));
  await sql`
    INSERT INTO catalog.imported_content (entry_id, source, key, content)
    SELECT id, source, key, content
    FROM jsonb_to_recordset(${JSON.stringify(contents)}::jsonb) AS said (id uuid, source text, key text, content jsonb)
    ON CONFLICT (entry_id) DO UPDATE SET content = EXCLUDED.content`.execute(tx);
}
