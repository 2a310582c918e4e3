import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { embeddedBinaries, inspectBinaries } from './binaries.ts';
import { dataFolderAt, openFolder, prepareCluster, superuser, type DataFolder } from './cluster.ts';
import { lockFolder } from './folder-lock.ts';
import { chooseIdentity, give, type Identity } from './identity.ts';
import { adoptServer, launchServer, stopServer, type ServerProcess } from './server-process.ts';

/** Server settings by their PostgreSQL names; they hold for this start only. */
export type Settings = Readonly<Record<string, string | number>>;

export type StartPostgres = {
  /** Made when missing, for this user alone; holds the cluster, the superuser's password and the log. */
  readonly dataFolder: string;
  readonly settings?: Settings;
  /** Programs of another installation, such as a distribution's; the embedded ones when absent. */
  readonly binFolder?: string;
};

/** A running PostgreSQL that belongs to this process until it stops it. */
export type Postgres = {
  /** URL of a database as the superuser, over a Unix socket. */
  connectionString(database: string): string;
  stop(): Promise<void>;
  readonly pid: number;
  /** True when the server was left over from a killed process and taken over. */
  readonly adopted: boolean;
};

// A socket's path may have 107 bytes.
const temporaryPathCharsMax = 60;
const port = 5432;

/**
 * Starts PostgreSQL in a folder of its own, making the cluster at first use, and waits until it takes connections.
 * Refuses with `postgres.*` codes (words in words.json) when the folder is in use, foreign, broken or of another major
 * version, the disk is full, or root finds no user to run it as. A leftover server of a killed process is taken over.
 */
export async function startPostgres(options: StartPostgres): Promise<Postgres | Refusal> {
  try {
    await openFolder(options.dataFolder);
    return await startIn(dataFolderAt(await realpath(options.dataFolder)), options);
  } catch (error) {
    return folderFailure(options.dataFolder, error);
  }
}

/** Removes a data folder whose owner is gone, stopping the server that was left in it; false when the owner still lives. */
export async function discardFolder(dataFolder: string): Promise<boolean> {
  const folder = dataFolderAt(await realpath(dataFolder));
  const lock = await lockFolder(folder.root);
  if ('heldBy' in lock) return false;
  const leftover = await adoptServer(folder);
  if (leftover) await stopServer(leftover);
  await rm(folder.root, { recursive: true, force: true });
  await lock.release();
  return true;
}

async function startIn(folder: DataFolder, options: StartPostgres): Promise<Postgres | Refusal> {
  const lock = await lockFolder(folder.root);
  if ('heldBy' in lock) return refuse('postgres.folder.in-use', { folder: folder.root, pid: lock.heldBy });
  const started = await startLocked(folder, options).catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });
  if (isRefusal(started)) {
    await lock.release();
    return started;
  }
  const { server, adopted } = started;
  const password = (await readFile(folder.password, 'utf8')).trim();
  return {
    pid: server.pid,
    adopted,
    connectionString: (database) => connectionString(server, password, database),
    stop: async () => {
      await stopServer(server);
      await lock.release();
    },
  };
}

type Started = { server: ServerProcess; adopted: boolean };

async function startLocked(folder: DataFolder, { settings, binFolder }: StartPostgres): Promise<Started | Refusal> {
  const found = binFolder ? { folder: binFolder } : await embeddedBinaries();
  if (isRefusal(found)) return found;
  const binaries = await inspectBinaries(found.folder);
  if (isRefusal(binaries)) return binaries;
  const identity = await chooseIdentity(found.folder, folder.root);
  if (isRefusal(identity)) return identity;
  const notReady = await prepareCluster(folder, binaries, identity);
  if (notReady) return notReady;

  const leftover = await adoptServer(folder);
  if (leftover) return { server: leftover, adopted: true };
  const socketFolder = await makeSocketFolder(identity);
  const command = [binaries.postgres, '-D', folder.cluster, ...asArguments({ ...settings, ...place(socketFolder) })];
  const server = await launchServer({ folder, identity, command });
  if (!isRefusal(server)) return { server, adopted: false };
  await rm(socketFolder, { recursive: true, force: true });
  return server;
}

async function makeSocketFolder(identity: Identity): Promise<string> {
  const temporary = await realpath(tmpdir());
  const base = temporary.length > temporaryPathCharsMax ? '/tmp' : temporary;
  const folder = await mkdtemp(join(base, 'karez-'));
  await give(folder, identity);
  return folder;
}

/** No TCP port: nothing can take it, and no other user of the machine can reach the server. */
function place(socketFolder: string): Settings {
  return {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port,
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
}

function asArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function connectionString(server: ServerProcess, password: string, database: string): string {
  const host = encodeURIComponent(server.socketFolder);
  return `postgres://${superuser}:${encodeURIComponent(password)}@localhost:${server.port}/${encodeURIComponent(database)}?host=${host}`;
}

/** What the file system said no to, as a refusal; anything else is a fault. */
function folderFailure(folder: string, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return refuse('postgres.disk.full', { folder });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return refuse('postgres.folder.not-ours', { folder });
  if (code === 'ENOTDIR' || code === 'EEXIST') return refuse('postgres.folder.not-a-folder', { folder });
  throw error;
}
