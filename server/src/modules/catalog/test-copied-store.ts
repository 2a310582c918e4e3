import { sql } from 'kysely';
import type { Database } from '#platform/database';

const copied = ['entry', 'revision', 'item', 'search_document'] as const;

/** What differs in a copy: its id everywhere, and what only one entry may have. */
const own: Readonly<Record<string, string>> = {
  'entry.id': 'copy.id',
  'entry.name_folded': 'original.name_folded || copy.n',
  'entry.resource_code': 'left(original.resource_code, -6) || (900000 + copy.n)',
  'search_document.code': 'left(original.code, -6) || (900000 + copy.n)',
};

/** Makes so many more entries that say what one says: enough of them for what works in batches. Answers their ids. */
export async function copyEntry(database: Database, entryId: string, count: number): Promise<string[]> {
  return database.transaction(async (tx) => {
    await sql`CREATE TEMP TABLE copy ON COMMIT DROP AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, ${count}::integer) n`.execute(
      tx,
    );
    for (const table of copied) {
      const found = await sql<{ column: string }>`
        SELECT column_name AS column FROM information_schema.columns
        WHERE table_schema = 'catalog' AND table_name = ${table} AND is_generated = 'NEVER' AND is_identity = 'NO'`.execute(tx);
      const columns = found.rows.map(({ column }) => column);
      const values = columns.map((column) => own[`${table}.${column}`] ?? (column === 'entry_id' ? 'copy.id' : `original."${column}"`));
      await sql`
        INSERT INTO ${sql.table(`catalog.${table}`)} (${sql.join(columns.map((column) => sql.ref(column)))})
        SELECT ${sql.raw(values.join(', '))} FROM ${sql.table(`catalog.${table}`)} original, copy
        WHERE original.${sql.ref(table === 'entry' ? 'id' : 'entry_id')} = ${entryId}`.execute(tx);
    }
    const made = await sql<{ id: string }>`SELECT id FROM copy`.execute(tx);
    return made.rows.map(({ id }) => id);
  });
}
