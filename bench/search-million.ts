import { measureSize } from './search.ts';

/**
 * The same search over ten times the entries, to see what grows: ten times a large city, the size of a province. The documents that answers are
 * compared with are held in memory beside the index: it takes up to 16 GB (`bench/main.ts` asks for them) and some twenty minutes of both cores.
 */
export const measure = () => measureSize({ entries: 1_000_000, rounds: 3, questionsARound: 300, questionsScanned: 30, p95MsMax: 200 });
