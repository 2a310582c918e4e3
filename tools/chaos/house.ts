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
import nodeOptions from '../../server/src/processes/node-options.json' with { type: 'json' };
import { startPostgres, type Postgres } from '../postgres/start-postgres.ts';
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
  /** Where the database lives on disk. */
  readonly postgresFolder: string;
  /** Ends a process and starts it anew, armed to kill itself at a named point where one is given. */
  restart(victim: Victim, killAt?: string): Promise<void>;
  running(victim: Victim): Running;
  /**
   * Ends everything, does `work` on the folders, and starts everything again. A worker that does not come up is an error, or, where `refused`
   * is given, told to it with what the worker said.
   */
  withoutDatabase(work: () => Promise<void>, refused?: (said: string) => void): Promise<void>;
  close(): Promise<void>;
};

const databaseName = 'karez';

/** Starts everything; whatever was started is closed when something cannot be. */
export async function openHouse(): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'karez-chaos-'));
  const closing: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const base = await openBase(join(folder, 'postgres'));
    closing.push(() => base.stop());
    return await furnish({ folder, base, closing });
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

async function closeAll(closing: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closing.toReversed()) await close();
}

/** The database server with a pool of its own; both change when it is started again. */
function started<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('the database server is not running');
  return one;
}

type Base = { url(): string; pool(): pg.Pool; start(): Promise<void>; stop(): Promise<void> };

async function openBase(dataFolder: string): Promise<Base> {
  let server: Postgres | undefined;
  let pool: pg.Pool | undefined;
  const begin = async (): Promise<Postgres> => {
    const begun = await startPostgres({ dataFolder, settings: { fsync: 'on', synchronous_commit: 'on' } });
    if (isRefusal(begun)) throw new Error(startSentence(begun).en);
    server = begun;
    pool = new pg.Pool({ connectionString: begun.connectionString(databaseName), max: 4 });
    pool.on('error', () => undefined);
    return begun;
  };
  const first = await begin();
  const admin = new pg.Client({ connectionString: first.connectionString('postgres') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${databaseName} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`);
  await admin.end();
  return {
    url: () => started(server).connectionString(databaseName),
    pool: () => started(pool),
    start: async () => void (await begin()),
    stop: async () => {
      await pool?.end();
      await server?.stop();
      server = undefined;
      pool = undefined;
    },
  };
}

type Furnishing = { readonly folder: string; readonly base: Base; readonly closing: (() => Promise<void>)[] };
type Addresses = { readonly portal: string; readonly gateway: string; readonly provider: string };
const names = [...victims, 'provider', 'witness'] as const;
type Name = (typeof names)[number];

async function furnish({ folder, base, closing }: Furnishing): Promise<House> {
  const ports = { portal: await freePort(), gateway: await freePort(), provider: await freePort() };
  const addresses: Addresses = { portal: localUrl(ports.portal), gateway: localUrl(ports.gateway), provider: localUrl(ports.provider) };
  const witnessFolder = join(folder, 'witness');
  const environment = (): Record<string, string> => ({
    DATABASE_URL: base.url(),
    DEMO_PROVIDER_PORT: String(ports.provider),
    KAREZ_PORT: String(ports.portal),
    KAREZ_GATEWAY_PORT: String(ports.gateway),
    KAREZ_PUBLIC_URL: addresses.portal,
    KAREZ_GATEWAY_URL: addresses.gateway,
    KAREZ_DATA_FOLDER: join(folder, 'data'),
    KAREZ_KEY_FILE: join(folder, 'data', 'key'),
    KAREZ_WITNESS_FOLDER: witnessFolder,
    KAREZ_PROVIDER_ADDRESSES: '127.0.0.1/32',
    KAREZ_DEMO: '1',
  });
  const migrated = await finish('../../server/src/processes/migrate.ts', [], environment());
  if (migrated.code !== 0) throw new Error('the migration failed');
  await runMigrations({ connectionString: base.url() });
  const seeded = await finish('seed-process.ts', [], environment());
  if (seeded.code !== 0) throw new Error('the city could not be seeded');

  const tenants = await moveIn(environment);
  closing.push(() => tenants.killAll());
  return {
    seeded: seededSchema.parse(JSON.parse(seeded.printed)),
    get database() {
      return base.pool();
    },
    ...addresses,
    witnessFolder,
    folder,
    postgresFolder: join(folder, 'postgres'),
    running: tenants.running,
    restart: async (victim, killAt = 'never') => {
      await tenants.running(victim).kill();
      await tenants.begin(victim, killAt);
      if (victim !== 'worker') await forgetDeadConnections(victim === 'web' ? addresses.portal : addresses.gateway);
    },
    withoutDatabase: async (work, refused) => {
      await tenants.killAll();
      await base.stop();
      await work();
      await base.start();
      await tenants.beginAll(refused);
      await Promise.all([addresses.portal, addresses.gateway, addresses.provider].map(forgetDeadConnections));
    },
    close: () => closeAll(closing),
  };
}

type Tenants = {
  readonly running: (name: Name) => Running;
  readonly begin: (name: Name, killAt?: string) => Promise<void>;
  readonly beginAll: (refused?: (said: string) => void) => Promise<void>;
  readonly killAll: () => Promise<void>;
};

/** Starts the processes. */
async function moveIn(environment: () => Readonly<Record<string, string>>): Promise<Tenants> {
  const processes = new Map<Name, Running>();
  const begin = async (name: Name, killAt = 'never'): Promise<void> => {
    processes.set(
      name,
      await start({ ...programs[name], armed: killAt !== 'never', environment: { ...environment(), KAREZ_KILL_AT: killAt } }),
    );
  };
  const beginAll: Tenants['beginAll'] = async (refused) => {
    for (const name of names) {
      await begin(name).catch((error: unknown) => {
        if (name !== 'worker' || refused === undefined) throw error;
        refused(String(error));
      });
    }
  };
  await beginAll();
  return {
    begin,
    beginAll,
    running: (name) => {
      const found = processes.get(name);
      if (!found) throw new Error(`${name} was never started`);
      return found;
    },
    killAll: async () => void (await Promise.all([...processes.values()].map((running) => running.kill()))),
  };
}

const programs: Readonly<Record<Name, Omit<Program, 'environment'>>> = {
  web: { path: '../../server/src/processes/web.ts', nodeOptions: nodeOptions.web, upWhen: 'the portal is up' },
  gateway: { path: '../../server/src/processes/gateway.ts', upWhen: 'the gateway is up' },
  worker: { path: '../../server/src/processes/worker.ts', upWhen: 'the worker is up' },
  provider: { path: 'provider-process.ts', upWhen: 'the provider is up' },
  witness: { path: 'witness-process.ts', upWhen: 'the witness is up' },
};

/** Connections that were kept to the process before would fail the next request; asking for its health uses them up. */
async function forgetDeadConnections(address: string): Promise<void> {
  let sound = 0;
  for (let asked = 0; asked < 100; asked += 1) {
    const answer = await fetch(`${address}/health`).catch(() => undefined);
    await answer?.arrayBuffer();
    sound = answer?.ok ? sound + 1 : 0;
    if (sound === 3) return;
  }
  throw new Error(`${address} came up, and its health was never sound three times together`);
}

function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
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
