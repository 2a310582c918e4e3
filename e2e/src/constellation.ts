import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Addresses of a running demo city. */
export type Addresses = { readonly portal: string; readonly gateway: string; readonly provider: string };
export type Constellation = Addresses & AsyncDisposable;

const openMsMax = 180_000;
/** Ports that a machine hands out by itself begin above. */
const portMax = 32_767;
const portMin = 10_000;

/** Systems of departments listen at this machine, where a production city tells nobody, and without a certificate. */
const hearsOnThisMachine = { KAREZ_WEBHOOK_ADDRESSES: '127.0.0.1/32', KAREZ_WEBHOOK_HTTP_HOSTS: '127.0.0.1' };

/**
 * Opens a demo city of its own, by the same program as `npm start`: own data folder, own ports, nothing of another one is touched.
 * It closes when it is disposed of, and also when this process dies, for the channel between them ends then.
 */
export async function openConstellation(root: string): Promise<Constellation> {
  const folder = await mkdtemp(join(tmpdir(), 'karez-stories-'));
  const [portal, gateway, provider] = [await freePort(), await freePort(), await freePort()];
  const child = spawn(process.execPath, [join(root, 'tools/start/main.ts')], {
    cwd: root,
    env: {
      ...environment(),
      KAREZ_DATA_FOLDER: folder,
      KAREZ_PORT: `${portal}`,
      KAREZ_GATEWAY_PORT: `${gateway}`,
      DEMO_PROVIDER_PORT: `${provider}`,
      ...hearsOnThisMachine,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const close = async () => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilOpen(child);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    portal: `http://localhost:${portal}`,
    gateway: `http://localhost:${gateway}`,
    provider: `http://127.0.0.1:${provider}`,
    [Symbol.asyncDispose]: close,
  };
}

/** The demo is wanted whatever the caller's own settings say. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('KAREZ_') && name !== 'DATABASE_URL');
  return { ...Object.fromEntries(own), KAREZ_DEMO: '1' };
}

/** Resolves when the block that invites people in is printed; rejects with everything that was said when it ends before. */
function untilOpen(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = () => reject(new Error(`the demo city did not open within ${openMsMax / 1000} s:\n${said}`));
    const timer = setTimeout(late, openMsMax);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (!said.includes('Ctrl-C')) return;
        clearTimeout(timer);
        resolve();
      });
    }
    child.once('close', (code) => {
      clearTimeout(timer);
      reject(new Error(`the demo city ended with code ${code}:\n${said}`));
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

async function freePort(): Promise<number> {
  const wanted = portMin + Math.floor(Math.random() * (portMax - portMin));
  const server = createServer().listen(wanted, '127.0.0.1');
  const isFree = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return isFree ? wanted : freePort();
}
