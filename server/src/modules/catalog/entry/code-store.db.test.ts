import { newId } from '@karez/kit/id';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { drawResourceCode } from './code-store.ts';

const { database } = await createTestDatabase();

test('a region whose departments have used up their serials gives the next one no code, and says so', async () => {
  const draw = (organisationId: string) =>
    database.transaction((tx) => drawResourceCode(tx, { category: '102000', regionCode: '650490', organisationId }));
  const known = newId();
  expect(await draw(known)).toContain('65049');
  await sql`
    INSERT INTO catalog.department_serial (organisation_id, region_code, serial)
    SELECT gen_random_uuid(), '650490', serial FROM generate_series(2, 999) serial`.execute(database.reader);

  expect(await draw(newId())).toMatchObject({ code: 'catalog.code.exhausted' });
  expect(await draw(known)).toContain('65049');
});
