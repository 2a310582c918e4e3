import { expect, test } from 'vitest';
import { moduleOf } from './import-rules.ts';
import { advice, isTest, sourceFiles } from './repository.ts';
import { scan } from './source-scan.ts';
import { modulesNamedBy, sqlOf } from './sql-scan.ts';

const server = sourceFiles().filter((path) => /^(?:contract|kit|policy|server\/src|cli|web)\//u.test(path) && !isTest(path));
const pieces = server.flatMap((path) => sqlOf(scan(path)).map((piece) => ({ path, ...piece })));

function mayHoldSql(path: string): boolean {
  return path.startsWith('server/src/platform/') || (moduleOf(path) !== undefined && path.endsWith('-store.ts'));
}

test('SQL stands in stores and in the platform only', () => {
  expect(pieces.filter(({ path }) => path.endsWith('-store.ts')).length, 'the law sees the SQL of stores').toBeGreaterThan(0);
  const stray = pieces.filter(({ path }) => !mayHoldSql(path));
  expect(
    stray.map(({ path, line }) => advice(path, line, 'holds SQL; move it to the noun’s *-store.ts as a function named by its question.')),
  ).toEqual([]);
});

test('a store names only the tables of its own module', () => {
  const foreign = pieces.flatMap(({ path, line, text }) =>
    modulesNamedBy(text)
      .filter((name) => name !== moduleOf(path))
      .map((name) => advice(path, line, `reads or writes ${name}'s tables; ask its front door #modules/${name}, or listen to its events.`)),
  );
  expect(foreign).toEqual([]);
});

test('the rule reads a schema wherever a table may stand', () => {
  expect(modulesNamedBy('select * from catalog.entry e join "sharing"."grant" g using (id)')).toEqual(['catalog', 'sharing']);
  expect(modulesNamedBy('update audit_read.call set x = 1')).toEqual([]);
});
