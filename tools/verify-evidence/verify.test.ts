import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('verify.py', import.meta.url));
const vectors = fileURLToPath(new URL('../../policy/src/evidence/vectors.json', import.meta.url));
const python = spawnSync('python3', ['--version']).status === 0;

test('the second verifier, which shares no code with the product, agrees with every published vector', (context) => {
  // Where everything has to run, a machine without Python is a failure, not a skip.
  context.skip(!python && process.env['KAREZ_FULL'] !== '1', 'python3 is not installed');

  const run = spawnSync('python3', [program, '--vectors', vectors], { encoding: 'utf8' });

  expect(run.stdout.trim()).toMatch(/^\d{2,} vectors hold, 0 fail$/);
  expect(run.status).toBe(0);
}, 60_000);
