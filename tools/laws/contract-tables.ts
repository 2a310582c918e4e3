import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { RefusalStatuses, Route } from '@karez/contract/route';
import { filesUnder, isTest, readText, root } from './repository.ts';

/** A route with the first file and name that export it, and every file through which it may be imported. */
export type DeclaredRoute = { readonly file: string; readonly files: readonly string[]; readonly name: string; readonly route: Route };
export type DeclaredRefusal = { readonly file: string; readonly code: string; readonly status: RefusalStatuses[string] };

export type ContractTables = { readonly routes: readonly DeclaredRoute[]; readonly refusals: readonly DeclaredRefusal[] };

/** Loads every file of the contract and collects the routes and refusal codes that it declares, each once. */
export async function contractTables(): Promise<ContractTables> {
  const files = filesUnder('contract/src').filter((path) => path.endsWith('.ts') && !isTest(path));
  const exported = (await Promise.all(files.map(exportsOf))).flat();
  const routes = exported.flatMap(({ file, name, value }) =>
    isRoute(value) ? [{ file, name, route: value, files: filesWith(exported, value) }] : [],
  );
  const refusals = exported.flatMap(({ file, name, value }) => refusalTable(name, value).map(([code, status]) => ({ file, code, status })));
  return {
    routes: firstOf(routes, ({ route }) => route).toSorted((a, b) => (a.route.id < b.route.id ? -1 : 1)),
    refusals: firstOf(refusals, ({ code }) => code).toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  };
}

function filesWith(exported: readonly { file: string; value: unknown }[], wanted: unknown): string[] {
  return exported.filter(({ value }) => value === wanted).map(({ file }) => file);
}

async function exportsOf(file: string): Promise<{ file: string; name: string; value: unknown }[]> {
  const exported: Record<string, unknown> = await import(pathToFileURL(join(root, file)).href);
  return Object.entries(exported).map(([name, value]) => ({ file, name, value }));
}

/** A route that one file declares and another gives on is the same value; two values with one id are told apart by the law on ids. */
function firstOf<T extends { readonly file: string }>(found: readonly T[], key: (one: T) => unknown): T[] {
  return found.filter((one, index) => found.findIndex((other) => key(other) === key(one)) === index);
}

function isRoute(value: unknown): value is Route {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'method' in value &&
    'path' in value &&
    'answer' in value &&
    'refusals' in value
  );
}

function refusalTable(name: string, value: unknown): [string, RefusalStatuses[string]][] {
  if (!name.endsWith('Refusals') || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([code, status]) => (isStatus(status) ? [[code, status]] : []));
}

function isStatus(value: unknown): value is RefusalStatuses[string] {
  return typeof value === 'number' && value >= 400 && value < 600;
}

/** The texts of one language, file by file: `contract/messages/<language>/<module>.json`. */
export function messageFiles(language: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const folder = `contract/messages/${language}`;
  return new Map(
    filesUnder(folder)
      .filter((path) => path.endsWith('.json'))
      .map((path) => {
        const parsed: unknown = JSON.parse(readText(path));
        const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
        return [path.slice(folder.length + 1), new Map(entries.map(([key, text]) => [key, String(text)]))];
      }),
  );
}

/** All texts of one language in one table. */
export function messageTable(language: string): ReadonlyMap<string, string> {
  return new Map([...messageFiles(language).values()].flatMap((file) => [...file]));
}
