import { specification } from '../../server/src/platform/config.ts';
import type { Specification } from '@karez/kit/config/environment';

function fallbackOf(fallback: unknown): string {
  if (fallback === undefined) return '**required**';
  if (typeof fallback === 'boolean') return fallback ? '`1`' : '`0`';
  const text = typeof fallback === 'string' ? fallback : JSON.stringify(fallback).replaceAll(/[[\]"]/gu, '');
  return text === '' ? 'empty' : `\`${text}\``;
}

function row([name, { fallback, meaning, secret }]: [string, Specification[string]]): string {
  return `| \`${name}\` | ${fallbackOf(fallback)} | ${meaning.replaceAll('|', String.raw`\|`)}${secret ? ' *Secret: never printed.*' : ''} |`;
}

/** The page of every environment variable that the central processes read. */
export function configurationPage(): string {
  const rows = Object.entries<Specification[string]>(specification).map(row);
  return [
    '# Configuration',
    '',
    '<!-- Generated from server/src/platform/config.ts by `npm run generate`. -->',
    '',
    'Every setting is an environment variable. A process reports all problems at once and does not start with any of them; a `KAREZ_…` variable that is not in this table is refused, so that a typing error never becomes a silent default.',
    '',
    '| variable | without it | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
