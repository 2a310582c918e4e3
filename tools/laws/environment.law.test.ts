import { expect, test } from 'vitest';
import { advice, isTest, sourceFiles } from './repository.ts';
import { environmentReads, scan } from './source-scan.ts';

const product = sourceFiles().filter((path) => /^(?:contract|kit|policy|server|cli|web)\/src\//u.test(path) && !isTest(path));

/** Files whose job is to turn the environment into typed configuration. */
function isConfiguration(path: string): boolean {
  return /(?:^|\/)(?:[a-z]+-)?config(?:\/[^/]+)?\.ts$/u.test(path);
}

test('the environment is read in configuration files only, so that every setting is known, typed and documented', () => {
  expect(product.length).toBeGreaterThan(20);
  expect(
    product.some((path) => scan(path).text.includes('process.env')),
    'the law sees the environment handed over',
  ).toBe(true);
  const stray = product
    .filter((path) => !isConfiguration(path))
    .flatMap((path) =>
      environmentReads(scan(path)).map((line) =>
        advice(path, line, 'reads the environment; declare the setting in config.ts and take it as an argument.'),
      ),
    );
  expect(stray).toEqual([]);
});
