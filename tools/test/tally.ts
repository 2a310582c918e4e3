import { z } from 'zod';

/** What one stage of the tests came to; `failures` and `skipped` name each case. */
export type Tally = { readonly passed: number; readonly failures: readonly string[]; readonly skipped: readonly Skipped[] };
export type Skipped = { readonly name: string; readonly why: string };

const assertion = z.object({ fullName: z.string(), status: z.string() });
const file = z.object({ name: z.string(), status: z.string(), assertionResults: z.array(assertion) });
const vitestReport = z.object({ testResults: z.array(file) });

/** The report of a stage that is not vitest's: the browser stories and the fault tests write this themselves. */
export const stageReport = z.object({
  passed: z.number().int().nonnegative(),
  failures: z.array(z.string()),
  skipped: z.array(z.object({ name: z.string(), why: z.string() })),
});

/**
 * Adds up vitest's JSON report. A file that could not be loaded is a failure, although it holds no test; so is an exit
 * code other than 0 that no failure explains (an unhandled rejection); and so is a run that saw no test at all.
 */
export function tallyOfVitest(report: unknown, exitCode: number): Tally {
  const { testResults } = vitestReport.parse(report);
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const unloaded = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some(isFailed));
  const failures = [...all.filter(isFailed).map(({ fullName }) => fullName), ...unloaded.map(({ name }) => `${name} (could not be run)`)];
  const passed = all.filter(({ status }) => status === 'passed').length;
  return {
    passed,
    failures: [...failures, ...unexplained({ ran: passed + failures.length, failed: failures.length, exitCode })],
    skipped: all
      .filter((one) => one.status !== 'passed' && !isFailed(one))
      .map(({ fullName, status }) => ({ name: fullName, why: `marked ${status} in the code` })),
  };
}

function isFailed({ status }: { status: string }): boolean {
  return status === 'failed';
}

function unexplained({ ran, failed, exitCode }: { ran: number; failed: number; exitCode: number }): string[] {
  if (ran === 0) return ['no test ran'];
  return exitCode !== 0 && failed === 0 ? [`the runner ended with code ${exitCode} although every test passed`] : [];
}

/** Adds stages up. In a full run every skip is a failure: the machine was prepared so that nothing need be skipped. */
export function sumOf(tallies: readonly Tally[], { full }: { full: boolean }): Tally {
  const skipped = tallies.flatMap((tally) => tally.skipped);
  const failures = tallies.flatMap((tally) => tally.failures);
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  if (!full) return { passed, failures, skipped };
  return { passed, failures: [...failures, ...skipped.map(({ name, why }) => `${name} (skipped in a full run: ${why})`)], skipped: [] };
}

/** The line that every run ends with. */
export function lastLine({ passed, failures, skipped }: Tally): string {
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  return `${passed} passed, ${failures.length} failed${tail}`;
}
