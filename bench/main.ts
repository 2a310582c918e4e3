import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measured } from './measured.ts';

/** Every benchmark by the name it is run by; each file exports `measure`. */
const benchmarks: Readonly<Record<string, () => Promise<{ measure(): Promise<Measured> }>>> = {
  duplicates: () => import('./duplicates.ts'),
  evidence: () => import('./evidence.ts'),
  gateway: () => import('./gateway.ts'),
  judged: () => import('./judged.ts'),
  'import-load': () => import('./import-load.ts'),
  search: () => import('./search.ts'),
  'search-million': () => import('./search-million.ts'),
  start: () => import('./start.ts'),
  workbook: () => import('./workbook.ts'),
};

const folder = fileURLToPath(new URL('./', import.meta.url));

/** `npm run bench -- NAME`: writes the result to `bench/results/NAME.json` and prints it as the last line. */
async function main([name = '']: readonly string[]): Promise<number> {
  const load = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (!load) {
    console.error(`Say which benchmark: npm run bench -- NAME, one of ${Object.keys(benchmarks).join(', ')}.`);
    return 2;
  }
  const benchmark = await load();
  const { rounds, ratio, target, met, notes = [] } = await benchmark.measure();
  const result = { name, commit: await commit(), rounds, ratio: Number(ratio.toFixed(3)), target, met, notes };
  await mkdir(join(folder, 'results'), { recursive: true });
  await writeFile(join(folder, 'results', `${name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(JSON.stringify(result));
  return met ? 0 : 1;
}

/** The commit that was measured, marked when the tree held more than it. */
async function commit(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['describe', '--always', '--dirty', '--abbrev=12'], { cwd: folder });
    return stdout.trim();
  } catch {
    return 'unknown';
  }
}

process.exitCode = await main(process.argv.slice(2));
