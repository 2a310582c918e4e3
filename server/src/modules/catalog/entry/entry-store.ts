import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import { liveNoOf, publishedOnOf, resourceCodeOf, workingNoOf, type Entry, type EntryId, type EntryState } from './entry.ts';

type EntryRow = {
  id: EntryId;
  state: EntryState;
  revision: number;
  provider_org_id: string;
  provider_name: string;
  provider_aliases: string[];
  provider_uscc: string | null;
  region_code: string;
  sample: boolean;
  resource_code: string | null;
  published_on: string | null;
  live_no: number | null;
  working_no: number | null;
};

const columns = sql`id, state, revision, provider_org_id, provider_name, provider_aliases, provider_uscc, region_code, sample,
  resource_code, published_on, live_no, working_no`;

/** A value that a CHECK of the table promises for this state. */
function promised<T>(value: T | null, row: EntryRow): T {
  if (value === null) throw new Error(`entry ${row.id} is ${row.state} without a field that this state has`);
  return value;
}

function entryOf(row: EntryRow): Entry {
  const provider = {
    organisationId: row.provider_org_id,
    name: row.provider_name,
    aliases: row.provider_aliases,
    uscc: row.provider_uscc,
    regionCode: row.region_code,
    sample: row.sample,
  };
  const common = { id: row.id, provider, revision: row.revision };
  const issued = () => ({
    resourceCode: promised(row.resource_code, row),
    publishedOn: promised(row.published_on, row),
    liveNo: promised(row.live_no, row),
  });
  if (row.state === 'unpublished' || row.state === 'withdrawn')
    return { ...common, state: row.state, workingNo: promised(row.working_no, row) };
  if (row.state === 'legacy-incomplete') return { ...common, state: row.state, liveNo: promised(row.live_no, row) };
  if (row.state === 'change-pending') return { ...common, ...issued(), state: row.state, workingNo: promised(row.working_no, row) };
  if (row.state === 'suspended' || row.state === 'orphaned' || row.state === 'transfer-pending')
    return { ...common, ...issued(), state: row.state, workingNo: row.working_no };
  return { ...common, ...issued(), state: row.state };
}

/** The entry, whoever asks; who may see it is for the policy to say. */
export async function findEntry(reader: Reader, id: string): Promise<Entry | undefined> {
  const found = await sql<EntryRow>`SELECT ${columns} FROM catalog.entry WHERE id = ${id}`.execute(reader);
  return found.rows[0] && entryOf(found.rows[0]);
}

/** Some entries in the order in which they are asked for; unknown ids are left out. */
export async function findEntries(reader: Reader, ids: readonly string[]): Promise<Entry[]> {
  const found = await sql<EntryRow>`
    SELECT ${columns} FROM catalog.entry WHERE id = ANY (${ids}::uuid[]) ORDER BY array_position(${ids}::uuid[], id)`.execute(reader);
  return found.rows.map(entryOf);
}

/** The entry with its row locked until the transaction ends: every change of an entry, and every grant on it, passes here. */
export async function lockEntry(tx: Transaction, id: string): Promise<Entry | undefined> {
  const found = await sql<EntryRow>`SELECT ${columns} FROM catalog.entry WHERE id = ${id} FOR UPDATE`.execute(tx);
  return found.rows[0] && entryOf(found.rows[0]);
}

/** Stores a new entry. The caller has asked {@link isNameTaken}. */
export async function insertEntry(tx: Transaction, entry: Entry, nameFolded: string): Promise<void> {
  const { provider } = entry;
  await sql`
    INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, provider_aliases, provider_uscc, region_code, sample,
      name_folded, resource_code, published_on, live_no, working_no)
    VALUES (${entry.id}, ${entry.state}, ${entry.revision}, ${provider.organisationId}, ${provider.name}, ${provider.aliases}, ${provider.uscc},
      ${provider.regionCode}, ${provider.sample}, ${nameFolded}, ${resourceCodeOf(entry)}, ${publishedOnOf(entry)},
      ${liveNoOf(entry)}, ${workingNoOf(entry)})`.execute(tx);
}

/** Stores a changed entry that {@link lockEntry} gave. */
export async function saveEntry(tx: Transaction, entry: Entry, nameFolded: string): Promise<void> {
  await sql`
    UPDATE catalog.entry SET state = ${entry.state}, revision = ${entry.revision}, name_folded = ${nameFolded}, resource_code = ${resourceCodeOf(entry)},
      published_on = ${publishedOnOf(entry)}, live_no = ${liveNoOf(entry)}, working_no = ${workingNoOf(entry)}
    WHERE id = ${entry.id}`.execute(tx);
}

/** Stores who provides an entry now, or under which name. */
export async function saveProvider(tx: Transaction, { id, provider }: Entry): Promise<void> {
  await sql`
    UPDATE catalog.entry SET provider_org_id = ${provider.organisationId}, provider_name = ${provider.name}, provider_aliases = ${provider.aliases},
      provider_uscc = ${provider.uscc}, region_code = ${provider.regionCode}, sample = ${provider.sample}
    WHERE id = ${id}`.execute(tx);
}

/** Stores the new names of a department in some of its entries, in one statement. */
export async function saveProviderNames(tx: Transaction, entries: readonly Entry[]): Promise<void> {
  const rows = entries.map(({ id, provider }) => ({ id, ...provider }));
  await sql`
    UPDATE catalog.entry SET provider_name = renamed.name, provider_aliases = ARRAY(SELECT jsonb_array_elements_text(aliases)), provider_uscc = uscc
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS renamed (id uuid, name text, aliases jsonb, uscc text)
    WHERE entry.id = renamed.id`.execute(tx);
}

/** Some entries of an organisation that carry another name than its own, locked in order of id until the transaction ends. */
export async function lockEntriesNamedOtherwise(
  tx: Transaction,
  { organisationId, name, limit }: { organisationId: string; name: string; limit: number },
): Promise<Entry[]> {
  const found = await sql<EntryRow>`
    SELECT ${columns} FROM catalog.entry WHERE provider_org_id = ${organisationId} AND provider_name <> ${name}
    ORDER BY id LIMIT ${limit} FOR UPDATE`.execute(tx);
  return found.rows.map(entryOf);
}

/** Ids of every entry that an organisation provides, in order of id: whoever locks several takes them in this order. */
export async function entryIdsOf(reader: Reader, organisationId: string): Promise<EntryId[]> {
  const found = await sql<{ id: EntryId }>`SELECT id FROM catalog.entry WHERE provider_org_id = ${organisationId} ORDER BY id`.execute(
    reader,
  );
  return found.rows.map(({ id }) => id);
}

/** Where the history of each entry of a department goes on: the revision on its way, else the one in force. */
export async function historyPlacesOf(reader: Reader, organisationId: string): Promise<{ entryId: EntryId; revisionNo: number }[]> {
  const found = await sql<{ entryId: EntryId; revisionNo: number }>`
    SELECT id AS "entryId", coalesce(working_no, live_no, 0) AS "revisionNo" FROM catalog.entry
    WHERE provider_org_id = ${organisationId} ORDER BY id`.execute(reader);
  return found.rows;
}

type AskedName = { readonly organisationId: string; readonly folded: string; readonly except: string | null };

/**
 * Whether the provider has another entry under the same folded name. Asking holds that name until the transaction ends, so two
 * who register it together are told, not failed by the unique index.
 */
export async function isNameTaken(tx: Transaction, name: AskedName): Promise<boolean> {
  return isHeld(tx, name, ['withdrawn']);
}

/**
 * The same among the entries that the index keeps apart: a retired one keeps its name against whatever its department registers, and stands beside a
 * namesake that a transfer has brought.
 */
export async function isNameInUse(tx: Transaction, name: AskedName): Promise<boolean> {
  return isHeld(tx, name, ['withdrawn', 'retired']);
}

async function isHeld(tx: Transaction, name: AskedName, free: readonly Entry['state'][]): Promise<boolean> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`catalog.entry-name ${name.organisationId} ${name.folded}`}, 0))`.execute(tx);
  const found = await sql`
    SELECT 1 FROM catalog.entry
    WHERE provider_org_id = ${name.organisationId} AND name_folded = ${name.folded} AND state <> ALL (${[...free]}::text[]) AND id IS DISTINCT FROM ${name.except}::uuid`.execute(
    tx,
  );
  return found.rows.length > 0;
}

/** What an imported row said, in its own words. */
export type ImportedFacts = { readonly source: string; readonly sourceId: string; readonly raw: Readonly<Record<string, string>> };

export async function importedFacts(reader: Reader, id: string): Promise<ImportedFacts | null> {
  const found = await sql<{ source: string; source_id: string; source_raw: Record<string, string> }>`
    SELECT source, source_id, source_raw FROM catalog.entry WHERE id = ${id} AND source IS NOT NULL`.execute(reader);
  const row = found.rows[0];
  return row ? { source: row.source, sourceId: row.source_id, raw: row.source_raw } : null;
}

/** Names of entries by id, for lists of other modules: the name in force, else the draft's. Unknown ids are left out. */
export async function entryNames(reader: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ entry_id: string; name: string }>`
    SELECT entry_id, name FROM catalog.search_document WHERE entry_id = ANY (${ids}::uuid[])`.execute(reader);
  return new Map(found.rows.map((row) => [row.entry_id, row.name]));
}

/** Those of some resource codes that no entry carries. */
export async function unknownResourceCodes(reader: Reader, codes: readonly string[]): Promise<string[]> {
  if (codes.length === 0) return [];
  const found = await sql<{ code: string }>`
    SELECT code FROM unnest(${codes}::text[]) code WHERE NOT EXISTS (SELECT 1 FROM catalog.entry WHERE resource_code = code)`.execute(
    reader,
  );
  return found.rows.map((row) => row.code);
}
