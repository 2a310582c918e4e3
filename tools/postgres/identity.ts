import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { chown, readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refuse, type Refusal } from '@karez/kit/refusal';

/** As whom PostgreSQL runs: it refuses to run as root. */
export type Identity =
  | { readonly kind: 'self' }
  /** root, seen inside a user namespace as an ordinary user: files stay root's, no user is needed */
  | { readonly kind: 'namespace' }
  | { readonly kind: 'user'; readonly uid: number; readonly gid: number };

type Options = { stdio: StdioOptions; detached?: boolean; cwd?: string };

const namespaceCommand = ['unshare', '-U', '--map-user=1000', '--map-group=1000'] as const;

/**
 * The environment of every PostgreSQL program: nothing of the caller's, so that LANG, LD_LIBRARY_PATH or PG* variables
 * cannot change what they do.
 */
const environment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' };

/** Starts a program as `identity`; the process id is the program's own, since the namespace tool replaces itself. */
export function spawnAs(identity: Identity, command: readonly string[], options: Options): ChildProcess {
  const words = identity.kind === 'namespace' ? [...namespaceCommand, ...command] : [...command];
  const [program = '', ...args] = words;
  const user = identity.kind === 'user' ? { uid: identity.uid, gid: identity.gid } : {};
  return spawn(program, args, { ...options, ...user, env: environment });
}

/** Runs a program to its end; a program that cannot be started counts as exit code 127 with the reason as output. */
export function run(identity: Identity, command: readonly string[], cwd = '/'): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawnAs(identity, command, { stdio: ['ignore', 'pipe', 'pipe'], cwd });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 128, output }));
  });
}

/**
 * Chooses as whom to run: an ordinary user runs as itself; root as the folder's own owner, in a user namespace, or as an
 * unprivileged user that exists. Each is tried, since folders above may be closed to it. Never makes a user.
 */
export async function chooseIdentity(binFolder: string, dataFolder: string): Promise<Identity | Refusal> {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  for (const candidate of await candidates(dataFolder)) {
    if (await isAble(candidate, binFolder, dataFolder)) return candidate;
  }
  return refuse('postgres.root.no-user', { folder: dataFolder });
}

async function candidates(dataFolder: string): Promise<Identity[]> {
  const { uid, gid } = await stat(dataFolder);
  const owner: Identity[] = uid === 0 ? [{ kind: 'namespace' }] : [{ kind: 'user', uid, gid }, { kind: 'namespace' }];
  return [...owner, ...(await unprivilegedUsers())];
}

async function unprivilegedUsers(): Promise<Identity[]> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  return ['postgres', 'nobody'].flatMap((name) => {
    const [, , uid, gid] = lines.find((line) => line[0] === name) ?? [];
    return uid && gid ? [{ kind: 'user' as const, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

async function isAble(identity: Identity, binFolder: string, dataFolder: string): Promise<boolean> {
  const programs = await run(identity, [join(binFolder, 'postgres'), '--version']);
  const way = await run(identity, ['test', '-x', dirname(dataFolder)]);
  if (programs.code !== 0 || way.code !== 0) return false;
  await give(dataFolder, identity);
  return true;
}

/** Hands a folder and all in it to the user that will run the server; only root can, and only root needs it. */
export async function give(folder: string, identity: Identity): Promise<void> {
  if (identity.kind === 'self') return;
  const { uid, gid } = identity.kind === 'user' ? identity : { uid: 0, gid: 0 };
  if ((await stat(folder)).uid === uid) return;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), uid, gid);
  }
  await chown(folder, uid, gid);
}
