import { fileURLToPath } from 'node:url';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { readConfig } from '#platform/config';
import { lostProcess } from '#test/lost-process';
import { createTestDatabase } from '#test/test-database';
import { fieldsOf } from '../entry/content-store.ts';
import { contentWith } from '../test-content.ts';
import { checkConformance } from './check-conformance.job.ts';
import { beginPeriodicRuns, resumeRuns } from './conformance-jobs.ts';
import { beginRun } from './start-run.ts';

const store = await createTestDatabase();
const { database } = store;
const killedReview = fileURLToPath(new URL('./test-killed-review.ts', import.meta.url));
const clock = settableClock('2026-11-23T02:00:00Z');
const needs = { database, clock, newId, config: readConfig({ DATABASE_URL: 'postgres://unused' }) };

/** Many entries of one department, straight into the tables: every third without a summary, each with two items. */
async function manyEntries(
  { reader }: Pick<typeof database, 'reader'>,
  { orgId, region, count }: { orgId: string; region: string; count: number },
) {
  const fields = JSON.stringify(fieldsOf(contentWith()));
  await sql`
    WITH made AS (
      INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, provider_aliases, region_code, sample, name_folded, live_no, source, source_id, source_raw)
      SELECT gen_random_uuid(), 'legacy-incomplete', 1, ${orgId}::uuid, '某局', '{}', ${region}, false, 'n' || n || 'x', 1, 'test ' || ${region}::text, n::text, '{}' FROM generate_series(1, ${count}::integer) n
      RETURNING id, name_folded),
    told AS (
      INSERT INTO catalog.revision (entry_id, no, state, fields, authors)
      SELECT id, 1, 'imported', ${fields}::jsonb || jsonb_build_object('name', name_folded, 'abstract',
        CASE WHEN right(rtrim(name_folded, 'x'), 1) IN ('3', '6', '9') THEN '' ELSE '摘要' END), '{}' FROM made RETURNING entry_id)
    INSERT INTO catalog.item (entry_id, revision_no, position, no, name_zh, field_name, meaning, data_type, length_bytes, sensitivity, is_key, is_timestamp,
      nullable, is_base_item, masking_rule)
    SELECT entry_id, 1, no, no, '数据项' || no, 'field' || no, '', 'C', 20, 'none', false, false, true, false, 'none' FROM told, generate_series(1, 2) no`.execute(
    reader,
  );
}

async function begun(region: string): Promise<string> {
  const run = await database.transaction((tx) =>
    beginRun(tx, needs, { regionCode: region, organisationId: null, startedBy: 'demand', dueOn: '2026-12-31' }),
  );
  if (isRefusal(run)) throw new Error(run.code);
  return run.id;
}

async function ran(id: string) {
  const { rows } = await sql<{ state: string; read: number; opened: number; mended: number }>`
    SELECT state, entries_read AS read, opened, mended FROM catalog.conformance_run WHERE id = ${id}`.execute(database.reader);
  return rows[0];
}

async function nonconformities(region: string) {
  const { rows } = await sql<{ rule: string; count: number }>`
    SELECT rule, count(*) AS count FROM catalog.conformance_nonconformity WHERE region_code = ${region} AND state <> 'mended' GROUP BY rule`.execute(
    database.reader,
  );
  return rows;
}

test.each([
  ['catalog.conformance.batch-written#3', '650410'],
  ['catalog.conformance.batch-committed#2', '650411'],
] as const)('a review killed (SIGKILL) at %s goes on behind its last whole batch and finds nothing twice', async (killPoint, region) => {
  await manyEntries(database, { orgId: newId(), region, count: 1_000 });
  const id = await begun(region);

  await lostProcess(store, killedReview, [id, killPoint]);
  const atDeath = await ran(id);
  await checkConformance(needs, id);

  // Two whole batches of 250; what the dying transaction wrote is gone.
  expect(atDeath).toMatchObject({ state: 'running', read: 500 });
  expect(await ran(id)).toEqual({ state: 'finished', read: 1_000, opened: 300, mended: 0 });
  expect(await nonconformities(region)).toEqual([{ rule: 'abstract-empty', count: 300 }]);
});

test('a second review opens nothing again and closes what was mended', async () => {
  const region = '650412';
  await manyEntries(database, { orgId: newId(), region, count: 20 });
  await checkConformance(needs, await begun(region));
  await sql`
    UPDATE catalog.revision SET fields = fields || '{"abstract":"已补"}' FROM catalog.entry
    WHERE entry.id = revision.entry_id AND entry.region_code = ${region} AND entry.name_folded = 'n3x'`.execute(database.reader);

  const again = await begun(region);
  await checkConformance(needs, again);

  expect(await ran(again)).toEqual({ state: 'finished', read: 20, opened: 0, mended: 1 });
  expect(await nonconformities(region)).toEqual([{ rule: 'abstract-empty', count: 5 }]);
});

test('a review whose worker was killed is queued again once it stands still; of a region one runs at a time', async () => {
  const region = '650413';
  await manyEntries(database, { orgId: newId(), region, count: 3 });
  const id = await begun(region);
  const second = await database.transaction((tx) =>
    beginRun(tx, needs, { regionCode: region, organisationId: null, startedBy: 'demand', dueOn: '2026-12-31' }),
  );
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(database.reader);
  const early = await resumeRuns(needs);
  clock.advance(31_000);
  const late = await resumeRuns(needs);

  expect(second).toMatchObject({ code: 'catalog.conformance.running' });
  expect([early, late]).toEqual([0, 1]);
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM graphile_worker.jobs WHERE key = ${`catalog.check-conformance:${id}`}`.execute(database.reader);
  expect(rows).toEqual([{ count: 1 }]);
});

test('a region is reviewed by itself when its last review is old enough, and not before', async () => {
  await sql`INSERT INTO identity.region (code, name, level) VALUES ('650400', '吐鲁番市', 'city') ON CONFLICT DO NOTHING`.execute(
    database.reader,
  );
  const orgId = newId();
  await sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, created_at)
    VALUES (${orgId}, '11650400MB0000001Y', '市政府办公室', '政府办', 'government', '650400', now())`.execute(database.reader);
  await sql`INSERT INTO identity.authority_member (region_code, org_id, lead, powers) VALUES ('650400', ${orgId}, true, '{catalog.publish}')`.execute(
    database.reader,
  );

  await manyEntries(database, { orgId, region: '650400', count: 1 });

  const first = await beginPeriodicRuns(needs);
  const { rows } = await sql<{ id: string }>`SELECT id FROM catalog.conformance_run WHERE region_code = '650400'`.execute(database.reader);
  for (const { id } of rows) await checkConformance(needs, id);
  const soon = await beginPeriodicRuns(needs);
  clock.advance(31 * 86_400_000);
  const later = await beginPeriodicRuns(needs);
  const off = await beginPeriodicRuns({ ...needs, config: { ...needs.config, KAREZ_CATALOG_CONFORMANCE_EVERY_DAYS: 0 } });

  expect([first, soon, later, off]).toEqual([1, 0, 1, 0]);
});
