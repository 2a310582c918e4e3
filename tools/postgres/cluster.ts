import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Binaries } from './binaries.ts';
import { run, type Identity } from './identity.ts';

/** Where things are inside a data folder. */
export type DataFolder = { readonly root: string; readonly cluster: string; readonly password: string; readonly log: string };

export const superuser = 'karez';

export function dataFolderAt(root: string): DataFolder {
  return { root, cluster: join(root, 'cluster'), password: join(root, 'superuser-password'), log: join(root, 'server.log') };
}

/** Makes the folder for this user alone; folders above it stay open to be passed through. */
export async function openFolder(root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  await chmod(root, 0o700);
}

/** Makes the cluster when the folder has none; refuses one of another major version or one that is not whole. */
export async function prepareCluster(folder: DataFolder, binaries: Binaries, identity: Identity): Promise<Refusal | undefined> {
  const names = await readdir(folder.root);
  if (!names.includes('cluster')) return createCluster(folder, binaries, identity);

  const version = await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8').catch(() => '');
  const major = Number.parseInt(version, 10);
  if (Number.isNaN(major))
    return refuse('postgres.folder.corrupt', { folder: folder.root, reason: 'cluster/PG_VERSION is missing or empty' });
  if (major !== binaries.major)
    return refuse('postgres.folder.other-version', { folder: folder.root, found: major, needed: binaries.major });
  if (!names.includes('superuser-password'))
    return refuse('postgres.folder.corrupt', { folder: folder.root, reason: 'superuser-password is missing' });
  return undefined;
}

/** Built aside and moved into place as its last step, so that an interrupted initialisation leaves no half cluster. */
async function createCluster(folder: DataFolder, binaries: Binaries, identity: Identity): Promise<Refusal | undefined> {
  const building = `${folder.cluster}.new`;
  await rm(building, { recursive: true, force: true });
  await writeFile(folder.password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (identity.kind === 'user') await chown(folder.password, identity.uid, identity.gid);

  const made = await run(
    identity,
    [binaries.initdb, '-D', building, ...initialisation(binaries.major), `--pwfile=${folder.password}`],
    folder.root,
  );
  if (made.code !== 0) {
    await rm(building, { recursive: true, force: true });
    return initialisationFailed(folder, made.output);
  }
  await rename(building, folder.cluster);
  return undefined;
}

/**
 * UTF-8 text sorted by code point. LC_CTYPE must be C.UTF-8: under `C`, pg_trgm finds no word characters in Chinese text.
 * The built-in provider, where there is one (17 and later), keeps sorting independent of the machine's C library.
 */
function initialisation(major: number): string[] {
  const provider = major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale-provider=libc'];
  return [
    '--encoding=UTF8',
    ...provider,
    '--locale=C',
    '--lc-ctype=C.UTF-8',
    '--auth=scram-sha-256',
    '--data-checksums',
    `--username=${superuser}`,
  ];
}

function initialisationFailed(folder: DataFolder, output: string): Refusal {
  if (/No space left|Disk quota exceeded/u.test(output)) return refuse('postgres.disk.full', { folder: folder.root });
  const reason =
    output.split('\n').findLast((line) => /error|fatal|could not|invalid/iu.test(line)) ?? output.trim().split('\n').at(-1) ?? '';
  return refuse('postgres.initialisation.failed', { folder: folder.root, reason: reason.trim() });
}
