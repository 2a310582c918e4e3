import { posix } from 'node:path';
import { advice, isTest, isTestSupport } from './repository.ts';
import type { Import } from './source-scan.ts';
import { hotPaths, isModule, mayOpen, moduleGraph, packageGraph } from './module-graph.ts';
import type { ModuleName } from './module-graph.ts';

/** One import in its place, with what the rules ask about it worked out once. */
type Place = Import & {
  readonly path: string;
  readonly test: boolean;
  /** The file that a relative import names, from the root; empty for an import by name. */
  readonly target: string;
};

/** What one file may not import, as sentences that say what to do instead. Pure: takes the file's path and what it imports. */
export function importBreaches(path: string, imports: readonly Import[]): string[] {
  const rules = [
    packageBreach,
    supportBreach,
    platformBreach,
    processDoorBreach,
    pathBreach,
    graphBreach,
    policyBreach,
    storeBreach,
    routeBreach,
    hotPathBreach,
    purityBreach,
  ];
  const test = isTest(path) || isTestSupport(path);
  return imports.flatMap((found) => {
    const target = found.source.startsWith('.') ? posix.join(posix.dirname(path), found.source) : '';
    const place = { ...found, path, test, target };
    return rules.flatMap((rule) => rule(place) ?? []).map((sentence) => advice(path, found.line, sentence));
  });
}

/** The package that a file belongs to; test support of the server is one of its own, for it may start what production may not. */
function packageOf(path: string): string {
  return path.startsWith('server/test/') ? 'server/test' : path.slice(0, path.indexOf('/'));
}

/** The module that a file of the server belongs to. */
export function moduleOf(path: string): string | undefined {
  return /^server\/src\/modules\/([^/]+)\//u.exec(path)?.[1];
}

/** The module and door that an import by name opens. */
function doorOf(source: string): { module: string; door: string } | undefined {
  const match = /^#modules\/([^/]+)(?:\/(.+))?$/u.exec(source);
  return match?.[1] === undefined ? undefined : { module: match[1], door: match[2] ?? '' };
}

function packageBreach({ path, source, target, test }: Place): string | undefined {
  const own = packageOf(path);
  const other = packageNamed(source, target);
  if (other === '' || other === own || (test && other === 'tools')) return undefined;
  if (target !== '' && !['tools', 'bench', 'e2e', 'server/test'].includes(own)) {
    return `reaches into another package by path (${source}); write its name, @karez/${other}/….`;
  }
  return (packageGraph[own] ?? []).includes(other) ? undefined : foreignPackage(own, other);
}

/** The package of ours that an import goes to; empty for one that is not ours. */
function packageNamed(source: string, target: string): string {
  return target === '' ? (/^@karez\/([^/]+)/u.exec(source)?.[1] ?? '') : packageOf(target);
}

function foreignPackage(own: string, other: string): string {
  const open = packageGraph[own]?.join(', ') || 'none of ours';
  return `${own} may not import ${other} (it may import: ${open}); move what both need into a package both may import.`;
}

/** Inside the server: processes → modules → platform, never upward. */
function platformBreach({ path, source, target }: Place): string | undefined {
  const upward = source.startsWith('#modules/') || target.startsWith('server/src/modules/') || target.startsWith('server/src/processes/');
  if (path.startsWith('server/src/platform/') && upward) {
    return `platform knows no module (${source}); take what it needs as an argument and let processes/ pass it in.`;
  }
  return undefined;
}

/** What serves tests is not part of what runs. */
function supportBreach({ path, source, target, test }: Place): string | undefined {
  const product = /^(?:contract|kit|policy|server|cli|web)\/src\//u.test(path) && !test && !isTestSupport(path);
  const support = source.startsWith('#test/') || source.startsWith('@karez/server/test/') || isTestSupport(target);
  return product && support ? `code that runs may not import test support (${source}).` : undefined;
}

/** Only processes (and tests and tools, which compose too) open the HTTP, job and runtime doors. */
function processDoorBreach({ path, source, test }: Place): string | undefined {
  const door = doorOf(source)?.door ?? '';
  const opener = test || /^(?:server\/src\/processes|server\/test|tools|bench)\//u.test(path);
  return ['routes', 'jobs', 'runtime'].includes(door) && !opener
    ? `only processes/ opens ${source}; import the front door #modules/<name>.`
    : undefined;
}

/** A relative import stays inside its module. */
function pathBreach({ path, source, target, test }: Place): string | undefined {
  const own = moduleOf(path);
  if (own === undefined || target === '' || moduleOf(target) === own || (test && target.startsWith('tools/'))) return undefined;
  const other = moduleOf(target);
  return other === undefined
    ? `leaves its module by path (${source}); import #platform/… or a package by name.`
    : `reaches into ${source}; import #modules/${other} and let its index.ts give what is needed.`;
}

/** Between modules: along the graph. */
function graphBreach({ path, source, test }: Place): string | undefined {
  const own = moduleOf(path);
  const door = doorOf(source);
  if (own === undefined || door === undefined) return undefined;
  if (door.module === own) return test ? undefined : `opens its own front door (${source}); import the file itself, ./….ts.`;
  if (!isModule(own) || !isModule(door.module)) return `${source} names no module of tools/laws/module-graph.ts.`;
  return test || mayOpen(own, door.module) ? undefined : againstTheArrow(own, door.module);
}

function againstTheArrow(own: ModuleName, other: ModuleName): string {
  const open = moduleGraph[own].join(', ') || 'none';
  return `${own} may not open ${other} (it may open: ${open}); publish an outbox event that ${other} listens to, or move the rule down.`;
}

/** A type of a row or of a caller loads nothing; everything else of a store or of the platform does. */
function isPure({ source, typeOnly }: Import): boolean {
  if (typeOnly && (source === '#platform/caller' || source.endsWith('-store.ts'))) return true;
  return !source.startsWith('#platform/') && !source.endsWith('-store.ts');
}

function policyBreach({ path, source, test, ...found }: Place): string | undefined {
  if (test || moduleOf(path) === undefined || !path.endsWith('-policy.ts')) return undefined;
  if (isPure({ source, ...found })) return undefined;
  return `a policy is pure: it may not import ${source}; let the verb load what the policy judges.`;
}

function storeBreach({ path, source, test }: Place): string | undefined {
  if (test || moduleOf(path) === undefined || !path.endsWith('-store.ts')) return undefined;
  return source.endsWith('-policy.ts') ? `a store asks no policy (${source}); the verb does, before it writes.` : undefined;
}

function routeBreach({ path, source, test, typeOnly }: Place): string | undefined {
  if (test || typeOnly || moduleOf(path) === undefined || posix.basename(path) !== 'routes.ts') return undefined;
  const sql = source.endsWith('-store.ts') || source.startsWith('#platform/database');
  return sql ? `a route holds HTTP only (${source}); call a verb.` : undefined;
}

/** Hot paths import kit, policy, platform and audit's append door only. */
function hotPathBreach({ path, source, target, test, typeOnly }: Place): string | undefined {
  const folder = hotPaths.find((hot) => path.startsWith(hot));
  if (folder === undefined || test || target.startsWith(folder)) return undefined;
  if (target !== '') return `the hot path may not leave its folder (${source}); compile what it needs into the snapshot.`;
  return openToHotPath(source, typeOnly)
    ? undefined
    : `the hot path imports kit, policy, platform and #modules/audit/append only, not ${source}.`;
}

function openToHotPath(source: string, typeOnly: boolean): boolean {
  if (source === '#modules/audit/append' || /^(?:@karez\/(?:kit|policy)\/|#platform\/)/u.test(source)) return true;
  const foreign = !source.startsWith('#') && !source.startsWith('@karez/');
  return foreign || (typeOnly && source.startsWith('@karez/contract/'));
}

/** contract runs in the browser; policy does no input or output. */
function purityBreach({ path, source, test }: Place): string | undefined {
  if (test) return undefined;
  if (path.startsWith('contract/src/') && source.startsWith('node:')) return `contract runs in the browser: no ${source}.`;
  const io = /^node:(?:fs|net|tls|http|https|http2|dgram|child_process|cluster|worker_threads)(?:\/|$)/u;
  return path.startsWith('policy/src/') && io.test(source) ? `policy is pure: no ${source}; take bytes in, give bytes out.` : undefined;
}

/** A noun is a file that has a store or a policy beside it; it knows neither of the platform's adapters nor its own store. */
export function nounBreaches(path: string, imports: readonly Import[], all: ReadonlySet<string>): string[] {
  const stem = path.replace(/\.ts$/u, '');
  if (moduleOf(path) === undefined || !(all.has(`${stem}-store.ts`) || all.has(`${stem}-policy.ts`))) return [];
  return imports
    .filter((found) => !isPure(found))
    .map(({ source, line }) =>
      advice(
        path,
        line,
        `a noun is pure: it may not import ${source}; move the transaction to a verb file, or name this file by its verb.`,
      ),
    );
}
