import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything that must hold before a change lands and that needs no database. `npm run check`; a minute at most when warm. */
const folders = ['contract', 'kit', 'policy', 'server', 'cli', 'web', 'e2e', 'tools', 'bench', 'vitest.config.ts'];
const steps: readonly { name: string; command: string; args: readonly string[] }[] = [
  { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types of web', command: 'tsc', args: ['-p', 'web/tsconfig.json'] },
  { name: 'lint', command: 'oxlint', args: folders },
  { name: 'format', command: 'oxfmt', args: ['--check', ...folders] },
  { name: 'laws', command: 'vitest', args: ['run', '--project', 'laws', '--no-isolate', '--maxWorkers', '1'] },
  { name: 'dead code', command: 'knip', args: ['--no-progress', '--no-config-hints'] },
  { name: 'drift', command: 'node', args: ['tools/generate/generate.ts', '--check'] },
];

type Result = { readonly name: string; readonly passed: boolean; readonly seconds: number; readonly output: string };

const root = fileURLToPath(new URL('../', import.meta.url));
const environment = { ...process.env, PATH: [`${root}node_modules/.bin`, process.env['PATH'] ?? ''].join(delimiter), NO_COLOR: '1' };

function run({ name, command, args }: (typeof steps)[number]): Promise<Result> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    const ended = (passed: boolean, said: string) => resolve({ name, passed, seconds: (performance.now() - started) / 1000, output: said });
    child.on('error', (error) => ended(false, error.message));
    child.on('close', (code) => ended(code === 0, Buffer.concat(output).toString('utf8')));
  });
}

/** Runs the steps two at a time, each to its end, so that one look shows everything that is wrong. */
async function check(): Promise<number> {
  const started = performance.now();
  const waiting = [...steps];
  const results: Result[] = [];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await run(step);
      results.push(result);
      if (!result.passed) console.log(result.output.trimEnd());
      console.log(`${result.passed ? 'ok    ' : 'FAILED'} ${result.name} (${result.seconds.toFixed(1)} s)`);
    }
  };
  await Promise.all([lane(), lane()]);
  const failed = results.filter(({ passed }) => !passed);
  console.log(`check took ${((performance.now() - started) / 1000).toFixed(1)} s`);
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length;
}

process.exitCode = (await check()) === 0 ? 0 : 1;
