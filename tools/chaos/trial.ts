import type { House, Victim } from './house.ts';
import type { Officers } from './officers.ts';
import type { Random } from './random.ts';

/** Where a process is killed: at a named point when it is reached for the n-th time, or some milliseconds after the work began. */
export type Death = { readonly victim: Victim; readonly hook: string } | { readonly victim: Victim; readonly afterMs: number };

/** What a kill left behind; a trial is sound when all four are nothing. */
export type Damage = { readonly lost: string[]; readonly doubled: string[]; readonly halfDone: string[]; readonly other: string[] };

/** One kill and what was found after it. `unanswered` counts records of answers that nobody received: allowed, never the reverse. */
export type Outcome = { readonly kind: string; readonly death: string; readonly damage: Damage; readonly note: string };

export type Field = { readonly house: House; readonly officers: Officers; readonly random: Random };

/** A kind of work that is interrupted: the points at which it can be, and how it is checked. */
export type Scenario = {
  readonly name: string;
  readonly victim: Victim;
  /** Named points with how often each is passed at least. */
  readonly hooks: readonly { readonly name: string; readonly times: number }[];
  /** Milliseconds after its beginning within which the work is worth interrupting. */
  readonly spanMs: number;
  /** What is done before a process is armed; it lives through every kill. */
  prepare(field: Field): Promise<Work>;
};

export type Work = {
  /** Does the work under which the process dies; ends by itself when it cannot go on. */
  run(): Promise<void>;
  /** Called when the process is up again: brings the work to its end and says what is wrong. */
  settle(): Promise<{ damage: Damage; note: string }>;
};

export function sound(): Damage {
  return { lost: [], doubled: [], halfDone: [], other: [] };
}

export function told(death: Death): string {
  return 'hook' in death ? death.hook : `${death.victim} after ${death.afterMs} ms`;
}

const deathMsMax = 90_000;

/** Kills once and checks: prepare, arm, work, die, start again, settle. */
export async function tryOnce(scenario: Scenario, death: Death, field: Field): Promise<Outcome> {
  const { house } = field;
  const work = await scenario.prepare(field);
  if ('hook' in death) await house.restart(death.victim, death.hook);
  const victim = house.running(death.victim);
  const working = work.run().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const died = await untilDead(death, { house, working });
  await working;
  await victim.kill();
  await house.restart(death.victim);
  const { damage, note } = await work.settle();
  const other = died === 'SIGKILL' ? damage.other : [...damage.other, `${death.victim} was not killed at ${told(death)}: ${died}`];
  return { kind: scenario.name, death: told(death), damage: { ...damage, other }, note };
}

async function untilDead(death: Death, { house, working }: { house: House; working: Promise<unknown> }): Promise<string> {
  const victim = house.running(death.victim);
  if ('afterMs' in death) {
    await pauseFor(death.afterMs);
    await victim.kill();
    return victim.ended;
  }
  const idle = working.then(() => pauseFor(deathMsMax / 3)).then(async () => `the work ended before it (${String(await working)})`);
  return Promise.race([victim.ended, idle, pauseFor(deathMsMax).then(() => 'it was never reached')]);
}

export function pauseFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

/** Asks again and again until it is so; throws after a while. */
export async function until(what: string, isSo: () => Promise<boolean>, msMax = 60_000): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < msMax) {
    if (await isSo()) return;
    await pauseFor(100);
  }
  throw new Error(`${what}: not within ${msMax / 1000} s`);
}
