#!/usr/bin/env node
/** `karez COMMAND …`: starts the program that a command is, under the Node release that the project brings. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('./', import.meta.url));
const programs = {
  web: ['server/src/processes/web.ts', 'serves the portal and its API'],
  gateway: ['server/src/processes/gateway.ts', 'serves the calls of departments’ systems'],
  worker: ['server/src/processes/worker.ts', 'seals evidence, works on queued jobs, lets the clocks tick'],
  witness: ['server/src/processes/witness.ts', 'keeps a platform’s tree heads, at another organisation'],
  migrate: ['server/src/processes/migrate.ts', 'brings the database to this release, then ends'],
  'begin-log': ['server/src/processes/begin-log.ts', 'after a restore: begins a new evidence log, then ends'],
  evidence: ['cli/src/main.ts', 'verify FILE: checks evidence offline, with no database and no network'],
};

const [command = '', ...rest] = process.argv.slice(2);
const program = Object.hasOwn(programs, command) ? programs[command] : undefined;
const node = join(root, 'node_modules', 'node', 'bin', 'node');
if (!program) {
  const lines = Object.entries(programs).map(([name, [, meaning]]) => `  karez ${name.padEnd(10)} ${meaning}`);
  process.stderr.write(`${lines.join('\n')}\n\nSettings come from the environment: docs/reference/configuration.md\n`);
  process.exitCode = command === 'help' || command === '--help' ? 0 : 2;
} else if (!existsSync(node)) {
  process.stderr.write('Karez is not installed here yet: run npm ci in its folder first.\n');
  process.exitCode = 2;
} else {
  const words = command === 'evidence' ? [command, ...rest] : rest;
  const options = JSON.parse(readFileSync(join(root, 'server', 'src', 'processes', 'node-options.json'), 'utf8'));
  const child = spawn(node, [...(options[command] ?? []), join(root, program[0]), ...words], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128);
  });
}
