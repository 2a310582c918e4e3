import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { migrate } from './database-migrations.ts';

test('an index that a migration could not finish beside the others does not stand in the way of the next try', async () => {
  const { database, connectionString } = await createTestDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'karez-migrations-'));
  const sql = 'CREATE UNIQUE INDEX CONCURRENTLY wells_once ON public.wells (code);\n';
  await writeFile(path.join(folder, '9001_wells.sql'), sql);
  await database.pool.query("CREATE TABLE public.wells (code text); INSERT INTO public.wells VALUES ('坎儿井'), ('坎儿井')");
  const index = async () => {
    const found = await database.pool.query<{ usable: boolean }>(
      "SELECT indisvalid AS usable FROM pg_index WHERE indexrelid = to_regclass('public.wells_once')",
    );
    return found.rows;
  };

  await expect(migrate({ connectionString, folder })).rejects.toThrow('9001_wells.sql');
  expect(await index()).toEqual([{ usable: false }]);
  await database.pool.query('DELETE FROM public.wells WHERE ctid IN (SELECT min(ctid) FROM public.wells)');

  expect(await migrate({ connectionString, folder })).toEqual({ applied: ['9001_wells.sql'] });
  expect(await index()).toEqual([{ usable: true }]);
});
