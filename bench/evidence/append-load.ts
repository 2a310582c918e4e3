import { batchStatements, type EvidenceDraft } from '../../server/src/modules/audit/append.ts';
import pg from 'pg';

const connections = 4;
const batchSize = 100;

/** A record as a gateway call writes it: matter, operator, origin and payload committed to. */
function draftOf(number: number): EvidenceDraft {
  return {
    at: new Date(),
    actor: { kind: 'client', id: '019abcde-0000-7000-8000-0000000000aa', orgId: '019abcde-0000-7000-8000-0000000000bb' },
    action: 'gateway.call',
    outcome: { result: 'done' },
    object: { kind: 'service', id: 'company-registration' },
    grant: { id: '019abcde-0000-7000-8000-0000000000cc', version: 1 },
    purpose: 'administrative-basis',
    matter: `QS-2026-${number}`,
    operator: 'window-3',
    origin: '10.65.4.7',
    payload: Buffer.from(`{"uscc":"91650402MA7XXXXX10","status":"${number}"}`),
    sizes: { out: 812 },
    facts: { status: 200 },
  };
}

type Batch = (client: pg.Client, from: number) => Promise<void>;

/** Evidence records a second, each batch durable when it answers. */
export async function appendFor(url: string, seconds: number): Promise<number> {
  return perSecond(url, seconds, async (client, from) => {
    const { statements } = batchStatements(Array.from({ length: batchSize }, (_unused, index) => draftOf(from + index)));
    if (statements.length > 1) await client.query('BEGIN');
    for (const statement of statements) await client.query(statement);
    if (statements.length > 1) await client.query('COMMIT');
  });
}

/** The same columns and about the same bytes into a table without hash, salts or tree: what durability alone costs. */
export async function plainInsertsFor(url: string, seconds: number): Promise<number> {
  const setUp = new pg.Client({ connectionString: url });
  await setUp.connect();
  await setUp.query(
    'CREATE TABLE IF NOT EXISTS public.plain_record (id bigserial PRIMARY KEY, at timestamptz NOT NULL, action text NOT NULL, body bytea NOT NULL)',
  );
  await setUp.end();
  return perSecond(url, seconds, async (client, from) => {
    const bodies = Array.from({ length: batchSize }, (_unused, index) => Buffer.from(JSON.stringify(draftOf(from + index))));
    await client.query({
      name: 'plain-insert',
      text: "INSERT INTO public.plain_record (at, action, body) SELECT now(), 'gateway.call', body FROM unnest($1::bytea[]) AS body",
      values: [bodies],
    });
  });
}

async function perSecond(url: string, seconds: number, batch: Batch): Promise<number> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const started = performance.now();
  const until = started + seconds * 1000;
  let written = 0;
  const write = async (client: pg.Client) => {
    await client.query('SET synchronous_commit = on');
    while (performance.now() < until) {
      const from = written;
      written += batchSize;
      await batch(client, from);
    }
  };
  await Promise.all(clients.map(write));
  const took = (performance.now() - started) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return written / took;
}
