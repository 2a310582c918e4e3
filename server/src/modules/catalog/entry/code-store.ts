import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { sql } from 'kysely';
import type { Transaction } from '#platform/database';
import { codePrefix, DEPARTMENT_SERIAL_MAX, resourceCode, SEQUENCE_MAX } from './resource-code.ts';

/** For whom a code is made. */
export type CodeFor = { readonly category: string; readonly regionCode: string; readonly organisationId: string };

/**
 * The serial of a department in its region; the first caller gives it one, while there are any. A lock on the region keeps two departments that
 * publish their first entries together from drawing the same number.
 */
async function departmentSerial(tx: Transaction, { organisationId, regionCode }: CodeFor): Promise<number | Refusal> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`catalog.department-serial ${regionCode}`}, 0))`.execute(tx);
  await sql`
    INSERT INTO catalog.department_serial (organisation_id, region_code, serial)
    SELECT ${organisationId}::uuid, ${regionCode}::text, coalesce(max(serial), 0) + 1 FROM catalog.department_serial WHERE region_code = ${regionCode}::text
    HAVING coalesce(max(serial), 0) < ${DEPARTMENT_SERIAL_MAX}
    ON CONFLICT (organisation_id) DO NOTHING`.execute(tx);
  const found = await sql<{
    serial: number;
  }>`SELECT serial FROM catalog.department_serial WHERE organisation_id = ${organisationId}`.execute(tx);
  return found.rows[0]?.serial ?? refuse('catalog.code.exhausted', { prefix: regionCode });
}

/**
 * Draws the next resource code of a prefix. The counter's row stays locked until the transaction ends, so codes follow each other
 * without a gap when a publication is rolled back, and none is given twice.
 */
export async function drawResourceCode(tx: Transaction, forWhom: CodeFor): Promise<string | Refusal> {
  const region = { ...forWhom, regionCode: forWhom.regionCode.slice(0, 6) };
  const serial = await departmentSerial(tx, region);
  if (isRefusal(serial)) return serial;
  const prefix = codePrefix({ category: region.category, regionCode: region.regionCode, departmentSerial: serial });
  await sql`INSERT INTO catalog.code_counter (prefix, last_sequence) VALUES (${prefix}, 0) ON CONFLICT DO NOTHING`.execute(tx);
  const drawn = await sql<{ last_sequence: number }>`
    UPDATE catalog.code_counter SET last_sequence = last_sequence + 1 WHERE prefix = ${prefix} AND last_sequence < ${SEQUENCE_MAX}
    RETURNING last_sequence`.execute(tx);
  const next = drawn.rows[0]?.last_sequence;
  return next === undefined ? refuse('catalog.code.exhausted', { prefix }) : resourceCode(prefix, next);
}
