import { correctionStates, type CorrectionState } from '@karez/contract/correction/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingInCorrection, personalValueIn, textsOfAnswer } from './correction-content.ts';
import {
  afterCorrectionEvent,
  correctionEvents,
  correctionMachine,
  faultOfAnswer,
  signingEventOf,
  type CorrectionEvent,
} from './correction.ts';

const ends = ['confirmed', 'withdrawn'];

describe('the machine of a report', () => {
  test.each(correctionStates.flatMap((state) => correctionEvents.map((event) => [state, event] as const)))(
    '%s × %s leads where the table says, or is refused with both names',
    (state, event) => {
      const next = afterCorrectionEvent(state, event);

      const told = correctionMachine[state][event];
      if (told === undefined) expect(next).toMatchObject({ code: 'correction.illegal-transition', params: { state, event } });
      else expect(next).toBe(told);
    },
  );

  test('a report that ended never moves again, every other state can be left, and every state is reached', () => {
    const reached = new Set<string>(['draft']);
    for (let turn = 0; turn < correctionStates.length; turn += 1)
      for (const state of correctionStates)
        if (reached.has(state)) Object.values(correctionMachine[state]).forEach((next) => reached.add(next));

    for (const state of correctionStates) expect(Object.keys(correctionMachine[state]).length === 0).toBe(ends.includes(state));
    expect([...reached].toSorted()).toEqual([...correctionStates].toSorted());
  });

  test('809-26: no walk reaches an answer without filing, acceptance, proposal and signature, none ends without a person’s step, and none is taken back once accepted', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
        let state: CorrectionState = 'draft';
        const done: CorrectionEvent[] = [];
        for (const choice of choices) {
          const open: CorrectionEvent[] = correctionEvents.filter((event) => correctionMachine[state][event] !== undefined);
          const event = open[choice % open.length];
          if (event === undefined) break;
          if (event === 'withdraw') expect(['draft', 'filed']).toContain(state);
          state = correctionMachine[state][event] ?? state;
          done.push(event);
          if (state === 'answered') {
            expect(done.slice(-2)).toEqual(['propose', 'sign-answer']);
            const moved = Math.max(
              ...(['file', 'sign-redirect', 'hand-over', 'assign', 'order'] as const).map((one) => done.lastIndexOf(one)),
            );
            // Whoever has it has accepted it.
            expect(done.lastIndexOf('accept')).toBeGreaterThan(moved);
          }
        }
        if (ends.includes(state)) expect(['confirm', 'uphold', 'withdraw', 'end-as-own']).toContain(done.at(-1));
      }),
      { seed: 26, numRuns: 500 },
    );
  });
});

const content = { itemNos: [2], issue: 'inaccurate', description: '企业名称与营业执照不一致。', references: ['办件 1'] } as const;
const whole = { ...content, itemNos: [...content.itemNos], references: [...content.references] };
const ground = { itemNos: [1, 2], fileCount: 0 };
const places = (some: object, more = ground) => missingInCorrection({ ...whole, ...some }, more).map(({ path }) => path);

describe('what a report says', () => {
  test('an empty one is told every place that it lacks, a whole one none', () => {
    expect(places({ itemNos: [], issue: null, description: '', references: [] })).toEqual([
      '/itemNos',
      '/issue',
      '/description',
      '/records',
    ]);
    expect(places({})).toEqual([]);
  });

  test('a paper is proof as much as a record is', () => {
    expect(places({ references: [] }, { ...ground, fileCount: 1 })).toEqual([]);
  });

  test('an item that is not granted, and one that is named twice, are wrong places', () => {
    expect(places({ itemNos: [2, 3, 2] })).toEqual(['/itemNos/1', '/itemNos/2']);
  });

  test.each([
    '139 9999 9999',
    '139-9999-9999',
    '１３９９９９９９９９９',
    '650402 19900101 1234',
    '650402-19900101-123X',
    '8613999999999',
    '+86 139 9999 9999',
    '1 3 9 9 9 9 9 9 9 9 9',
    '2026-11-23 139-9999-9999',
    '650402199001011235',
    // Both an identity number and, by its check character, the code of an organisation.
    '650402199001265649',
    // Mistyped: neither.
    '916504003170669078',
  ])('%s is somebody’s, in whatever width and grouping', (value) => {
    for (const text of [value, `电话${value}有误`, `${value}。`])
      expect(personalValueIn([['description', text]]), text).toMatchObject({ code: 'correction.personal-value' });
  });

  test.each([
    'JH-650400-20261123-0001',
    '650400-2026-00017',
    '2026-11-23 2026-11-24',
    '2026-11-23 15:00',
    '2026112300000123456789',
    '650400-ZR-0003',
    '0995-8520000',
    '916504003170669077',
    '９１６５０４００８３５３３７４０６０',
  ])('%s is nobody’s', (text) => {
    expect(personalValueIn([['description', `见${text}号`]])).toBeNull();
  });

  test('every text of an answer is looked at, the quoted articles too', () => {
    const article = { title: '办法', docNo: '', article: '第26条', quotation: '139 9999 9999', articleId: null };
    expect(personalValueIn(textsOfAnswer({ result: 'not-an-error', reason: '无误', basis: [article] }))).toMatchObject({
      fields: [{ path: '/body/basis/0/quotation' }],
    });
  });

  test('a value that is somebody’s is refused with its place', () => {
    expect(personalValueIn([['description', '身份证65040019800101123X的名称有误']])).toMatchObject({
      code: 'correction.personal-value',
      fields: [{ path: '/body/description' }],
    });
    expect(personalValueIn([['description', '信用代码91650400MA77XXXX1A的名称有误']])).toBeNull();
  });
});

describe('an answer', () => {
  const today = { today: '2026-11-23', ordered: false };
  const corrected = { result: 'corrected', correctedOn: '2026-11-24', how: '更正' } as const;

  test('the day of a correction is no day to come', () => {
    expect(faultOfAnswer(corrected, today)).toMatchObject({ fields: [{ path: '/body/correctedOn' }] });
    expect(faultOfAnswer({ ...corrected, correctedOn: '2026-11-23' }, today)).toBeNull();
  });

  test('who was ordered to correct neither denies the error nor passes it on', () => {
    const ordered = { ...today, ordered: true };
    const denied = { result: 'not-an-error' as const, reason: '无误', basis: [] };
    expect(faultOfAnswer(denied, ordered)).toMatchObject({ fields: [{ path: '/body/result' }] });
    expect(faultOfAnswer(denied, today)).toBeNull();
    expect(faultOfAnswer({ result: 'redirect', organisationId: 'x', reason: '数源' }, ordered)).toMatchObject({
      fields: [{ path: '/body/result' }],
    });
    expect(faultOfAnswer({ ...corrected, result: 'partly', correctedOn: '2026-11-23', reason: '其余无据' }, ordered)).toBeNull();
  });

  test('passing on is no answer', () => {
    expect(signingEventOf({ result: 'redirect' })).toBe('sign-redirect');
    expect(signingEventOf({ result: 'not-an-error' })).toBe('sign-answer');
  });
});
