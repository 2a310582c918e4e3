import { sql } from 'kysely';
import type { City } from './city.ts';

/** One number for everything that is stored of the domain, table by table. What signing in and failing to do so write stands apart. */
export async function storedRows({ needs }: Pick<City, 'needs'>): Promise<Record<string, string>> {
  const { reader } = needs.database;
  const { rows: tables } = await sql<{ name: string }>`
    SELECT schemaname || '.' || tablename AS name FROM pg_tables
    WHERE schemaname IN ('identity', 'law', 'desk', 'catalog', 'sharing', 'gateway', 'platform')
      AND tablename NOT IN ('session', 'sign_in_attempt', 'person', 'lease') ORDER BY 1`.execute(reader);
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows: found } = await sql<{ digest: string }>`
      SELECT md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) AS digest FROM ${sql.table(name)} t`.execute(reader);
    digests[name] = found[0]?.digest ?? '';
  }
  return digests;
}
