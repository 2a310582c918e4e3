import { isRefusal, type Refusal } from '@karez/kit/refusal';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { progressOf, rungOf, warningDue } from './clock-progress.ts';
import {
  accept,
  asOf,
  cancel,
  extend,
  heldTo,
  isOpen,
  meet,
  recount,
  restart,
  start,
  stop,
  type Clock,
  type ClockSubject,
  type Running,
} from './clock.ts';
import { layered, type Limit } from './rule-set.ts';
import { shippedRuleSets } from './shipped-law.ts';
import { shippedCalendar, withNotice } from './test-calendars.ts';
import { addWorkingDays, workingDaysBetween } from './working-day.ts';

const CN = shippedCalendar('CN');
const limits = layered(shippedRuleSets(), '809-2025').limits;

function limitOf(key: string): Limit {
  const limit = limits.get(key);
  if (!limit) throw new Error(key);
  const { from: _from, ...own } = limit;
  return own;
}

const conditional = limitOf('sharing.reply.conditional');
const subjectOf = (limit: Limit): ClockSubject => ({
  id: 'c1',
  caseKind: 'application',
  caseId: 'a1',
  ruleSetId: '809-2025',
  ruleSetVersion: 1,
  limit,
  dutyOrgId: 'o1',
  region: '110000',
});
/** 10:00 in Turpan by Beijing time. */
const at = (day: string, time = '10:00') => new Date(`${day}T${time}:00+08:00`);
const started = (limit = conditional): Running => start(subjectOf(limit), CN, at('2026-09-18'));

function must<T extends Clock>(given: T | Refusal): T {
  if (isRefusal(given)) throw new Error(`unexpected refusal ${given.code}`);
  return given;
}
const inDecember = () => start(subjectOf(conditional), CN, at('2026-12-25'));
const rungAt = (day: string) => rungOf(started(), CN, at(day));
const codeOf = (given: unknown) => (isRefusal(given) ? given.code : 'done');

describe('starting', () => {
  test('809-21: the day of receipt is not counted and the term ends at 24:00 of the tenth working day', () => {
    const clock = started();

    expect(clock).toMatchObject({ state: 'running', dueOn: '2026-10-09', provisional: [], leg: 1 });
    expect(clock.dueAt.toISOString()).toBe('2026-10-09T16:00:00.000Z');
  });

  test('the day is the day of the region, not of the machine: 23:59 in Turpan and 00:01 are two days', () => {
    expect(start(subjectOf(limitOf('sharing.reply.unconditional')), CN, at('2026-11-19', '23:59')).dueOn).toBe('2026-11-20');
    expect(start(subjectOf(limitOf('sharing.reply.unconditional')), CN, at('2026-11-20', '00:01')).dueOn).toBe('2026-11-23');
  });

  test('a term into a year without its notice is provisional and names the notice', () => {
    expect(start(subjectOf(conditional), CN, at('2026-12-25')).provisional).toEqual([
      { calendarId: 'CN', year: 2027, title: '国务院办公厅关于2027年部分节假日安排的通知' },
    ]);
  });
});

describe('lapsing', () => {
  test('nothing lapses before the last second of the last day, everything at 24:00', () => {
    expect(asOf(started(), new Date('2026-10-09T15:59:59.999Z')).state).toBe('running');
    expect(asOf(started(), new Date('2026-10-09T16:00:00.000Z')).state).toBe('lapsed');
  });

  test('a machine clock moved back does not undo a lapse', () => {
    const lapsed = asOf(started(), at('2026-10-20'));

    expect(asOf(lapsed, at('2026-09-20')).state).toBe('lapsed');
  });
});

describe('stopping and going on', () => {
  test('809-21: one notice stops the clock, the material restarts the whole term, and the whole waiting time stays visible', () => {
    const stopped = must(stop(started(), CN, at('2026-09-22')));
    const again = must(restart(stopped, CN, at('2026-11-20')));

    expect(progressOf(stopped, CN, at('2026-10-30'))).toMatchObject({ state: 'stopped', leftWorkingDays: 8, usedWorkingDays: 2 });
    expect(again).toMatchObject({ state: 'running', dueOn: '2026-12-04', leg: 2 });
    expect(progressOf(again, CN, at('2026-11-23'))).toMatchObject({ usedWorkingDays: 1, leftWorkingDays: 9 });
    expect(progressOf(again, CN, at('2026-11-23')).totalWorkingDays).toBe(workingDaysBetween(CN, '2026-09-18', '2026-11-23'));
    expect(codeOf(stop(again, CN, at('2026-11-24')))).toBe('law.clock.stopped-before');
  });

  test('a rule set that says resume goes on with the days that were left, the day of the notice not used up', () => {
    const resuming: Limit = { ...conditional, supplement: { countMax: 1, onReturn: 'resume', articles: ['809-21'] } };
    const stopped = must(stop(started(resuming), CN, at('2026-09-22')));

    expect(must(restart(stopped, CN, at('2026-11-20'))).dueOn).toBe(addWorkingDays(CN, '2026-11-20', 8));
  });

  test('stopped on its last day, one working day is left', () => {
    const resuming: Limit = { ...conditional, supplement: { countMax: 1, onReturn: 'resume', articles: ['809-21'] } };
    const stopped = must(stop(started(resuming), CN, at('2026-10-09', '23:00')));

    expect(stopped.leftWorkingDays).toBe(1);
    expect(must(restart(stopped, CN, at('2026-10-12'))).dueOn).toBe('2026-10-13');
  });

  test('a stopped clock never lapses', () => {
    expect(asOf(must(stop(started(), CN, at('2026-09-22'))), at('2027-09-22')).state).toBe('stopped');
  });

  test('a limit without supplement is never stopped', () => {
    expect(codeOf(stop(started(limitOf('correction.feedback')), CN, at('2026-09-22')))).toBe('law.clock.never-stops');
  });
});

describe('extending', () => {
  test('809-21: once, by at most ten working days, before the lapse', () => {
    const extended = must(extend(started(), CN, { workingDays: 10, at: at('2026-10-08') }));

    expect(extended).toMatchObject({ dueOn: addWorkingDays(CN, '2026-10-09', 10), leg: 2, legWorkingDays: 20 });
    expect(codeOf(extend(extended, CN, { workingDays: 1, at: at('2026-10-08') }))).toBe('law.clock.extended-before');
    expect(codeOf(extend(started(), CN, { workingDays: 1, at: at('2026-10-10', '00:00') }))).toBe('law.clock.lapsed');
    for (const workingDays of [0, -1, 11, 1.5]) {
      expect(codeOf(extend(started(), CN, { workingDays, at: at('2026-10-08') }))).toBe('law.clock.extension-too-long');
    }
  });

  test('809-22, 809-26: providing and correcting know no extension', () => {
    for (const key of ['sharing.provide', 'correction.feedback']) {
      expect(codeOf(extend(started(limitOf(key)), CN, { workingDays: 1, at: at('2026-09-21') }))).toBe('law.clock.never-extended');
    }
  });
});

describe('meeting', () => {
  test('in time is not late; after the due day the working days late are kept', () => {
    expect(must(meet(started(), CN, at('2026-10-09', '23:59')))).toMatchObject({ state: 'met', lateWorkingDays: 0 });
    expect(must(meet(started(), CN, at('2026-10-10', '00:00')))).toMatchObject({ lateWorkingDays: 1 });
    expect(must(meet(started(), CN, at('2026-10-12')))).toMatchObject({ lateWorkingDays: 2 });
  });

  test('a report made in time that is accepted after the term has run out was done in time; one made late stays late', () => {
    const clock = started();
    const late = at('2026-10-20');

    expect(accept(asOf(clock, late), CN, { doneAt: at('2026-09-21'), at: late })).toMatchObject({ state: 'met', lateWorkingDays: 0 });
    expect(accept(asOf(clock, late), CN, { doneAt: late, at: late })).toMatchObject({ state: 'met', lateWorkingDays: expect.any(Number) });
    expect(accept(asOf(clock, late), CN, { doneAt: late, at: late })).not.toMatchObject({ lateWorkingDays: 0 });
  });

  test('a duty done on a day off after the due day is late by one', () => {
    const clock = start(subjectOf(limitOf('sharing.reply.unconditional')), CN, at('2026-11-19'));

    expect(must(meet(clock, CN, at('2026-11-21')))).toMatchObject({ lateWorkingDays: 1 });
  });
});

describe('a duty that passes to another department', () => {
  const feedback = limitOf('correction.feedback');
  const overdue = (clock: Clock, day: string) => progressOf(clock, CN, at(day)).overdueWorkingDays;

  test('law.md 6.4: it runs on from its first start to the same last day, and no earlier than the day that is known', () => {
    const former = start(subjectOf(feedback), CN, at('2026-09-18'));
    const next = start({ ...subjectOf(feedback), dutyOrgId: 'o2' }, CN, former.startedAt);

    expect(next).toMatchObject({ dutyOrgId: 'o2', dueOn: former.dueOn });
    expect(heldTo(next, CN, '2026-10-15')).toMatchObject({ dueOn: '2026-10-15', dueAt: new Date('2026-10-16T00:00:00+08:00') });
    expect(heldTo(next, CN, '2026-09-30')).toMatchObject({ dueOn: former.dueOn });
  });

  test('whoever had it past its last day stays late by so many working days, whoever passed it on in time is not late', () => {
    const former = start(subjectOf(feedback), CN, at('2026-09-18'));

    expect(overdue(must(cancel(former, at('2026-10-09'))), '2026-10-30')).toBe(0);
    expect(overdue(must(cancel(former, at('2026-10-12'))), '2026-10-30')).toBe(2);
  });

  test('a clock that stood still ran out for nobody', () => {
    const waiting = must(stop(started(), CN, at('2026-09-21')));

    expect(overdue(must(cancel(waiting, at('2026-11-20'))), '2026-11-30')).toBe(0);
  });
});

describe('a new calendar', () => {
  test('moves an open due day later and lifts 暂定', () => {
    const known = withNotice(CN, { year: 2027, off: ['2027-01-01', '2027-01-04'] });
    const before = inDecember();
    const after = recount(before, known, at('2026-12-28'));

    expect(before.dueOn).toBe('2027-01-08');
    expect(after).toMatchObject({ state: 'running', dueOn: '2027-01-12', provisional: [], leg: 1 });
  });

  test('never moves a due day earlier, also when the notice makes Saturdays working days', () => {
    const known = withNotice(CN, { year: 2027, work: ['2027-01-02', '2027-01-03'] });

    expect(recount(inDecember(), known, at('2026-12-28')).dueOn).toBe('2027-01-08');
  });

  test('revives a clock that lapsed on a day that was not its last, with a fresh ladder', () => {
    const known = withNotice(CN, { year: 2027, off: ['2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08'] });
    const lapsed = asOf(inDecember(), at('2027-01-09'));
    if (!isOpen(lapsed)) throw new Error('a lapsed clock is open');

    expect(recount(lapsed, known, at('2027-01-11'))).toMatchObject({ state: 'running', leg: 2 });
    expect(recount(lapsed, known, at('2027-02-11')).state).toBe('lapsed');
  });
});

describe('every state meets every event', () => {
  const moment = at('2026-09-24');
  const states: Record<Clock['state'], () => Clock> = {
    running: () => started(),
    stopped: () => must(stop(started(), CN, at('2026-09-22'))),
    lapsed: () => asOf(started(), at('2026-10-12')),
    met: () => must(meet(started(), CN, at('2026-09-22'))),
    cancelled: () => must(cancel(started(), at('2026-09-22'))),
  };
  const events: Record<string, (clock: Clock) => unknown> = {
    stop: (clock) => stop(clock, CN, moment),
    restart: (clock) => restart(clock, CN, moment),
    extend: (clock) => extend(clock, CN, { workingDays: 5, at: moment }),
    meet: (clock) => meet(clock, CN, moment),
    accept: (clock) => accept(clock, CN, { doneAt: moment, at: moment }),
    cancel: (clock) => cancel(clock, moment),
  };
  const outcome: Record<Clock['state'], Record<string, string>> = {
    running: { stop: 'stopped', restart: 'law.clock.not-stopped', extend: 'running', meet: 'met', accept: 'met', cancel: 'cancelled' },
    stopped: {
      stop: 'law.clock.not-running',
      restart: 'running',
      extend: 'law.clock.not-running',
      meet: 'met',
      accept: 'met',
      cancel: 'cancelled',
    },
    lapsed: {
      stop: 'law.clock.lapsed',
      restart: 'law.clock.not-stopped',
      extend: 'law.clock.lapsed',
      meet: 'met',
      accept: 'met',
      cancel: 'cancelled',
    },
    met: {
      stop: 'law.clock.not-running',
      restart: 'law.clock.not-stopped',
      extend: 'law.clock.not-running',
      meet: 'law.clock.ended',
      accept: 'law.clock.ended',
      cancel: 'law.clock.ended',
    },
    cancelled: {
      stop: 'law.clock.not-running',
      restart: 'law.clock.not-stopped',
      extend: 'law.clock.not-running',
      meet: 'law.clock.ended',
      accept: 'law.clock.ended',
      cancel: 'law.clock.ended',
    },
  };

  for (const [state, make] of Object.entries(states)) {
    for (const [event, act] of Object.entries(events)) {
      const expected = outcome[state as Clock['state']][event];
      test(`${state} + ${event} → ${expected}`, () => {
        const result = act(make());
        expect(isRefusal(result) ? result.code : (result as Clock).state).toBe(expected);
      });
    }
  }
});

describe('warnings', () => {
  test('none on the first day, yellow at half, orange at two days left, red when overdue', () => {
    expect(['2026-09-18', '2026-09-22', '2026-09-24', '2026-09-30', '2026-10-10'].map(rungAt)).toEqual([
      null,
      null,
      'half',
      'soon',
      'overdue',
    ]);
  });

  test('a step is taken once, and a lower step never after a higher one', () => {
    expect(warningDue('half', [])).toBe('half');
    expect(warningDue('half', ['half'])).toBeNull();
    expect(warningDue('half', ['soon'])).toBeNull();
    expect(warningDue('overdue', ['half', 'soon'])).toBe('overdue');
    expect(warningDue(null, [])).toBeNull();
  });

  test('a one-day term warns on its only day, not at receipt', () => {
    const clock = start(subjectOf(limitOf('sharing.reply.unconditional')), CN, at('2026-11-19'));

    expect(rungOf(clock, CN, at('2026-11-19', '23:00'))).toBeNull();
    expect(rungOf(clock, CN, at('2026-11-20', '00:01'))).toBe('soon');
  });
});

describe('any history', () => {
  const act = fc.record({
    kind: fc.constantFrom('stop', 'restart', 'extend', 'recount', 'meet', 'cancel', 'look'),
    hours: fc.integer({ min: -200, max: 400 }),
    workingDays: fc.integer({ min: -1, max: 12 }),
  });
  const other = withNotice(CN, { year: 2026, off: ['2026-09-21', '2026-10-12'], work: ['2026-09-26', '2026-10-11'] });

  function step(clock: Clock, event: { kind: string; workingDays: number }, moment: Date): Clock {
    const results: Record<string, () => Clock | Refusal> = {
      stop: () => stop(clock, CN, moment),
      restart: () => restart(clock, CN, moment),
      extend: () => extend(clock, CN, { workingDays: event.workingDays, at: moment }),
      recount: () => (isOpen(clock) ? recount(clock, other, moment) : clock),
      meet: () => meet(clock, CN, moment),
      cancel: () => cancel(clock, moment),
      look: () => asOf(clock, moment),
    };
    const result = results[event.kind]?.() ?? clock;
    return 'refused' in result ? clock : result;
  }

  test('whatever happens and however the machine clock jumps, a due day never moves earlier, there is at most one stop and one extension', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (history) => {
        let clock: Clock = started();
        let moment = at('2026-09-18').getTime();
        for (const event of history) {
          moment += event.hours * 3_600_000;
          const next = step(clock, event, new Date(moment));
          if (next.dueOn < clock.dueOn || next.lastEventAt < clock.lastEventAt || next.leg < clock.leg) return false;
          clock = next;
        }
        return clock.stops.length <= 1 && clock.startedAt.getTime() === at('2026-09-18').getTime();
      }),
      { numRuns: 300 },
    );
  });

  test('an ended clock stays as it ended', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 6 }), (history) => {
        const ended = must(meet(started(), CN, at('2026-09-22')));
        return history.every((event) => step(ended, event, at('2026-10-22')) === ended);
      }),
    );
  });
});
