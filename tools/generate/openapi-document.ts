import { openApiOf } from '@karez/contract/openapi';
import { contractTables } from '../laws/contract-tables.ts';

/** The OpenAPI 3.1 document of every route of the contract. */
export async function openApiDocument(): Promise<string> {
  const { routes, refusals } = await contractTables();
  const statuses = Object.fromEntries(refusals.map(({ code, status }) => [code, status]));
  const document = openApiOf(
    routes.map(({ route }) => route),
    statuses,
  );
  return `${onePathALine(document)}\n`;
}

/** JSON with every path and every component on a line of its own: short enough to keep, and a difference shows which route changed. */
function onePathALine(value: unknown, depth = 0): string {
  if (depth === 3 || typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const indent = '  '.repeat(depth + 1);
  const lines = Object.entries(value).map(([key, inner]) => `${indent}${JSON.stringify(key)}: ${onePathALine(inner, depth + 1)}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${'  '.repeat(depth)}}`;
}
