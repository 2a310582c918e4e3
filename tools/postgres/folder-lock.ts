import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';

/** Held while one process runs the server of a folder; the kernel lets go when that process ends in any way. */
export type FolderLock = { release(): Promise<void> };

const answerMsMax = 1000;

/**
 * Takes the folder for this process, or tells the process id of the one that holds it.
 * An abstract socket (Linux) is the lock: unlike a file it cannot be left over, and process ids cannot be mistaken.
 */
export async function lockFolder(folder: string): Promise<FolderLock | { heldBy: number }> {
  const name = await lockName(folder);
  const server = await listen(name);
  if (!server) return { heldBy: await askHolder(name) };
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function lockName(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true });
  return `\0karez-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32)}`;
}

function listen(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(`${process.pid}`);
    });
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(name, () => resolve(server.unref()));
  });
}

/** The holder's process id; 0 when it does not answer, for it may be stopped or about to end. */
function askHolder(name: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(name).setEncoding('utf8').setTimeout(answerMsMax);
    let answer = '';
    socket.on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.once('timeout', () => socket.destroy());
    socket.once('error', () => socket.destroy());
    socket.once('close', () => resolve(Number(answer) || 0));
  });
}
