import { measureSize } from './search.ts';

/**
 * The same search over ten times the entries, to see what grows: ten times a large city, the size of a province. The documents that answers are
 * compared with are held in memory beside the index, so it needs `NODE_OPTIONS=--max-old-space-size=16384` and some twenty minutes.
 */
export const measure = () => measureSize({ entries: 1_000_000, rounds: 3, questionsARound: 300, questionsScanned: 30, p95MsMax: 200 });
