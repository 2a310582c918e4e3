import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { refuse, type Refusal } from '@karez/kit/refusal';

/** One process of the house: a program, what it is called, and where its words go. */
export type Plan = {
  readonly name: string;
  readonly program: string;
  /** Options of Node that the program is run with. */
  readonly nodeOptions: readonly string[];
  readonly log: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
};

export type Watch = {
  /** One line for the person who watches. */
  tell(line: string): void;
  /** The process keeps ending: nothing more is tried. */
  giveUp(refusal: Refusal): void;
};

export type Supervised = { readonly name: string; stop(): Promise<void> };

const preload = fileURLToPath(import.meta.resolve('./die-with-parent.ts'));
const quickMs = 60_000;
const attemptsMax = 6;
const pauseMsMax = 15_000;
const stopMsMax = 20_000;

/** Starts a process and starts it again when it ends by itself, telling so; after several quick ends in a row it gives up. */
export async function supervise(plan: Plan, watch: Watch): Promise<Supervised> {
  let stopping = false;
  let quickEnds = 0;
  let pause: NodeJS.Timeout | undefined;
  let child = await launch(plan, ended);

  function ended(description: string, ranMs: number): void {
    if (stopping) return;
    quickEnds = ranMs < quickMs ? quickEnds + 1 : 1;
    if (quickEnds >= attemptsMax) {
      watch.giveUp(refuse('start.process.failing', { name: plan.name, log: plan.log }));
      return;
    }
    const pauseMs = Math.min(pauseMsMax, 250 * 2 ** quickEnds);
    watch.tell(`${plan.name} ended (${description}) and is started again; its words: ${plan.log}`);
    pause = setTimeout(() => void restart(), pauseMs);
  }

  async function restart(): Promise<void> {
    const next = await launch(plan, ended);
    child = next;
    if (stopping) await end(next);
  }

  return {
    name: plan.name,
    stop: async () => {
      stopping = true;
      clearTimeout(pause);
      await end(child);
    },
  };
}

/** A group of its own keeps Ctrl-C away from it: the house is closed in order, the database last. */
async function launch(
  { program, nodeOptions, log, environment, cwd }: Plan,
  ended: (description: string, ranMs: number) => void,
): Promise<ChildProcess> {
  const file = await open(log, 'a', 0o600);
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, '--import', preload, program], {
    cwd,
    env: environment,
    detached: true,
    stdio: ['ignore', file.fd, file.fd, 'ipc'],
  });
  const once = (description: string) => ended(description, performance.now() - started);
  child.once('error', (error) => once(error.message));
  child.once('exit', (code, signal) => once(signal ?? `code ${code}`));
  await file.close();
  return child;
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
