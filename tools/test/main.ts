import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stages, type Stage } from './stages.ts';
import { lastLine, sumOf, type Tally } from './tally.ts';

/**
 * `npm test [-- STAGE…]`: runs every stage (or the named ones) and ends with `N passed, N failed` (`, N skipped`).
 * KAREZ_FULL=1 says that the machine was prepared for a full run: then a skip is a failure.
 */
async function main(names: readonly string[], { full }: { full: boolean }): Promise<number> {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.error(`There is no stage ${unknown.join(', ')}; the stages are ${stages.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const reports = await mkdtemp(join(tmpdir(), 'karez-reports-'));
  const tallies: Tally[] = [];
  try {
    for (const stage of stages.filter(({ name }) => names.length === 0 || names.includes(name))) {
      tallies.push(await runStage(stage, { root, reports }));
    }
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
  return tell(sumOf(tallies, { full }));
}

async function runStage(stage: Stage, place: Parameters<Stage['run']>[0]): Promise<Tally> {
  console.log(`\n— ${stage.name}`);
  const started = performance.now();
  // A stage that cannot run at all is one failure; the stages after it still tell what they have to tell.
  const tally = await stage
    .run(place)
    .catch((error: unknown) => ({ passed: 0, failures: [`${stage.name}: ${reasonOf(error)}`], skipped: [] }));
  console.log(`  ${stage.name}: ${lastLine(tally)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return tally;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function tell(sum: Tally): number {
  console.log('');
  for (const { name, why } of sum.skipped) console.log(`skipped: ${name}: ${why}`);
  for (const failure of sum.failures) console.log(`failed: ${failure}`);
  console.log(lastLine(sum));
  return sum.failures.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2), { full: process.env['KAREZ_FULL'] === '1' });
