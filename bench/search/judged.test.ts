import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgedQueries, kinds, realRows, scoresOf, type Kind } from './judged.ts';

const rowsFile = new URL('../../../shared/data/catalogs/catalogs.jsonl.gz', import.meta.url);
const queries = judgedQueries(new URL('./judged.txt', import.meta.url));
/** Every third row: enough to notice, quick enough for every run; `npm run bench -- judged` asks all of them. */
const EVERY = 3;
/** Below these the search has become worse at what it was once good at. */
const ndcgMin: Readonly<Record<Kind, number>> = {
  topic: 0.9,
  office: 0.94,
  former: 0.88,
  synonym: 0.87,
  pinyin: 0.95,
  near: 0.95,
  place: 0.87,
  latin: 0.6,
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test('there are at least 300 judged questions, none twice', () => {
  expect(queries.length).toBeGreaterThanOrEqual(300);
  expect(new Set(queries.map(({ query }) => query)).size).toBe(queries.length);
});

test.skipIf(!existsSync(rowsFile))(
  'the first ten answers over real rows stay as good as they were, and no question is left without one',
  () => {
    const rows = realRows(rowsFile).filter((_row, at) => at % EVERY === 0);
    const scores = scoresOf(queries, rows).filter(({ ndcg }) => !Number.isNaN(ndcg));
    const byKind = kinds.map((kind) => ({ kind, of: scores.filter(({ judged }) => judged.kind === kind) }));
    const unanswered = scores.filter(({ found }) => found === 0).map(({ judged }) => judged.query);
    console.info(
      `nDCG@10 ${mean(scores.map(({ ndcg }) => ndcg)).toFixed(3)} over ${scores.length} questions and ${rows.length} rows; zero-hit rate ${(unanswered.length / scores.length).toFixed(3)}; ${byKind.map(({ kind, of }) => `${kind} ${mean(of.map(({ ndcg }) => ndcg)).toFixed(3)}`).join(', ')}`,
    );

    expect(unanswered).toEqual([]);
    for (const { kind, of } of byKind) expect(mean(of.map(({ ndcg }) => ndcg)), kind).toBeGreaterThanOrEqual(ndcgMin[kind]);
  },
  120_000,
);
