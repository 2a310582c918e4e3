import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measured } from './measured.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const newFolderSecondsMax = 40;
const secondStartSecondsMax = 10;
const rounds = 3;
const startMsMax = 180_000;

/**
 * Seconds from `npm start` to the block that says where everything is, on an installed and built tree: with a new data
 * folder (database made, migrated, demo city filled in) and again with the same folder. Each round has its own folder.
 */
export async function measure(): Promise<Measured> {
  const results: { newFolderSeconds: number; secondStartSeconds: number }[] = [];
  for (let round = 0; round < rounds; round += 1) results.push(await measureRound());
  const newFolder = median(results.map(({ newFolderSeconds }) => newFolderSeconds));
  const second = median(results.map(({ secondStartSeconds }) => secondStartSeconds));
  return {
    rounds: results,
    // The worse of the two against its own line: 1 is the line, less is quicker.
    ratio: Math.max(newFolder / newFolderSecondsMax, second / secondStartSecondsMax),
    target: `new data folder <= ${newFolderSecondsMax} s and second start <= ${secondStartSecondsMax} s, medians of ${rounds} rounds`,
    met: newFolder <= newFolderSecondsMax && second <= secondStartSecondsMax,
  };
}

async function measureRound() {
  const folder = await mkdtemp(join(tmpdir(), 'karez-bench-start-'));
  try {
    return { newFolderSeconds: await secondsOfStart(folder), secondStartSeconds: await secondsOfStart(folder) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function secondsOfStart(dataFolder: string): Promise<number> {
  const [port, gatewayPort, providerPort] = [await freePort(), await freePort(), await freePort()];
  const ports = { KAREZ_PORT: String(port), KAREZ_GATEWAY_PORT: String(gatewayPort), DEMO_PROVIDER_PORT: String(providerPort) };
  const environment = { ...process.env, ...ports, KAREZ_DATA_FOLDER: dataFolder };
  const started = performance.now();
  const child = spawn('npm', ['start'], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const limit = setTimeout(() => child.kill('SIGTERM'), startMsMax);
  const seconds = await new Promise<number | undefined>((resolve) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes(`http://localhost:${gatewayPort}`)) resolve((performance.now() - started) / 1000);
    });
    child.once('close', () => resolve(undefined));
  });
  clearTimeout(limit);
  child.kill('SIGTERM');
  await closed;
  if (seconds === undefined) throw new Error('npm start ended before it was ready; its words are above');
  return Number(seconds.toFixed(2));
}

/** Below the range from which the system hands out ports by itself. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
