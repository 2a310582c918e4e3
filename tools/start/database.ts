import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { startPostgres, type Postgres } from '../postgres/start-postgres.ts';
import { withClient } from './connection.ts';
import { demoState } from './demo-city.ts';
import { witnessFolder, type StartSettings } from './settings.ts';

export type HouseDatabase = { readonly url: string; readonly words: string; stop(): Promise<void> };

const name = 'karez';
// Connections of web, gateway, worker and the demo's own service together.
const connectionsMax = 100;

/** Starts the built-in database, or looks whether the given one answers. */
export async function openHouseDatabase({ databaseUrl, dataFolder }: StartSettings): Promise<HouseDatabase | Refusal> {
  if (databaseUrl !== undefined) return givenDatabase(databaseUrl);
  const server = await startPostgres({ dataFolder: join(dataFolder, 'postgres'), settings: { max_connections: connectionsMax } });
  if (isRefusal(server)) return server;
  try {
    await ensureDatabase(server, dataFolder);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const words = server.adopted
    ? 'PostgreSQL was still running from an earlier start and is used on / 沿用上次遗留的 PostgreSQL'
    : 'PostgreSQL is ready / 数据库已启动';
  return { url: server.connectionString(name), words, stop: () => server.stop() };
}

async function givenDatabase(url: string): Promise<HouseDatabase | Refusal> {
  const reason = await withClient(url, (client) => client.query('SELECT 1')).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (reason !== undefined) return refuse('start.database.unreachable', { reason });
  return { url, words: 'The database of DATABASE_URL answers / DATABASE_URL 指向的数据库可用', stop: () => Promise.resolve() };
}

/** Makes the database; one whose demo city was interrupted half-way is made anew, for nobody has been let into it yet. */
async function ensureDatabase(server: Postgres, dataFolder: string): Promise<void> {
  await withClient(server.connectionString('postgres'), async (client) => {
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    const isHalf = known.rowCount === 1 && (await demoState(server.connectionString(name))) === 'begun';
    // The witness remembers the evidence of the database that goes.
    if (isHalf) await rm(witnessFolder(dataFolder), { recursive: true, force: true });
    if (isHalf) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    if (isHalf || known.rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
  });
}
