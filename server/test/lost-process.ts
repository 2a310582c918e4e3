import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { expect, vi } from 'vitest';
import type { TestDatabase } from './test-database.ts';

/**
 * Runs a program until it is killed (SIGKILL) in its middle, and comes back when the database has noticed: until then the
 * rows that the dead process had locked are still locked, and whoever skips locked rows would pass over them.
 * A test fails here when the program ended in any other way.
 */
export async function lostProcess({ database, connectionString }: TestDatabase, program: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [program, connectionString, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [[, signal], said, failed] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  expect(signal, `it did not come to its end at ${args.join(' ')}: ${said} ${failed}`).toBe('SIGKILL');
  await vi.waitFor(
    async () => {
      // The process's connections bear the product's own name, those of the test another one.
      const { rows } = await sql<{ count: number }>`
        SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'karez'`.execute(
        database.reader,
      );
      expect(rows).toEqual([{ count: 0 }]);
    },
    { timeout: 20_000, interval: 10 },
  );
}
