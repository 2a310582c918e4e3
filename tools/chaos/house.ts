import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal } from '@karez/kit/refusal';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import { startPostgres } from '../postgres/start-postgres.ts';
import { startSentence } from '../postgres/words.ts';
import { finish, start, type Program, type Running } from './processes.ts';

const seededSchema = z.object({
  grantId: z.string(),
  clientId: z.string(),
  clientKey: z.record(z.string(), z.unknown()),
  entryId: z.string(),
  systemId: z.string(),
  providerId: z.string(),
  providerName: z.string(),
  password: z.string(),
  from: z.string(),
});
export type Seeded = z.infer<typeof seededSchema>;

/** The processes that are killed. */
export const victims = ['web', 'gateway', 'worker'] as const;
export type Victim = (typeof victims)[number];

/** The whole platform in real processes over a database that flushes to disk. */
export type House = {
  readonly seeded: Seeded;
  readonly database: pg.Pool;
  readonly portal: string;
  readonly gateway: string;
  readonly provider: string;
  readonly witnessFolder: string;
  readonly folder: string;
  /** Ends a process and starts it anew, armed to kill itself at a named point where one is given. */
  restart(victim: Victim, killAt?: string): Promise<void>;
  running(victim: Victim): Running;
  close(): Promise<void>;
};

const databaseName = 'karez';

/** Starts everything; whatever was started is closed when something cannot be. */
export async function openHouse(): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'karez-chaos-'));
  const postgres = await startPostgres({ dataFolder: join(folder, 'postgres'), settings: { fsync: 'on', synchronous_commit: 'on' } });
  if (isRefusal(postgres)) throw new Error(startSentence(postgres).en);
  const closing: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true }), () => postgres.stop()];
  try {
    const url = await makeDatabase(postgres.connectionString('postgres'), postgres.connectionString(databaseName));
    return await furnish({ folder, url, closing });
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

async function makeDatabase(adminUrl: string, url: string): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${databaseName} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`);
  await admin.end();
  return url;
}

async function closeAll(closing: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closing.toReversed()) await close();
}

type Furnishing = { readonly folder: string; readonly url: string; readonly closing: (() => Promise<void>)[] };

async function furnish({ folder, url, closing }: Furnishing): Promise<House> {
  const [portalPort, gatewayPort, providerPort] = [await freePort(), await freePort(), await freePort()];
  const [portal, gateway, provider] = [portalPort, gatewayPort, providerPort].map((port) => `http://127.0.0.1:${port}`) as [string, string, string];
  const witnessFolder = join(folder, 'witness');
  const environment = {
    DATABASE_URL: url,
    DEMO_PROVIDER_PORT: String(providerPort),
    KAREZ_PORT: String(portalPort),
    KAREZ_GATEWAY_PORT: String(gatewayPort),
    KAREZ_PUBLIC_URL: portal,
    KAREZ_GATEWAY_URL: gateway,
    KAREZ_DATA_FOLDER: join(folder, 'data'),
    KAREZ_KEY_FILE: join(folder, 'data', 'key'),
    KAREZ_WITNESS_FOLDER: witnessFolder,
    KAREZ_PROVIDER_ADDRESSES: '127.0.0.1/32',
    KAREZ_DEMO: '1',
  };
  const migrated = await finish('../../server/src/processes/migrate.ts', [], environment);
  if (migrated.code !== 0) throw new Error('the migration failed');
  await runMigrations({ connectionString: url });
  const seeded = await finish('seed-small-city.ts', [], environment);
  if (seeded.code !== 0) throw new Error('the city could not be seeded');
  const programs: Record<Victim, Program> = {
    web: { path: '../../server/src/processes/web.ts', environment, upWhen: 'the portal is up' },
    gateway: { path: '../../server/src/processes/gateway.ts', environment, upWhen: 'the gateway is up' },
    worker: { path: '../../server/src/processes/worker.ts', environment, upWhen: 'the worker is up' },
  };
  const processes = new Map<Victim, Running>();
  closing.push(async () => void (await Promise.all([...processes.values()].map((running) => running.kill()))));
  for (const victim of victims) processes.set(victim, await start(programs[victim]));
  const others = [
    await start({ path: 'provider-process.ts', environment, upWhen: 'the provider is up' }),
    await start({ path: 'witness-process.ts', environment, upWhen: 'the witness is up' }),
  ];
  closing.push(async () => void (await Promise.all(others.map((running) => running.kill()))));
  const database = new pg.Pool({ connectionString: url, max: 4 });
  database.on('error', () => undefined);
  closing.push(() => database.end());
  const running = (victim: Victim): Running => {
    const found = processes.get(victim);
    if (!found) throw new Error(`${victim} was never started`);
    return found;
  };
  return {
    seeded: seededSchema.parse(JSON.parse(seeded.printed)),
    database,
    portal,
    gateway,
    provider,
    witnessFolder,
    folder,
    running,
    restart: async (victim, killAt = 'never') => {
      await running(victim).kill();
      const program = programs[victim];
      processes.set(victim, await start({ ...program, environment: { ...program.environment, KAREZ_KILL_AT: killAt } }));
      if (victim !== 'worker') await forgetDeadConnections(victim === 'web' ? portal : gateway);
    },
    close: () => closeAll(closing),
  };
}

/** Connections that were kept to the process before would fail the next request; asking for its health uses them up. */
async function forgetDeadConnections(address: string): Promise<void> {
  for (let sound = 0, asked = 0; sound < 3 && asked < 100; asked += 1) {
    const answer = await fetch(`${address}/health`).catch(() => undefined);
    await answer?.arrayBuffer();
    sound = answer?.ok ? sound + 1 : 0;
  }
}

/** A port below those that the system gives to callers, so that no outgoing connection takes it meanwhile. */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error('no port is free between 20000 and 32000');
}
