import { expect, test } from 'vitest';
import { lastLine, sumOf, tallyOfVitest } from './tally.ts';

function report(...statuses: string[]) {
  return {
    testResults: [
      { name: 'a.test.ts', status: 'passed', assertionResults: statuses.map((status, index) => ({ fullName: `case ${index}`, status })) },
    ],
  };
}

test('passed, failed and skipped cases are counted and the last two are named', () => {
  const tally = tallyOfVitest(report('passed', 'failed', 'skipped', 'todo'), 1);

  expect(tally.passed).toBe(1);
  expect(tally.failures).toEqual(['case 1']);
  expect(tally.skipped.map(({ name }) => name)).toEqual(['case 2', 'case 3']);
  expect(lastLine(tally)).toBe('1 passed, 1 failed, 2 skipped');
});

test('a file that could not be loaded is a failure', () => {
  const broken = { testResults: [...report('passed').testResults, { name: 'b.test.ts', status: 'failed', assertionResults: [] }] };

  expect(tallyOfVitest(broken, 1).failures).toEqual(['b.test.ts (could not be run)']);
});

test('a run that saw no test fails', () => {
  expect(tallyOfVitest({ testResults: [] }, 0).failures).toEqual(['no test ran']);
});

test('an exit code that no failed test explains is a failure', () => {
  expect(tallyOfVitest(report('passed'), 1).failures).toHaveLength(1);
});

test('in a full run every skip is a failure with its reason', () => {
  const tally = { passed: 3, failures: [], skipped: [{ name: 'browser stories', why: 'no browser' }] };

  expect(lastLine(sumOf([tally], { full: false }))).toBe('3 passed, 0 failed, 1 skipped');
  expect(sumOf([tally], { full: true }).failures).toEqual(['browser stories (skipped in a full run: no browser)']);
  expect(lastLine(sumOf([tally, tally], { full: true }))).toBe('6 passed, 2 failed');
});
