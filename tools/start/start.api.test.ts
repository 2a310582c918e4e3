import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import nodeOptions from '../../server/src/processes/node-options.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../', import.meta.url));
const scratch = await mkdtemp(join(tmpdir(), 'karez npm start '));
const houses: House[] = [];

// A busy machine opens a house in half a minute.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

type House = { child: ChildProcess; port: number; gatewayPort: number; said(): string; ended: Promise<number> };
type Start = { folder: string; port?: number; environment?: Record<string, string> };

/** `node start.mjs` without the demo city: what is tried here is the opening and closing, not what is inside. */
async function start({ folder, port, environment }: Start): Promise<House> {
  const ports = { KAREZ_PORT: String(port ?? (await freePort())), KAREZ_GATEWAY_PORT: String(await freePort()) };
  const { LANG: _language, DATABASE_URL: _database, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, 'start.mjs')], {
    env: { ...inherited, ...ports, KAREZ_DATA_FOLDER: join(scratch, folder), KAREZ_DEMO: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'close').then(([code]: unknown[]) => Number(code));
  const house = { child, port: Number(ports.KAREZ_PORT), gatewayPort: Number(ports.KAREZ_GATEWAY_PORT), said: () => output, ended };
  houses.push(house);
  return house;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(10_000 + Math.floor(Math.random() * 20_000), '127.0.0.1');
  const address = await once(server, 'listening').then(
    () => server.address(),
    () => undefined,
  );
  if (!address || typeof address === 'string') return freePort();
  server.close();
  await once(server, 'close');
  return address.port;
}

async function says(house: House, words: string): Promise<void> {
  await expect.poll(() => house.said(), { timeout: 60_000, interval: 100 }).toContain(words);
}

const isOpen = (house: House) => says(house, 'Ctrl-C');

async function answer(port: number): Promise<number> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    ({ status }) => status,
    () => 0,
  );
}

/** Process ids of this machine whose command line names `word`. */
async function processesNaming(word: string): Promise<{ pid: number; command: string }[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const all = await Promise.all(
    ids.map(async (id) => ({ pid: Number(id), command: await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '') })),
  );
  return all.filter(({ command }) => command.includes(word));
}

/** The processes of one house: their environment names its data folder. */
async function processesOf(folder: string): Promise<{ pid: number; command: string }[]> {
  const all = await processesNaming('');
  const environments = await Promise.all(all.map(({ pid }) => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')));
  return all.filter((_one, index) => environments[index]?.includes(`KAREZ_DATA_FOLDER=${join(scratch, folder)}\0`));
}

async function stop(house: House): Promise<void> {
  house.child.kill('SIGTERM');
  await house.ended;
}

afterEach(() => Promise.all(houses.splice(0).map(stop)));
afterAll(() => rm(scratch, { recursive: true, force: true }));

test('portal and gateway answer, the block says where, and SIGTERM leaves no process and no database behind', async () => {
  const house = await start({ folder: 'plain house' });
  await isOpen(house);

  expect(house.said()).toContain(`http://localhost:${house.port}`);
  expect([await answer(house.port), await answer(house.gatewayPort)]).toEqual([200, 200]);

  house.child.kill('SIGTERM');
  expect(await house.ended).toBe(0);
  expect(await processesOf('plain house')).toEqual([]);
  expect(await processesNaming(join(scratch, 'plain house'))).toEqual([]);
});

test('a second start on the same folder is refused in one sentence and disturbs nothing', async () => {
  const first = await start({ folder: 'shared house' });
  await isOpen(first);

  const second = await start({ folder: 'shared house' });

  expect(await second.ended).toBe(1);
  expect(second.said()).toMatch(/Another Karez \(process \d+\) already uses/u);
  expect(await answer(first.port)).toBe(200);
});

test('a taken port is named, with the variable that chooses another', async () => {
  const taken = createServer().listen(await freePort(), '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();

  const house = await start({ folder: 'no door', port: typeof address === 'object' && address ? address.port : 0 });

  expect(await house.ended).toBe(1);
  expect(house.said()).toMatch(/Port \d+ \(portal\) is taken .* KAREZ_PORT=PORT/u);
  expect(await processesNaming(join(scratch, 'no door'))).toEqual([]);
  taken.close();
});

test('a process that dies is started again and the person is told', async () => {
  const house = await start({ folder: 'mended house' });
  await isOpen(house);
  const web = (await processesOf('mended house')).find(({ command }) => command.includes('processes/web.ts'));
  expect(web?.command).toContain(nodeOptions.web.join(' '));

  process.kill(web?.pid ?? 0, 'SIGKILL');

  await says(house, 'web ended (SIGKILL) and is started again');
  await expect.poll(() => answer(house.port), { timeout: 30_000 }).toBe(200);
});

test('when the start itself is killed its processes end, and the next start takes the database over', async () => {
  const first = await start({ folder: 'orphaned house' });
  await isOpen(first);
  const main = (await processesOf('orphaned house')).find(({ command }) => command.includes('tools/start/main.ts'));

  process.kill(main?.pid ?? 0, 'SIGKILL');
  await first.ended;
  await expect.poll(() => processesOf('orphaned house'), { timeout: 20_000 }).toEqual([]);

  const next = await start({ folder: 'orphaned house' });
  await isOpen(next);
  expect(next.said()).toContain('still running from an earlier start');
  expect(await answer(next.port)).toBe(200);
});

test('when only the wrapper is killed, everything is closed in order', async () => {
  const house = await start({ folder: 'abandoned house' });
  await isOpen(house);

  house.child.kill('SIGKILL');

  await expect.poll(() => processesNaming(join(scratch, 'abandoned house')), { timeout: 20_000 }).toEqual([]);
});

test('wrong settings are told all at once, before anything is started', async () => {
  const house = await start({ folder: 'wrong house', environment: { KAREZ_HOST: '', KAREZ_UNKNOWN: 'x' } });

  expect(await house.ended).toBe(1);
  expect(house.said()).toMatch(/KAREZ_HOST.*KAREZ_UNKNOWN/u);
});
