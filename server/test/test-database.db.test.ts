import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from './test-database.ts';

const first = await createTestDatabase();
const second = await createTestDatabase();

test('a test database has every migration', async () => {
  const { rows } = await sql<{ name: string }>`SELECT name FROM public.migration ORDER BY name`.execute(first.database.reader);

  expect(rows[0]?.name).toBe('0001_platform.sql');
});

test('two test databases see nothing of each other', async () => {
  await sql`CREATE TABLE public.mine (id int)`.execute(first.database.reader);

  const { rows } = await sql<{ found: string | null }>`SELECT to_regclass('public.mine')::text AS found`.execute(second.database.reader);

  expect(rows).toEqual([{ found: null }]);
});

test('Chinese text is split into trigrams and sorted by code point, whatever the server was installed with', async () => {
  await sql`CREATE EXTENSION IF NOT EXISTS pg_trgm`.execute(first.database.reader);

  const { rows } = await sql<{ count: number; sorted: string }>`
    SELECT cardinality(show_trgm('不动产登记')) AS count, (SELECT string_agg(t, '' ORDER BY t) FROM unnest(ARRAY['b', 'B', '一', 'a']) t) AS sorted
  `.execute(first.database.reader);

  expect(rows).toEqual([{ count: 6, sorted: 'Bab一' }]);
});
