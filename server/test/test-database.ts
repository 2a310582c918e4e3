import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';
import { openDatabase, type DatabaseConnection } from '../src/platform/database.ts';
import { databaseUrl, emptyDatabase } from './database-url.ts';

export type TestDatabase = { readonly connectionString: string; readonly database: DatabaseConnection };

/**
 * A fresh database with every migration applied, for one test file; closed and dropped when the file ends.
 * Call it at the top of the file: `const { database } = await createTestDatabase();`
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { template } = inject('databaseServer');
  return newDatabase(`TEMPLATE ${template}`);
}

/** A database of the same kind without any migration, for tests of what a migration does to rows that were there before it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return newDatabase(emptyDatabase);
}

async function newDatabase(like: string): Promise<TestDatabase> {
  const { url, prefix } = inject('databaseServer');
  const name = `${prefix}${randomBytes(6).toString('hex')}`;
  await onServer(url, `CREATE DATABASE ${name} ${like}`);
  const connectionString = databaseUrl(url, name);
  const database = openDatabase(connectionString, { applicationName: 'karez test' });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await onServer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
  return { connectionString, database };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
