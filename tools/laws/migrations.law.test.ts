import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { combinedHash, hashList, migrationHashes, parseHashList } from './migration-hashes.ts';
import { isModule } from './module-graph.ts';
import { readText, root } from './repository.ts';

const present = migrationHashes();
const listed = parseHashList(readText(hashList));

test('a migration is never edited after it landed, and a new one is listed', () => {
  expect(present.length).toBeGreaterThan(0);
  const byName = new Map(listed.map(({ name, sha256 }) => [name, sha256]));
  const wrong = present.flatMap(({ name, sha256 }) => {
    const known = byName.get(name);
    if (known === undefined) return [`${name} is not in ${hashList}: run "npm run generate".`];
    return known === sha256 ? [] : [`${name} was edited after it landed: put it back and write a new migration.`];
  });
  expect(wrong).toEqual([]);
  const gone = listed.filter(({ name }) => !present.some((migration) => migration.name === name));
  expect(gone.map(({ name }) => `${name} has landed and is gone: put it back.`)).toEqual([]);
});

test('migrations are numbered without gaps or doubles and named after their module', () => {
  const wrong = present.flatMap(({ name }, index) => {
    const [number, module = ''] = name.replace(/\.sql$/u, '').split('_');
    if (number !== String(index + 1).padStart(4, '0')) return [`${name}: the next number is ${String(index + 1).padStart(4, '0')}.`];
    return isModule(module) || module === 'platform' ? [] : [`${name}: name it NNNN_<module>_<what>.sql.`];
  });
  expect(wrong).toEqual([]);
});

test('server/schema.sql was dumped from these migrations', () => {
  expect(existsSync(join(root, 'server/schema.sql')), 'run "npm run generate" with a database to write server/schema.sql').toBe(true);
  const current = readText('server/schema.sql').includes(combinedHash(present));
  expect(current, 'server/schema.sql is older than the migrations: run "npm run generate" where PostgreSQL 15 is installed').toBe(true);
});
