import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import clauses from './clauses.json' with { type: 'json' };
import { cites, conformanceRows, isProof, proofsOf, testsNamed } from './conformance.ts';
import { root } from './repository.ts';
import { scan, testTitles } from './source-scan.ts';

const rows = conformanceRows();

test('every clause of the plan has exactly one row', () => {
  expect(clauses.length).toBeGreaterThan(40);
  expect(rows.map(({ id }) => id).toSorted()).toEqual(clauses.toSorted());
});

test('every row says what the product does and what shows it, what is missing, or why there is nothing to show', () => {
  const explained = /^(?:not yet: |no product row: ).{10,}/u;
  const silent = rows.filter(({ product, proof }) => product.length < 10 || !(testsNamed(proof).length > 0 || explained.test(proof)));
  expect(silent.map(({ id }) => `${id}: run "npm run generate", or write "not yet: what is missing" or "no product row: why".`)).toEqual(
    [],
  );
});

test('every test named exists, goes through HTTP or a browser, and cites its clause in a title', () => {
  const named = rows.flatMap(({ id, proof }) => testsNamed(proof).map((path) => ({ id, path })));
  expect(named.length, 'the law sees tests named').toBeGreaterThan(0);
  const wrong = named.flatMap(({ id, path }) => {
    if (!existsSync(join(root, path))) return [`${id}: ${path} does not exist.`];
    if (!isProof(path)) return [`${id}: ${path} goes neither through HTTP nor through a browser.`];
    return testTitles(scan(path)).some((title) => cites(title, id)) ? [] : [`${id}: no test title in ${path} carries the clause.`];
  });
  expect(wrong).toEqual([]);
});

test('a clause that a test cites is not reported as missing', () => {
  const unsaid = rows.flatMap(({ id, proof }) =>
    proofsOf(id)
      .filter((path) => !testsNamed(proof).includes(path))
      .map((path) => `${id}: ${path} cites it; run "npm run generate".`),
  );
  expect(unsaid).toEqual([]);
});

test('a clause is not taken for another that begins like it', () => {
  expect(['91-3.2: a review', '809-13, 91-3.2', '(91-3.2)', '91-3.2.'].filter((title) => !cites(title, '91-3.2'))).toEqual([]);
  expect(['91-3.2.1: a review', '91-3.21', '191-3.2'].filter((title) => cites(title, '91-3.2'))).toEqual([]);
});
