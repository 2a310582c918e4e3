import { createHash } from 'node:crypto';
import { filesUnder, readText } from './repository.ts';

/** The list of migrations that have landed, with the SHA-256 of each; one line a file, in order. */
export const hashList = 'tools/laws/migrations.sha256';

export type MigrationHash = { readonly name: string; readonly sha256: string };

/** Hashes of the migrations as they stand in the folder. */
export function migrationHashes(): MigrationHash[] {
  return filesUnder('server/migrations')
    .filter((path) => path.endsWith('.sql'))
    .map((path) => ({
      name: path.slice('server/migrations/'.length),
      sha256: createHash('sha256').update(readText(path)).digest('hex'),
    }));
}

export function parseHashList(text: string): MigrationHash[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [sha256 = '', name = ''] = line.split(/\s+/u);
      return { sha256, name };
    });
}

export function printHashList(hashes: readonly MigrationHash[]): string {
  return hashes.map(({ sha256, name }) => `${sha256}  ${name}\n`).join('');
}

/** One hash over all migrations, in order: what `server/schema.sql` says it was dumped from. */
export function combinedHash(hashes: readonly MigrationHash[]): string {
  return createHash('sha256').update(printHashList(hashes)).digest('hex');
}
