import { sampledCallSchema, useRecordStates } from '@karez/contract/sharing/use-record';
import { isRefusal } from '@karez/kit/refusal';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endsQuarter, monthAfter, monthOf, quarterOf, spanOf } from './quarter.ts';
import { afterUseEvent, answeredCall, isMiss, sampleMachine, useRecordEvents, useRecordMachine, type UseRecord } from './use-record.ts';

const at = new Date('2026-12-01T02:00:00Z');
const recordIn = (state: UseRecord['state'], statements: number): UseRecord => ({
  id: 'record',
  grantId: 'grant',
  quarter: '2026Q4',
  state,
  statements,
  late: false,
  openedAt: at,
  closedAt: null,
  keptUntil: '2029-12-01',
});

describe('the machine of a use record (809-29)', () => {
  test.each(useRecordStates.flatMap((state) => useRecordEvents.flatMap((event) => [0, 1, 2].map((said) => [state, event, said] as const))))(
    '%s × %s, stated %i times, leads where the table says, or is refused with its state',
    (state, event, said) => {
      const leads = useRecordMachine[state][event];
      const next = afterUseEvent(recordIn(state, said), event, at);

      if (!leads) expect(next).toMatchObject({ code: 'sharing.use-record.not-owed', params: { state, quarter: '2026Q4' } });
      else expect(next).toMatchObject({ state: said === 0 ? leads.unstated : leads.stated });
    },
  );

  test('a quarter ends stated or owed, an owed one is left by a statement only, a stated one never; every state is reached', () => {
    const reached = new Set<string>(['running']);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...useRecordEvents), { maxLength: 12 }), (walk) => {
        let record = recordIn('running', 0);
        for (const event of walk) {
          const next = afterUseEvent(record, event, at);
          if (isRefusal(next)) continue;
          expect(record.state).not.toBe('stated');
          if (record.state === 'owed') expect(event).toBe('state');
          record = next;
          reached.add(record.state);
          expect(record.state === 'stated' ? record.statements > 0 : true).toBe(true);
          expect(record.state === 'owed' ? record.statements === 0 : true).toBe(true);
        }
      }),
    );
    expect([...reached].toSorted()).toEqual([...useRecordStates].toSorted());
  });
});

describe('a sampled call', () => {
  const drawn = { recordId: 'r', monthId: 'm', month: '2026-11', at, caseNo: null, agrees: null, reason: null, answeredAt: null };
  const answers = [
    { result: 'matched', caseNo: 'QS-2026-0001', agrees: true },
    { result: 'matched', caseNo: 'QS-2026-0002', agrees: false },
    { result: 'matched', caseNo: 'QS-2026-0003', agrees: null },
    { result: 'unmatched', reason: '查无此件' },
  ] as const;

  test.each(sampledCallSchema.shape.state.options.flatMap((state) => answers.map((answer) => [state, answer] as const)))(
    '%s × %o is answered once, as the table says',
    (state, answer) => {
      const next = answeredCall({ ...drawn, state }, answer, at);

      if (sampleMachine[state].includes(answer.result)) expect(next).toMatchObject({ state: answer.result, answeredAt: at });
      else expect(next).toMatchObject({ code: 'sharing.use-record.already-answered' });
    },
  );

  test('it misses where there is no case, or the case is not the matter of the call; what the evidence can no longer tell is no miss', () => {
    const misses = answers.map((answer) => {
      const next = answeredCall({ ...drawn, state: 'drawn' }, answer, at);
      return !isRefusal(next) && isMiss(next);
    });

    expect(misses).toEqual([false, true, false, true]);
    expect(isMiss({ state: 'drawn', agrees: null })).toBe(false);
  });
});

describe('months and quarters of a region', () => {
  test('a month begins and ends at midnight of its zone', () => {
    expect(spanOf('Asia/Shanghai', '2026-11')).toEqual({ from: new Date('2026-10-31T16:00:00Z'), until: new Date('2026-11-30T16:00:00Z') });
    expect(monthOf('Asia/Shanghai', new Date('2026-10-31T16:00:00Z'))).toBe('2026-11');
    expect(monthOf('Asia/Shanghai', new Date('2026-10-31T15:59:59Z'))).toBe('2026-10');
  });

  test('months follow each other over the end of a year, and three make a quarter', () => {
    const months = Array.from({ length: 12 }, (_value, at2) => monthAfter('2025-12', at2 + 1));

    expect(months.at(0)).toBe('2026-01');
    expect(months.at(-1)).toBe('2026-12');
    expect(months.filter(endsQuarter)).toEqual(['2026-03', '2026-06', '2026-09', '2026-12']);
    expect(new Set(months.map(quarterOf))).toEqual(new Set(['2026Q1', '2026Q2', '2026Q3', '2026Q4']));
  });
});
