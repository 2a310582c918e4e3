import { disposalStates, type DisposalReport } from '@karez/contract/sharing/disposal';
import { isRefusal } from '@karez/kit/refusal';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterDisposalEvent, disposalEvents, disposalMachine, faultOfInstruction, faultOfReport, isDrawn } from './disposal.ts';

describe('the machine of a disposal', () => {
  test.each(disposalStates.flatMap((state) => disposalEvents.map((event) => [state, event] as const)))(
    '%s × %s leads where the table says, or is refused with both names',
    (state, event) => {
      const told = disposalMachine[state][event];
      const next = afterDisposalEvent(state, event);
      if (told === undefined) expect(next).toMatchObject({ code: 'sharing.disposal.illegal-transition', params: { state, event } });
      else expect(next).toBe(told);
    },
  );

  test('every state is reached and can be left', () => {
    const reached = new Set<string>(['ordered', ...disposalStates.flatMap((state) => Object.values(disposalMachine[state]))]);
    expect([...reached].toSorted()).toEqual([...disposalStates].toSorted());
    for (const state of disposalStates) expect(Object.keys(disposalMachine[state])).not.toEqual([]);
  });

  test('no walk certifies what was not reported since the last order, nor checks what is not certified', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...disposalEvents), { maxLength: 30 }), (walk) => {
        let state: (typeof disposalStates)[number] = 'ordered';
        let reported = false;
        let certified = false;
        for (const event of walk) {
          const next = afterDisposalEvent(state, event);
          if (isRefusal(next)) continue;
          if (event === 'report') reported = true;
          if (event === 'certify') certified = reported;
          if (next === 'ordered') [reported, certified] = [event === 'instruct' && reported, false];
          if (next === 'certified') expect(reported).toBe(true);
          if (next === 'checking') expect(certified).toBe(true);
          state = next;
        }
      }),
    );
  });
});

const basis = [{ title: '档案法', docNo: '', article: '第十三条', quotation: '', articleId: null }];
const instruction = { method: 'delete' as const, words: '', basis: [] };
const report: DisposalReport = { method: 'delete', doneOn: '2026-11-23', systems: '系统', how: '删除', remains: null };
const ground = { instruction, grantedOn: '2026-11-01', today: '2026-11-23' };

describe('what is instructed and reported', () => {
  test('archiving is asked for with its articles only', () => {
    expect(faultOfInstruction(instruction)).toBeNull();
    expect(faultOfInstruction({ method: 'archive', words: '', basis })).toBeNull();
    expect(faultOfInstruction({ method: 'archive', words: '', basis: [] })).toMatchObject({ fields: [{ path: '/body/basis' }] });
  });

  test.each([
    ['the day lies ahead', { doneOn: '2026-11-24' }, '/body/doneOn'],
    ['the day is before the grant', { doneOn: '2026-10-31' }, '/body/doneOn'],
    ['something else was done than was asked for', { method: 'archive' as const }, '/body/method'],
    ['nothing was held and yet something is kept', { method: 'nothing-held' as const, remains: { words: '备份', basis } }, '/body/remains'],
  ])('a report is refused where %s', (_name, change, path) => {
    expect(faultOfReport({ ...report, ...change }, ground)).toMatchObject({ code: 'sharing.disposal.incomplete', fields: [{ path }] });
  });

  test('what was done as asked, with or without something kept on its articles, or with nothing held, is whole', () => {
    expect(faultOfReport(report, ground)).toBeNull();
    expect(faultOfReport({ ...report, remains: { words: '审计日志', basis } }, ground)).toBeNull();
    expect(faultOfReport({ ...report, method: 'nothing-held' }, ground)).toBeNull();
  });
});

test('809-27: a share of disposals is drawn, none at 0 and all at 100 percent', () => {
  expect([0, 0.05, 0.099, 0.1, 0.5, 0.999].filter((drawn) => isDrawn(() => drawn, 10))).toEqual([0, 0.05, 0.099]);
  expect(isDrawn(() => 0, 0)).toBe(false);
  expect(isDrawn(() => 0.999_999, 100)).toBe(true);
});
