import { filingStates } from '@karez/contract/sharing/filing';
import { isRefusal } from '@karez/kit/refusal';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterFilingEvent,
  faultOfDay,
  filingEnds,
  filingEvents,
  filingMachine,
  firstDayOf,
  isAgainst,
  type FilingEvent,
} from './filing.ts';

describe('the machine of a filing', () => {
  test.each(filingStates.flatMap((state) => filingEvents.map((event) => [state, event] as const)))(
    '%s × %s leads where the table says, or is refused with both names',
    (state, event) => {
      const told = filingMachine[state][event];
      const next = afterFilingEvent(state, event);
      if (told === undefined) expect(next).toMatchObject({ code: 'sharing.filing.illegal-transition', params: { state, event } });
      else expect(next).toBe(told);
    },
  );

  test('an ended one never moves again, every other can be left, every state is reached', () => {
    for (const state of filingStates) expect(Object.keys(filingMachine[state]).length === 0).toBe(filingEnds.includes(state));
    const reached = new Set<string>(['negotiating', ...filingStates.flatMap((state) => Object.values(filingMachine[state]))]);
    expect([...reached].toSorted()).toEqual([...filingStates].toSorted());
  });

  test('809-27: no walk comes into force that was not signed by the provider and then taken by the authority', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...filingEvents), { maxLength: 30 }), (walk) => {
        let state: (typeof filingStates)[number] = 'negotiating';
        const taken: FilingEvent[] = [];
        for (const event of walk) {
          const next = afterFilingEvent(state, event);
          if (isRefusal(next)) continue;
          taken.push(event);
          if (next === 'in-force') expect(taken.slice(-3)).toEqual(['submit', 'accept', 'take-effect']);
          state = next;
        }
      }),
    );
  });
});

describe('the day of a filing', () => {
  const days = { earliestOn: '2026-12-22', effectiveOn: '2027-01-15', notBefore: null };

  test.each([
    ['keeps the notice', { ...days, effectiveOn: '2026-12-22' }, '2026-11-24', '2026-12-22'],
    ['never moves earlier than what was told', days, '2026-11-24', '2027-01-15'],
    ['is not before what the authority asked for', { ...days, notBefore: '2027-03-01' }, '2026-11-24', '2027-03-01'],
    ['is never past', days, '2027-02-02', '2027-02-02'],
  ])('%s', (_name, given, tomorrow, first) => {
    expect(firstDayOf(given, tomorrow)).toBe(first);
    expect(faultOfDay(first, first)).toBeNull();
    expect(faultOfDay('2026-11-24', first)).toMatchObject({ code: 'sharing.filing.too-early', params: { firstOn: first } });
  });

  test.each([
    ['objects', null, true],
    ['needs-until', '2027-01-15', true],
    ['needs-until', '2027-01-14', false],
    ['agrees', null, false],
    [null, null, false],
  ] as const)('an answer %s until %s speaks against the day: %s', (answer, needsUntil, against) => {
    expect(isAgainst({ answer, needsUntil }, '2027-01-15')).toBe(against);
  });
});
