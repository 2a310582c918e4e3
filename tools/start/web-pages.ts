import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { runLogged } from './run-logged.ts';

/** What the portal's pages are made of. */
const sources = ['web/src', 'web/public', 'web/index.html', 'web/vite.config.ts', 'contract/src', 'contract/messages', 'package-lock.json'];

type Build = { log: string; tell: (line: string) => void; signal: AbortSignal };

/** Builds the portal's pages when there are none or something they are made of is newer. */
export async function buildPagesWhenOld(root: string, { log, tell, signal }: Build): Promise<Refusal | undefined> {
  const builtAt = await changedAt(join(root, 'web/dist/index.html'));
  const newest = Math.max(...(await Promise.all(sources.map((path) => newestUnder(join(root, path))))));
  if (builtAt > newest) return undefined;

  tell('Building the portal’s pages / 正在构建门户页面…');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const built = await runLogged({ args: [vite, 'build'], cwd: join(root, 'web'), log, signal, environment: forProduction() });
  return built ? undefined : refuse('start.web.not-built', { log });
}

async function newestUnder(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  const entries = await readdir(path, { recursive: true });
  return Math.max(found.mtimeMs, ...(await Promise.all(entries.map((entry) => changedAt(join(path, entry))))));
}

async function changedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}

/** The pages are built for use whatever starts the build: with another NODE_ENV (a test's, say) the libraries put their development forms in. */
function forProduction(): Record<string, string> {
  const given = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { ...Object.fromEntries(given), NODE_ENV: 'production' };
}
