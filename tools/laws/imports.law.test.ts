import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { importBreaches, moduleOf, nounBreaches } from './import-rules.ts';
import { hotPaths, isModule, mayOpen, moduleGraph, writeDoors } from './module-graph.ts';
import type { ModuleName } from './module-graph.ts';
import { filesUnder, isTest, root, sourceFiles } from './repository.ts';
import { importsOf, scan } from './source-scan.ts';
import type { Import } from './source-scan.ts';

const files = sourceFiles();
const all = new Set(files);
const importsByFile = new Map(files.map((path) => [path, importsOf(scan(path))]));

const imported = (source: string, more: Partial<Import> = {}): Import => ({
  source,
  line: 1,
  names: [],
  typeOnly: false,
  dynamic: false,
  ...more,
});

test('the scan sees files and imports', () => {
  expect(files.length).toBeGreaterThan(20);
  expect([...importsByFile.values()].flat().length).toBeGreaterThan(50);
});

test('every import keeps to packages, layers, doors and the module graph', () => {
  expect(files.flatMap((path) => importBreaches(path, importsByFile.get(path) ?? []))).toEqual([]);
});

test('nouns are pure', () => {
  expect(files.flatMap((path) => nounBreaches(path, importsByFile.get(path) ?? [], all))).toEqual([]);
});

test('the rules refuse what they are there to refuse', () => {
  const broken: [string, Import][] = [
    ['web/src/a.tsx', imported('@karez/kit/clock', { typeOnly: true })],
    ['policy/src/a.ts', imported('../../kit/src/clock.ts')],
    ['kit/src/a.ts', imported('@karez/contract/route')],
    ['cli/src/a.ts', imported('@karez/server/processes/web')],
    ['server/src/platform/a/b.ts', imported('#modules/audit')],
    ['server/src/modules/sharing/apply.ts', imported('../catalog/entry.ts', { dynamic: true })],
    ['server/src/modules/catalog/publish.ts', imported('#modules/sharing')],
    ['server/src/modules/catalog/publish.ts', imported('#modules/identity/routes')],
    ['server/src/modules/catalog/publish.ts', imported('#modules/catalog')],
    ['server/src/modules/sharing/application-policy.ts', imported('./application-store.ts')],
    ['server/src/modules/sharing/application-store.ts', imported('./application-policy.ts')],
    ['server/src/modules/sharing/routes.ts', imported('#platform/database/pool')],
    ['server/src/modules/gateway/runtime/decide.ts', imported('../subscription.ts')],
    ['server/src/modules/gateway/runtime/decide.ts', imported('#modules/sharing')],
    ['contract/src/a.ts', imported('node:crypto')],
    ['policy/src/a.ts', imported('node:fs/promises')],
  ];

  const passed = broken.filter(([path, found]) => importBreaches(path, [found]).length === 0);

  expect(passed).toEqual([]);
});

test('a dynamic import names its module in plain text, so that the laws can read it', () => {
  const computed = files
    .filter((path) => /^(?:contract|kit|policy|server|cli|web)\//u.test(path) && !isTest(path))
    .flatMap((path) =>
      (importsByFile.get(path) ?? [])
        .filter(({ source }) => source === '?')
        .map(({ line }) => `${path}:${line} write the import's name out.`),
    );
  expect(computed).toEqual([]);
});

test('the module graph has no cycle, and write doors lie inside it', () => {
  const names = Object.keys(moduleGraph).filter(isModule);
  const reaches = (from: ModuleName, to: ModuleName): boolean => moduleGraph[from].some((next) => next === to || reaches(next, to));
  expect(names.filter((name) => reaches(name, name))).toEqual([]);
  expect(writeDoors.filter(({ from, to }) => !mayOpen(from, to))).toEqual([]);
});

test('every module of the server stands in the graph and has its front door and its page', () => {
  const names = new Set(filesUnder('server/src/modules').map((path) => moduleOf(path) ?? path));
  expect(names.size).toBeGreaterThan(0);
  const missing = [...names].flatMap((name) => [
    ...(isModule(name) ? [] : [`server/src/modules/${name} is not in tools/laws/module-graph.ts: add it with what it may open.`]),
    ...['index.ts', 'README.md']
      .filter((file) => !existsSync(join(root, 'server/src/modules', name, file)))
      .map((file) => `server/src/modules/${name} needs ${file}.`),
  ]);
  expect(missing).toEqual([]);
});

test('the hot paths start without the rest of the modules', () => {
  const entries = files.filter((path) => hotPaths.some((hot) => path.startsWith(hot)) && !isTest(path));
  expect(entries.length, 'the law sees the hot path').toBeGreaterThan(0);
  const closure = runtimeClosure(entries);
  const foreign = [...closure].filter(
    (path) => moduleOf(path) !== undefined && moduleOf(path) !== 'audit' && !hotPaths.some((hot) => path.startsWith(hot)),
  );
  expect(foreign.map((path) => `${path} is loaded by the hot path: pass its data in through the snapshot.`)).toEqual([]);
});

/** Every file of ours that loading the given files loads. */
function runtimeClosure(entries: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    for (const found of importsByFile.get(path) ?? []) {
      const target = found.typeOnly ? undefined : fileOf(path, found.source);
      if (target !== undefined && all.has(target)) waiting.push(target);
    }
  }
  return seen;
}

/** The file that an import of ours names. */
function fileOf(path: string, source: string): string | undefined {
  if (source.startsWith('.')) return posix.join(posix.dirname(path), source);
  const platform = /^#platform\/(.+)$/u.exec(source)?.[1];
  if (platform) return `server/src/platform/${platform}.ts`;
  const door = /^#modules\/([^/]+)(?:\/(.+))?$/u.exec(source);
  if (door) return `server/src/modules/${door[1]}/${door[2] ?? 'index'}.ts`;
  const ours = /^@karez\/([^/]+)\/(.+)$/u.exec(source);
  return ours ? `${ours[1]}/src/${ours[2]}.ts` : undefined;
}
