import pg from 'pg';
import { company, type Company } from './companies.ts';

/** How many invented companies the registry of the demo city holds. */
export const COMPANIES = 100_000;
const DATABASE = 'demo_market_bureau';
const ROWS_AT_ONCE = 5_000;

/** Opens the bureau's own database beside the platform's, making and filling it where it is absent. */
export async function openCompanyDatabase(platformUrl: string): Promise<pg.Pool> {
  const url = new URL(platformUrl);
  const server = new pg.Client({ connectionString: platformUrl });
  await server.connect();
  try {
    const known = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (known.rowCount === 0) await server.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await server.end();
  }
  url.pathname = `/${DATABASE}`;
  const pool = new pg.Pool({ connectionString: url.toString(), max: 4, application_name: 'demo provider' });
  await fill(pool);
  return pool;
}

/** Fills the registry in one transaction: a start that was cut off leaves nothing half. */
async function fill(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await dropOlder(client);
    await client.query(`
      CREATE TABLE IF NOT EXISTS company (
        uscc text PRIMARY KEY, name text NOT NULL, type text NOT NULL, legal_representative text NOT NULL, legal_representative_id text NOT NULL, address text NOT NULL,
        business_scope text NOT NULL, status text NOT NULL, established_on date NOT NULL,
        registration_authority text NOT NULL, region_code text NOT NULL, updated_at timestamptz NOT NULL, internal_note text NOT NULL)`);
    const counted = await client.query<{ count: string }>('SELECT count(*) AS count FROM company');
    for (let from = Number(counted.rows[0]?.count ?? 0); from < COMPANIES; from += ROWS_AT_ONCE) {
      await insert(
        client,
        Array.from({ length: Math.min(ROWS_AT_ONCE, COMPANIES - from) }, (_unused, index) => company(from + index)),
      );
    }
    await client.query('CREATE INDEX IF NOT EXISTS company_name ON company (name text_pattern_ops)');
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** A registry that an earlier release made has no region codes: its companies are invented anew, the same as before. */
async function dropOlder(client: pg.PoolClient): Promise<void> {
  const known = await client.query("SELECT 1 FROM information_schema.columns WHERE table_name = 'company' AND column_name = 'region_code'");
  if (known.rowCount === 0) await client.query('DROP TABLE IF EXISTS company');
}

async function insert(client: pg.PoolClient, companies: readonly Company[]): Promise<void> {
  const columns = [
    companies.map((row) => row.uscc),
    companies.map((row) => row.name),
    companies.map((row) => row.type),
    companies.map((row) => row.legal_representative),
    companies.map((row) => row.legal_representative_id),
    companies.map((row) => row.address),
    companies.map((row) => row.business_scope),
    companies.map((row) => row.status),
    companies.map((row) => row.established_on),
    companies.map((row) => row.registration_authority),
    companies.map((row) => row.region_code),
    companies.map((row) => row.updated_at),
    companies.map((row) => row.internal_note),
  ];
  await client.query(
    'INSERT INTO company SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[], $10::text[], $11::text[], $12::timestamptz[], $13::text[])',
    columns,
  );
}

const FIELDS = `uscc, name, type, legal_representative, legal_representative_id, address, business_scope, status, to_char(established_on, 'YYYY-MM-DD') AS established_on,
  registration_authority, region_code, to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS updated_at, internal_note`;

/** One company by its code. */
export async function companyByCode(pool: pg.Pool, uscc: string): Promise<Company | undefined> {
  return (await pool.query<Company>(`SELECT ${FIELDS} FROM company WHERE uscc = $1`, [uscc])).rows[0];
}

/** One page of companies whose name begins with a text, in the order of their names. */
export async function companiesNamed(
  pool: pg.Pool,
  { name, offset, limit }: { name: string; offset: number; limit: number },
): Promise<{ total: number; data: Company[] }> {
  const pattern = `${name.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const counted = await pool.query<{ count: string }>('SELECT count(*) AS count FROM company WHERE name LIKE $1', [pattern]);
  const page = await pool.query<Company>(`SELECT ${FIELDS} FROM company WHERE name LIKE $1 ORDER BY name OFFSET $2 LIMIT $3`, [
    pattern,
    offset,
    limit,
  ]);
  return { total: Number(counted.rows[0]?.count ?? 0), data: page.rows };
}
