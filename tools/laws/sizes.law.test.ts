import { expect, test } from 'vitest';
import { advice, filesUnder, isTest, readText, sourceFolders } from './repository.ts';

/** Lines a file may have: what a reader can hold at once. The linter measures functions; this measures every kind of file. */
const limits = { test: 600, source: 400, page: 300 };

function limitOf(path: string): number | undefined {
  if (path.startsWith('contract/messages/')) return undefined;
  if (isTest(path)) return limits.test;
  if (/\.(?:[cm]?[tj]s|tsx|css|sql)$/u.test(path)) return path === 'server/schema.sql' ? undefined : limits.source;
  return path.endsWith('README.md') ? limits.page : undefined;
}

test('no file is longer than a reader can hold', () => {
  const measured = sourceFolders.flatMap(filesUnder).filter((path) => limitOf(path) !== undefined);
  expect(measured.length).toBeGreaterThan(20);
  const long = measured.flatMap((path) => {
    const lines = readText(path).trimEnd().split('\n').length;
    const limit = limitOf(path) ?? Number.POSITIVE_INFINITY;
    return lines > limit ? advice(path, lines, `has ${lines} lines of at most ${limit}; split it by noun or verb, never by layer.`) : [];
  });
  expect(long).toEqual([]);
});

test('the architecture fits on a few pages', () => {
  expect(readText('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(limits.page);
});
