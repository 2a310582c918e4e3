import { Visitor } from 'oxc-parser';
import type { MemberExpression } from 'oxc-parser';
import { expect, test } from 'vitest';
import { contractTables } from './contract-tables.ts';
import type { DeclaredRoute } from './contract-tables.ts';
import { apiCallsOf, goesTo } from './api-calls.ts';
import { filesUnder, isTest, isTestSupport, sourceFiles } from './repository.ts';
import { importsOf, literalsOf, scan } from './source-scan.ts';

const { routes } = await contractTables();
const servers = sourceFiles().filter((path) => path.startsWith('server/src/') && !isTest(path));
const apiTests = [...filesUnder('server'), ...filesUnder('e2e')].filter((path) => path.endsWith('.api.test.ts'));

/** Local names of what a file imports from the contract: of `import { signIn as declared }` declared → signIn. */
function contractNames(path: string): Map<string, string> {
  const imports = scan(path).parsed.module.staticImports.filter(({ moduleRequest }) => moduleRequest.value.startsWith('@karez/contract/'));
  return new Map(
    imports.flatMap(({ entries }) =>
      entries.map((entry) => [entry.localName.value, entry.importName.name ?? entry.localName.value] as const),
    ),
  );
}

/** Routes that a file serves: bound by `serve(route, …)`, or mounted by hand under `route.path`, as doors do that take no JSON. */
function servedNames(path: string): string[] {
  const names: string[] = [];
  const imported = contractNames(path);
  const member = (node: MemberExpression) => (node.property.type === 'Identifier' ? node.property.name : '');
  new Visitor({
    CallExpression(node) {
      const route = node.arguments[0];
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'serve') return;
      if (route?.type === 'Identifier') names.push(imported.get(route.name) ?? route.name);
      if (route?.type === 'MemberExpression') names.push(member(route));
    },
    MemberExpression(node) {
      if (member(node) !== 'path') return;
      if (node.object.type === 'Identifier') names.push(...[imported.get(node.object.name) ?? []].flat());
      if (node.object.type === 'MemberExpression' && node.object.object.type === 'Identifier' && imported.has(node.object.object.name))
        names.push(member(node.object));
    },
  }).visit(scan(path).parsed.program);
  return names;
}

/** The contract files that a file imports, as paths from the root. */
function contractFiles(path: string): Set<string> {
  return new Set(
    importsOf(scan(path)).flatMap(({ source }) =>
      source.startsWith('@karez/contract/') ? [`contract/src/${source.slice('@karez/contract/'.length)}.ts`] : [],
    ),
  );
}

const serving = servers.map((path) => ({ files: contractFiles(path), names: servedNames(path) })).filter(({ names }) => names.length > 0);

function timesServed({ files, name }: DeclaredRoute): number {
  return serving
    .filter((server) => files.some((file) => server.files.has(file)))
    .flatMap(({ names }) => names)
    .filter((served) => served === name).length;
}

test('route ids, and pairs of method and path, are unique', () => {
  expect(routes.length).toBeGreaterThan(20);
  const ids = routes.map(({ route }) => route.id);
  const places = routes.map(({ route }) => `${route.method} ${route.path.replaceAll(/:[^/]+/gu, ':')}`);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
});

test('every route of the contract is served exactly once', () => {
  expect(serving.length, 'the law sees serve(…)').toBeGreaterThan(0);
  const wrong = routes.map((declared) => ({ declared, times: timesServed(declared) })).filter(({ times }) => times !== 1);
  expect(
    wrong.map(
      ({ declared, times }) =>
        `${declared.file}: ${declared.route.id} (${declared.name}) is served ${times} times; serve it in its module's routes.ts, or take it out of the contract.`,
    ),
  ).toEqual([]);
});

test('every route has a test through HTTP and a database', () => {
  expect(apiTests.length).toBeGreaterThan(0);
  const calls = [...apiTests, ...servers.filter(isTestSupport)].flatMap((path) => apiCallsOf(scan(path)));
  expect(calls.length, 'the law sees calls').toBeGreaterThan(20);
  const named = new Set(apiTests.flatMap((path) => literalsOf(scan(path)).map(({ text }) => text)));
  const untested = routes.filter(({ route }) => !named.has(route.id) && !calls.some((call) => goesTo(call, route)));
  expect(untested.map(({ route }) => `${route.id}: no *.api.test.ts calls ${route.method} ${route.path}.`)).toEqual([]);
});
