import pg from 'pg';
import { openDatabase } from '../../server/src/platform/database.ts';
import { recordEvidence } from '../../server/src/modules/audit/append.ts';

const lookEveryMs = 10;
const probeEveryMs = 30;

/** Milliseconds from the commit of a single record to the first look that finds it under a signed head, for some probes. */
export async function headLags(url: string, { probes }: { probes: number }): Promise<number[]> {
  const database = openDatabase(url, { connectionsMax: 2, applicationName: 'bench' });
  const watcher = new pg.Client({ connectionString: url });
  await watcher.connect();
  try {
    const committed = new Map<string, number>();
    const lags: number[] = [];
    const writing = writeProbes(database, { probes, committed });
    while (lags.length < probes) {
      for (const id of await sealedAmong(watcher, [...committed.keys()])) {
        lags.push(performance.now() - (committed.get(id) ?? 0));
        committed.delete(id);
      }
      await pause(lookEveryMs);
    }
    await writing;
    return lags;
  } finally {
    await watcher.end();
    await database[Symbol.asyncDispose]();
  }
}

async function writeProbes(
  database: ReturnType<typeof openDatabase>,
  { probes, committed }: { probes: number; committed: Map<string, number> },
): Promise<void> {
  for (let probe = 0; probe < probes; probe += 1) {
    const { id } = await database.transaction((tx) =>
      recordEvidence(tx, {
        at: new Date(),
        actor: { kind: 'system', id: 'bench', orgId: null },
        action: 'bench.probe',
        outcome: { result: 'done' },
      }),
    );
    committed.set(id, performance.now());
    await pause(probeEveryMs);
  }
}

/** A leaf is visible only with the head that covers it: both commit in the sealer's one transaction. */
async function sealedAmong(client: pg.Client, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await client.query<{ record_id: string }>('SELECT record_id FROM audit.leaf WHERE record_id = ANY ($1::uuid[])', [ids]);
  return found.rows.map((row) => row.record_id);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
