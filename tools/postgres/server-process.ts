import { once } from 'node:events';
import { open, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { DataFolder } from './cluster.ts';
import { spawnAs, type Identity } from './identity.ts';

/** A running server, whoever started it. */
export type ServerProcess = { readonly pid: number; readonly port: number; readonly socketFolder: string };

const pollMs = 15;
const startMsMax = 600_000;
const stopMsMax = 30_000;
const spareBytesMin = 1024 * 1024;
const logBytesMax = 10 * 1024 * 1024;

type PidFile = ServerProcess & { status: string };

/** What `postmaster.pid` says: process, port, socket folder and state; undefined when there is none or it is half written. */
async function readPidFile(cluster: string): Promise<PidFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port, socketFolder, , , status] = text.split('\n');
  if (!pid || !port) return undefined;
  return { pid: Number(pid), port: Number(port), socketFolder: socketFolder ?? '', status: (status ?? '').trim() };
}

/** Whether this process id is a living PostgreSQL server of this folder: after a restart of the machine it may be anything. */
async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0').includes(cluster) && (await isAlive(pid));
}

/** Alive and not a zombie that nobody has collected yet. */
async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const state = status.slice(status.lastIndexOf(')') + 2).charAt(0);
  return state !== '' && state !== 'Z' && state !== 'X';
}

/** Takes over a server that was left running when the process that started it was killed. */
export async function adoptServer(folder: DataFolder): Promise<ServerProcess | undefined> {
  const found = await readPidFile(folder.cluster);
  if (!found) return undefined;
  if (await isServerOf(folder.cluster, found.pid)) return untilReady(folder, found.pid);

  if (found.socketFolder) await rm(found.socketFolder, { recursive: true, force: true });
  if (await isAlive(found.pid)) await disownPid(folder.cluster);
  return undefined;
}

/**
 * The process id in the left-over file now belongs to a stranger, and PostgreSQL would refuse to start. Our own id counts
 * as left over to it (we are its parent), and the rest of the file still guards against orphaned back ends.
 */
async function disownPid(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/^\d+/u, `${process.pid}`));
}

type Launch = { folder: DataFolder; identity: Identity; command: readonly string[] };

/** Starts the server and waits until it takes connections (after a crash: until recovery is done). */
export async function launchServer(launch: Launch): Promise<ServerProcess | Refusal> {
  const deadline = Date.now() + stopMsMax;
  for (;;) {
    const outcome = await launchOnce(launch);
    if (!('failure' in outcome)) return outcome;
    // Back ends of a killed server need a moment to notice that it is gone.
    const orphans = /pre-existing shared memory block/u.test(outcome.failure);
    if (!orphans || Date.now() > deadline) return startFailed(launch.folder, outcome.failure);
    await delay(200);
  }
}

async function launchOnce({ folder, identity, command }: Launch): Promise<ServerProcess | { failure: string }> {
  await rotateLog(folder.log);
  const log = await open(folder.log, 'a', 0o600);
  const { size } = await log.stat();
  const child = spawnAs(identity, command, { stdio: ['ignore', log.fd, log.fd], detached: true, cwd: folder.root });
  const ended = once(child, 'exit').then(
    () => undefined,
    () => undefined,
  );
  child.unref();
  await log.close();
  const ready = child.pid ? await Promise.race([untilReady(folder, child.pid), ended]) : undefined;
  if (ready) return ready;
  return { failure: (await readFile(folder.log)).subarray(size).toString('utf8') };
}

async function rotateLog(path: string): Promise<void> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size > logBytesMax) await rename(path, `${path}.1`);
}

async function untilReady(folder: DataFolder, pid: number): Promise<ServerProcess | undefined> {
  const deadline = Date.now() + startMsMax;
  while (Date.now() < deadline && (await isAlive(pid))) {
    const found = await readPidFile(folder.cluster);
    if (found?.pid === pid && found.status === 'ready') return { pid, port: found.port, socketFolder: found.socketFolder };
    await delay(pollMs);
  }
  return undefined;
}

async function startFailed(folder: DataFolder, log: string): Promise<Refusal> {
  const full = /No space left on device|Disk quota exceeded/u.test(log) || (log === '' && (await isFull(folder.root)));
  if (full) return refuse('postgres.disk.full', { folder: folder.root });
  const line = log.split('\n').findLast((text) => /PANIC|FATAL|could not/u.test(text)) ?? log.trim().split('\n').at(-1) ?? '';
  const reason = line.replace(/^.*?(?:PANIC|FATAL):\s*/u, '').trim();
  if (/lock file .* already exists|is another postmaster/u.test(log))
    return refuse('postgres.folder.in-use', { folder: folder.root, pid: 0 });
  return refuse('postgres.folder.corrupt', { folder: folder.root, reason });
}

/** A full disk also keeps the server from writing down that it is full. */
async function isFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < spareBytesMin;
}

/** Stops the server: open transactions are rolled back, everything committed is on disk. Harmless when it is gone already. */
export async function stopServer(server: ServerProcess): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    send(server.pid, signal);
    if (await isGone(server.pid)) break;
  }
  await rm(server.socketFolder, { recursive: true, force: true });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function isGone(pid: number): Promise<boolean> {
  const deadline = Date.now() + stopMsMax;
  while (Date.now() < deadline) {
    if (!(await isAlive(pid))) return true;
    await delay(pollMs);
  }
  return false;
}
