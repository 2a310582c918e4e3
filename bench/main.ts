import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import processOptions from '../server/src/processes/node-options.json' with { type: 'json' };
import type { Measured } from './measured.ts';

/** Every benchmark by the name it is run by; each file exports `measure`. */
const benchmarks: Readonly<Record<string, () => Promise<{ measure(): Promise<Measured> }>>> = {
  conformance: () => import('./conformance.ts'),
  duplicates: () => import('./duplicates.ts'),
  evidence: () => import('./evidence.ts'),
  gateway: () => import('./gateway.ts'),
  inbox: () => import('./inbox.ts'),
  judged: () => import('./judged.ts'),
  'import-load': () => import('./import-load.ts'),
  search: () => import('./search.ts'),
  'search-million': () => import('./search-million.ts'),
  shacl: () => import('./shacl.ts'),
  start: () => import('./start.ts'),
  workbook: () => import('./workbook.ts'),
};

/** What is measured of a process is measured under the options that it runs with; a million documents to compare with need room besides. */
const nodeOptions: Readonly<Record<string, readonly string[]>> = {
  search: processOptions.web,
  'search-million': [...processOptions.web, '--max-old-space-size=16384'],
};

const folder = fileURLToPath(new URL('./', import.meta.url));

/** `npm run bench -- NAME`: writes the result to `bench/results/NAME.json` and prints it as the last line. */
async function main([name = '']: readonly string[]): Promise<number> {
  const load = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (!load) {
    console.error(`Say which benchmark: npm run bench -- NAME, one of ${Object.keys(benchmarks).join(', ')}.`);
    return 2;
  }
  const options = nodeOptions[name] ?? [];
  if (options.some((option) => !process.execArgv.includes(option))) return again(options, name);
  const benchmark = await load();
  const { rounds, ratio, target, met, notes = [] } = await benchmark.measure();
  const result = { name, commit: await commit(), rounds, ratio: Number(ratio.toFixed(3)), target, met, notes };
  await mkdir(join(folder, 'results'), { recursive: true });
  await writeFile(join(folder, 'results', `${name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(JSON.stringify(result));
  return met ? 0 : 1;
}

/** The same once more under these options of Node. */
async function again(options: readonly string[], name: string): Promise<number> {
  const child = spawn(process.execPath, [...options, fileURLToPath(import.meta.url), name], { stdio: 'inherit' });
  const [code]: unknown[] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
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
