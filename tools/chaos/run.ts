import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { approvals, publications } from './approvals.ts';
import { calls } from './calls.ts';
import { openHouse } from './house.ts';
import { imports } from './imports.ts';
import { officersOf } from './officers.ts';
import { restoreOldBackup } from './old-backup.ts';
import { randomFrom, type Random } from './random.ts';
import { seals, verifyLog } from './seals.ts';
import { told, tryOnce, type Damage, type Death, type Field, type Outcome, type Scenario } from './trial.ts';

/**
 * `npm run chaos [-- KILLS] [--seed N] [--report FILE]`: kills the real processes with SIGKILL in the middle of imports, approvals, publications,
 * calls and seals, and looks for what was lost, doubled or half done. Without a number: 24 kills at named points, each kind in turn. With one: that many
 * kills at random moments. The seed chooses points and moments and is printed, so that a run can be repeated.
 */
const scenarios: readonly Scenario[] = [imports, approvals, calls, publications, seals];
const killsAtHooks = 24;
/** Findings of a kind that are told of one kill; the others are counted. */
const toldMax = 3;

function deathIn(scenario: Scenario, random: Random, atHooks: boolean): Death {
  if (!atHooks) return { victim: scenario.victim, afterMs: random.below(scenario.spanMs) };
  const { name, times } = random.pick(scenario.hooks);
  return { victim: scenario.victim, hook: `${name}#${random.below(times) + 1}` };
}

const kinds = ['lost', 'doubled', 'halfDone', 'other'] as const;

function findings({ damage }: { damage: Damage }): string[] {
  return kinds.flatMap((kind) => {
    const all = damage[kind];
    const more = all.length > toldMax ? [`${kind}: and ${all.length - toldMax} more`] : [];
    return [...all.slice(0, toldMax).map((what) => `${kind}: ${what}`), ...more];
  });
}

function count(of: readonly Outcome[], kind: (typeof kinds)[number]): number {
  return of.reduce((sum, outcome) => sum + outcome.damage[kind].length, 0);
}

function line(name: string, of: readonly Outcome[]): string {
  const cells = [of.length, ...kinds.map((kind) => count(of, kind))];
  return `${name.padEnd(12)}${cells.map((cell) => String(cell).padStart(10)).join('')}`;
}

function tableOf(outcomes: readonly Outcome[]): string {
  const lines = scenarios.map(({ name }) =>
    line(
      name,
      outcomes.filter((outcome) => outcome.kind === name),
    ),
  );
  return [
    ['', 'kills', 'lost', 'doubled', 'half-done', 'other'].map((cell) => cell.padStart(cell === '' ? 12 : 10)).join(''),
    ...lines,
    line('all', outcomes),
  ].join('\n');
}

async function killOften(field: Field, { kills, atHooks }: { kills: number; atHooks: boolean }): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let number = 0; number < kills; number += 1) {
    const scenario = scenarios[number % scenarios.length] ?? imports;
    const death = deathIn(scenario, field.random, atHooks);
    const began = performance.now();
    const outcome = await tryOnce(scenario, death, field).catch((error: unknown): Outcome => failed(scenario, death, error));
    outcomes.push(outcome);
    const wrong = findings(outcome);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `${number + 1}/${kills} ${outcome.kind} killed at ${outcome.death} (${seconds} s): ${wrong.length === 0 ? outcome.note : wrong.join('; ')}`,
    );
  }
  return outcomes;
}

function failed(scenario: Scenario, death: Death, error: unknown): Outcome {
  const other = [error instanceof Error ? error.message : String(error)];
  return { kind: scenario.name, death: told(death), damage: { lost: [], doubled: [], halfDone: [], other }, note: '' };
}

async function run(): Promise<{ passed: number; failures: string[]; skipped: [] }> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { report: { type: 'string' }, seed: { type: 'string' } } });
  const seed = Number(values.seed ?? randomInt(2 ** 31));
  const wanted = Number(positionals[0] ?? 0);
  console.log(`seed ${seed}`);
  const house = await openHouse();
  try {
    const field = { house, officers: officersOf(house), random: randomFrom(seed) };
    const outcomes = await killOften(field, wanted > 0 ? { kills: wanted, atHooks: false } : { kills: killsAtHooks, atHooks: true });
    const inTheEnd = (await verifyLog(house, field.officers)).map((what) => `the log in the end (seed ${seed}): ${what}`);
    console.log(`\n${tableOf(outcomes)}\n`);
    const restored = (await restoreOldBackup(house, field.officers)).map((what) => `an old backup: ${what}`);
    console.log(
      restored.length === 0 ? 'an old backup was restored: the worker refused it and the verification located it' : restored.join('\n'),
    );
    const failures = outcomes.flatMap((outcome) =>
      findings(outcome).map((what) => `chaos: ${outcome.kind} killed at ${outcome.death} (seed ${seed}): ${what}`),
    );
    const passed =
      outcomes.filter((outcome) => findings(outcome).length === 0).length +
      (inTheEnd.length === 0 ? 1 : 0) +
      (restored.length === 0 ? 1 : 0);
    const tally = { passed, failures: [...failures, ...inTheEnd, ...restored], skipped: [] as [] };
    if (values.report !== undefined) await writeFile(values.report, JSON.stringify(tally));
    return tally;
  } finally {
    await house.close();
  }
}

const { passed, failures } = await run();
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
