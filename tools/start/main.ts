import { fileURLToPath } from 'node:url';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { openHouse } from './house.ts';
import { demoAccounts, invitation } from './invitation.ts';
import { readSettings } from './settings.ts';
import { toldAs } from './words.ts';

/** `npm start`: opens the house, says where it is, and closes it on Ctrl-C, on SIGTERM, or when its parent is gone. */
async function main(): Promise<number> {
  const settings = readSettings(process.env, fileURLToPath(new URL('../../', import.meta.url)));
  if (isRefusal(settings)) return tellRefusal(settings);

  const closers: (() => Promise<void>)[] = [];
  const stop = stopSignal();
  const watch = { tell: (line: string) => console.log(line), giveUp: (refusal: Refusal) => stop.abort(refusal) };
  try {
    const refused = await openHouse(settings, { opened: closers, watch, signal: stop.signal }).catch((error: unknown) =>
      diskRefusal(settings.dataFolder, error),
    );
    if (!refused && !stop.signal.aborted) {
      console.log(invitation(settings, await demoAccounts(settings)));
      await aborted(stop.signal);
    }
    const reason: unknown = stop.signal.aborted ? stop.signal.reason : refused;
    return isRefusal(reason) ? tellRefusal(reason) : tellStopping();
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

/** Aborted by the person (without a refusal), by the end of the parent, or by a process that was given up. */
function stopSignal(): AbortController {
  const stop = new AbortController();
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(event, () => stop.abort());
  return stop;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    // Something must keep this process alive when it was started without a parent's channel.
    const alive = setInterval(() => undefined, 60_000);
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      resolve();
    });
  });
}

/** What the file system said no to, as a refusal; anything else is a fault. */
function diskRefusal(folder: string, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return refuse('start.disk.full', { folder });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST')
    return refuse('start.folder.not-writable', { folder });
  throw error;
}

function tellRefusal(refusal: Refusal): number {
  console.error(toldAs(refusal));
  return 1;
}

function tellStopping(): number {
  console.log('\nStopping / 正在停止…');
  return 0;
}

process.exitCode = await main();
if (process.connected) process.disconnect();
