import { stoppageStates } from '@karez/contract/sharing/stoppage';
import { describe, expect, test } from 'vitest';
import { afterStoppageEvent, failingSince, isFinding, stoppageEvents, stoppageMachine } from './stoppage.ts';

describe('the machine of a stoppage', () => {
  test.each(stoppageStates.flatMap((state) => stoppageEvents.map((event) => [state, event] as const)))(
    '%s × %s leads where the table says, or is refused with both names',
    (state, event) => {
      const told = stoppageMachine[state][event];
      const next = afterStoppageEvent(state, event);
      if (told === undefined) expect(next).toMatchObject({ code: 'sharing.stoppage.illegal-transition', params: { state, event } });
      else expect(next).toBe(told);
    },
  );

  test('every state is reached, and only what is open can be left', () => {
    const reached = new Set<string>(['watched', ...stoppageStates.flatMap((state) => Object.values(stoppageMachine[state]))]);
    expect([...reached].toSorted()).toEqual([...stoppageStates].toSorted());
    expect(stoppageStates.filter((state) => Object.keys(stoppageMachine[state]).length > 0)).toEqual(['watched', 'found']);
  });
});

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));

test.each([
  ['offline, its term over', 'offline', null, 9, true],
  ['offline, within its term', 'offline', null, 7, false],
  ['failing, with a failure after its term', 'failing', 8, 9, true],
  ['failing, silent since before its term was over', 'failing', 6, 9, false],
  ['failing, within its term', 'failing', 6, 7, false],
] as const)('a service that is %s is a finding or not', (_name, cause, lastFailed, now, finding) => {
  const lastFailedAt = lastFailed === null ? null : at(lastFailed);
  expect(isFinding({ cause, lastFailedAt }, at(8), at(now))).toBe(finding);
});

test.each([
  ['nothing was called', null, null, null, null],
  ['all was answered', 5, null, null, null],
  ['it answered after its last failure', 7, 3, 6, null],
  ['all failed', null, 3, 6, 3],
  ['it failed since its last answer', 4, 3, 6, 4],
] as const)('%s: since when it answers only failures', (_name, answered, first, last, since) => {
  const told = failingSince({
    answeredAt: answered === null ? null : at(answered),
    firstFailedAt: first === null ? null : at(first),
    lastFailedAt: last === null ? null : at(last),
  });
  expect(told?.since ?? null).toEqual(since === null ? null : at(since));
});
