import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export type Load = { readonly perSecond: number; readonly requests: number; readonly failed: number; readonly p99Ms: number };
export type Target = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** One run of wrk with one thread: requests a second, how many were answered, how many not with success, and the 99th percentile. */
export async function load({ url, headers }: Target, { connections, seconds }: { connections: number; seconds: number }): Promise<Load> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const { stdout } = await promisify(execFile)('wrk', [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--latency',
    '--timeout',
    '10s',
    ...given,
    url,
  ]);
  return {
    perSecond: numberIn(stdout, /Requests\/sec:\s+([\d.]+)/),
    requests: numberIn(stdout, /(\d+) requests in/),
    failed: numberIn(stdout, /Non-2xx or 3xx responses: (\d+)/),
    p99Ms: p99In(stdout),
  };
}

function numberIn(output: string, pattern: RegExp): number {
  return Number(pattern.exec(output)?.[1] ?? 0);
}

const unitMs: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000 };

function p99In(output: string): number {
  const [, amount = '0', unit = 'ms'] = /99%\s+([\d.]+)(us|ms|s)\b/.exec(output) ?? [];
  return Number(amount) * (unitMs[unit] ?? 1);
}
