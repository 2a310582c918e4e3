import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { linkLibraries } from './binaries.ts';
import { startPostgres, type Postgres, type StartPostgres } from './start-postgres.ts';
import words from './words.json' with { type: 'json' };
import { startSentence } from './words.ts';

const scratch = await mkdtemp(join(tmpdir(), 'karez start '));
const stopped = join(scratch, 'stopped cluster');
const running: Postgres[] = [];
let folders = 0;

const settings = { fsync: 'off' };

async function start(options: StartPostgres): Promise<Postgres> {
  const server = await startPostgres({ settings, ...options });
  if (isRefusal(server)) throw new Error(startSentence(server).en);
  running.push(server);
  return server;
}

async function refusedStart(options: StartPostgres): Promise<Refusal> {
  const server = await startPostgres({ settings, ...options });
  if (isRefusal(server)) return server;
  running.push(server);
  throw new Error('the server started');
}

/** A copy of a folder in which a server ran and was stopped: quicker than a new cluster. */
async function stoppedFolder(): Promise<string> {
  const folder = newFolder();
  await cp(stopped, folder, { recursive: true });
  return folder;
}

function newFolder(): string {
  folders += 1;
  return join(scratch, `folder ${folders}`);
}

async function ask(server: Postgres, query: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.connectionString('postgres') });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  const server = await start({ dataFolder: stopped });
  await ask(server, 'CREATE TABLE kept AS SELECT 1 AS id');
  await server.stop();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

test('a stopped server keeps what was committed and starts again', async () => {
  const server = await start({ dataFolder: await stoppedFolder() });

  expect(await ask(server, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
  expect(server.adopted).toBe(false);
});

test('text is UTF-8, and Chinese words can be searched, whatever LANG says', async () => {
  const server = await start({ dataFolder: await stoppedFolder() });

  await ask(server, 'CREATE EXTENSION pg_trgm');

  expect(
    await ask(server, `SELECT current_setting('server_encoding') AS encoding, cardinality(show_trgm('不动产登记')) AS trigrams`),
  ).toEqual([{ encoding: 'UTF8', trigrams: 6 }]);
});

test('the folder and the password are open to nobody else, and no TCP port is', async () => {
  const folder = await stoppedFolder();
  const server = await start({ dataFolder: folder });

  expect(((await stat(folder)).mode & 0o777).toString(8)).toBe('700');
  expect(((await stat(join(folder, 'superuser-password'))).mode & 0o777).toString(8)).toBe('600');
  expect(await ask(server, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
});

test('a second instance on the same folder is refused and told which process holds it', async () => {
  const folder = await stoppedFolder();
  const server = await start({ dataFolder: folder });

  const refused = await refusedStart({ dataFolder: folder });

  expect(refused).toMatchObject({ code: 'postgres.folder.in-use', params: { pid: process.pid } });
  expect(await ask(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('the server that a killed process left running is taken over with its data', async () => {
  const folder = await stoppedFolder();
  const leftover = await startAndDie(folder);

  const server = await start({ dataFolder: folder });

  expect(server.adopted).toBe(true);
  expect(server.pid).toBe(leftover);
  expect(await ask(server, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
});

/** Starts the server in a process that is then killed the hard way; answers the server's process id. */
async function startAndDie(folder: string): Promise<number> {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(new URL('start-postgres.ts', import.meta.url).href)});
    const server = await startPostgres({ dataFolder: ${JSON.stringify(folder)} });
    process.stdout.write(String(server.pid), () => process.kill(process.pid, 'SIGKILL'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  return Number(output);
}

test('a killed server starts again with what was committed, even when its process id now belongs to a stranger', async () => {
  const folder = await stoppedFolder();
  const first = await start({ dataFolder: folder, settings: { fsync: 'on' } });
  await ask(first, 'INSERT INTO kept VALUES (2)');
  process.kill(first.pid, 'SIGKILL');
  await first.stop();
  const stranger = spawn('sleep', ['60']);
  const pidFile = join(folder, 'cluster', 'postmaster.pid');
  await writeFile(pidFile, (await readFile(pidFile, 'utf8')).replace(/^\d+/u, String(stranger.pid)));

  const server = await start({ dataFolder: folder });
  stranger.kill();

  expect(await ask(server, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 2 }]);
});

test('a cluster of another major version is refused by number and left as it was', async () => {
  const folder = await stoppedFolder();
  await writeFile(join(folder, 'cluster', 'PG_VERSION'), '17\n');

  const refused = await refusedStart({ dataFolder: folder });

  expect(refused).toMatchObject({ code: 'postgres.folder.other-version', params: { found: 17, needed: 18 } });
  expect(await readFile(join(folder, 'cluster', 'PG_VERSION'), 'utf8')).toBe('17\n');
});

test.each([
  ['a lost control file', 'global/pg_control'],
  ['a lost version file', 'PG_VERSION'],
  ['a lost settings file', 'postgresql.conf'],
  ['a lost password', '../superuser-password'],
])('a folder with %s is refused as broken, with the reason', async (_what, path) => {
  const folder = await stoppedFolder();
  await rm(join(folder, 'cluster', path));

  const refused = await refusedStart({ dataFolder: folder });

  expect(refused.code).toBe('postgres.folder.corrupt');
  expect(refused.params['reason']).not.toBe('');
});

test('an initialisation that was interrupted leaves nothing in the way', async () => {
  const folder = newFolder();
  await mkdir(join(folder, 'cluster.new', 'base'), { recursive: true });
  await writeFile(join(folder, 'superuser-password'), 'of the interrupted start');

  const server = await start({ dataFolder: folder });

  expect(await ask(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(await readdir(folder)).not.toContain('cluster.new');
});

test('a disk that fills up while the cluster is made is named as such', async () => {
  const binFolder = join(newFolder(), 'bin');
  await writeProgram(binFolder, 'postgres', 'echo "postgres (PostgreSQL) 18.4"');
  await writeProgram(binFolder, 'initdb', 'echo "initdb: error: could not write file: No space left on device" >&2; exit 1');

  const refused = await refusedStart({ dataFolder: newFolder(), binFolder });

  expect(refused.code).toBe('postgres.disk.full');
});

async function writeProgram(folder: string, name: string, script: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

test('a file where the folder should be, and missing programs, are refused by name', async () => {
  const file = newFolder();
  await writeFile(file, '');

  expect(await refusedStart({ dataFolder: file })).toMatchObject({ code: 'postgres.folder.not-a-folder' });
  expect(await refusedStart({ dataFolder: newFolder(), binFolder: join(scratch, 'nowhere') })).toMatchObject({
    code: 'postgres.binaries.missing',
  });
});

test('two processes may complete the library links at once', async () => {
  const folder = newFolder();
  await mkdir(join(folder, 'native', 'lib'), { recursive: true });
  const links = Array.from({ length: 20 }, (_, index) => ({ source: 'native/lib/real.so.1', target: `native/lib/link${index}.so` }));
  await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));

  const answers = await Promise.all([linkLibraries(folder), linkLibraries(folder)]);

  expect(answers).toEqual([undefined, undefined]);
  expect(await readlink(join(folder, 'native', 'lib', 'link7.so'))).toBe('real.so.1');
});

test('every sentence about a refused start is there in both languages and fills in its values', () => {
  for (const [code, sentence] of Object.entries(words)) {
    const { en, zh } = startSentence({
      refused: true,
      code,
      params: { folder: '/data', pid: 7, found: 17, needed: 18, reason: 'why', package: 'p', path: 'f', platform: 'x' },
      fields: [],
    });

    expect(en).not.toMatch(/[{}]/u);
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(Object.keys(sentence)).toEqual(['en', 'zh']);
  }
});
