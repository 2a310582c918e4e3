import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';

export type LoggedRun = {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly log: string;
  readonly signal: AbortSignal;
  readonly environment?: Readonly<Record<string, string>>;
};

/** Runs a Node program to its end with its words in a file; true when it ended well. `signal` ends it early. */
export async function runLogged({ args, cwd, log, signal, environment }: LoggedRun): Promise<boolean> {
  const file = await open(log, 'a', 0o600);
  const child = spawn(process.execPath, args, { cwd, signal, env: environment ?? process.env, stdio: ['ignore', file.fd, file.fd] });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  await file.close();
  return code === 0;
}
