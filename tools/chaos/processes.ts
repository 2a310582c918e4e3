import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const preload = fileURLToPath(import.meta.resolve('../start/die-with-parent.ts'));
const upMsMax = 60_000;
/** Kept of what a process says, to be told when it does not come up. */
const wordsCharsMax = 4_000;

export type Program = {
  readonly path: string;
  /** Options of Node that the program is run with. */
  readonly nodeOptions?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly upWhen: string;
  /** Armed to kill itself: it may reach the point while it comes up. */
  readonly armed?: boolean;
};

/** A process that can be killed at any moment. */
export type Running = { readonly ended: Promise<string>; kill(): Promise<void>; isUp(): boolean };

/** Starts a process and waits until it says that it is up; throws with its last words where it does not come up. */
export async function start(program: Program): Promise<Running> {
  const file = fileURLToPath(new URL(program.path, import.meta.url));
  const child = spawn(process.execPath, [...(program.nodeOptions ?? []), '--import', preload, file], {
    env: { ...around(), ...program.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let alive = true;
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      alive = false;
      resolve(signal ?? `code ${code}`);
    });
  });
  await untilUp(child, { program, ended });
  return {
    ended,
    isUp: () => alive,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function untilUp(child: ChildProcess, { program, ended }: { program: Program; ended: Promise<string> }): Promise<void> {
  let words = '';
  const up = new Promise<true>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (piece: Buffer) => {
        words = `${words}${piece.toString()}`.slice(-wordsCharsMax);
        if (words.includes(program.upWhen)) resolve(true);
      });
    }
  });
  const late = new Promise<string>((resolve) => {
    setTimeout(() => resolve(`not up after ${upMsMax / 1000} s`), upMsMax).unref();
  });
  const outcome = await Promise.race([up, ended, late]);
  if (outcome === true || (program.armed === true && outcome === 'SIGKILL')) return;
  child.kill('SIGKILL');
  throw new Error(`${program.path}: ${outcome}\n${words}`);
}

/** Runs a program to its end; answers what it printed, or throws with what it complained of. */
export async function finish(
  path: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ code: number; printed: string }> {
  const child = spawn(process.execPath, ['--import', preload, fileURLToPath(new URL(path, import.meta.url)), ...words], {
    env: { ...around(), ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let printed = '';
  child.stdout?.on('data', (piece: Buffer) => {
    printed += piece.toString();
  });
  const code = await new Promise<number>((resolve) => child.once('close', (ended) => resolve(ended ?? 1)));
  return { code, printed };
}

/** The surroundings of this run without settings of Karez: those that the house needs are given by name. */
function around(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KAREZ_') && name !== 'DATABASE_URL'));
}
