import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds the root package.json. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Folders that are made by tools or at run time, and so are nobody's text. */
const made = new Set(['node_modules', 'dist', '.git', '.karez', 'coverage', 'tmp', '.check']);

/** The packages and folders that carry source. */
export const sourceFolders = ['contract', 'kit', 'policy', 'server', 'cli', 'web', 'e2e', 'tools', 'bench'];

/** Every file under a folder of the repository, as paths from the root with forward slashes, sorted. */
export function filesUnder(folder: string): string[] {
  const found: string[] = [];
  collect(join(root, folder), found);
  return found.map((path) => relative(root, path).split(sep).join('/')).toSorted();
}

function collect(folder: string, found: string[]): void {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    // A package that does not exist yet holds no files; anything else is a fault of the machine.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return;
    throw cause;
  }
  for (const entry of entries) {
    if (made.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) collect(path, found);
    else if (entry.isFile()) found.push(path);
  }
}

/** The text of a file, by its path from the root. */
export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every TypeScript or JavaScript file of the packages. */
export function sourceFiles(): string[] {
  return sourceFolders.flatMap(filesUnder).filter((path) => /\.(?:[cm]?[tj]s|tsx)$/u.test(path) && !path.endsWith('.d.ts'));
}

/** Whether a file holds tests (of any kind), and so is measured by other rules. */
export function isTest(path: string): boolean {
  return /\.(?:test|e2e)\.tsx?$/u.test(path);
}

/** Whether a file beside the product's code serves its tests only: samples, fixtures, builders. */
export function isTestSupport(path: string): boolean {
  return /(?:-(?:fixtures?|samples)|\/sample-log|\/test-[a-z-]+)\.tsx?$/u.test(path) || path.startsWith('server/test/');
}

/** One broken rule, with the place and what to do about it. */
export function advice(path: string, line: number, sentence: string): string {
  return `${path}:${line} ${sentence}`;
}
