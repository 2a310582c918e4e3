import type { Question } from '@karez/contract/sharing/question-schemas';
import { describe, expect, test } from 'vitest';
import { answered, begunUnder, faultsIn, questionsFor, riskyAnswers, settled, wrongInSet, type QuestionSet } from './question-set.ts';

const ask = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  section: '安全',
  question: `问题${id}`,
  hint: '',
  kind: 'text',
  options: [],
  required: true,
  min: null,
  max: null,
  pattern: '',
  appliesTo: [],
  shownWhen: null,
  risky: [],
  ...more,
});
const set: QuestionSet = {
  regionCode: '650400',
  version: 2,
  questions: [
    ask('out', { kind: 'yes-no', risky: [{ answer: 'yes', reason: '数据出域，须说明必要性' }] }),
    ask('where', { shownWhen: { id: 'out', answer: 'yes' }, min: 4, max: 8 }),
    ask('who', { shownWhen: { id: 'where', answer: '第三方机房' }, required: false }),
    ask('people', { appliesTo: ['personal-data'], kind: 'number', min: 1, max: 100 }),
    ask('no', { kind: 'text', pattern: 'GA-{digits:4}', required: false }),
  ],
};
const plain = { personal: false, shareType: 'conditional' };
const given = (answers: Record<string, string[]>) =>
  answered(
    set,
    Object.entries(answers).map(([id, answer]) => ({ id, answer })),
  );
const faults = (answers: Record<string, string[]>, about = plain) =>
  faultsIn(set, given(answers), about).map(({ path, code }) => `${path} ${code}`);

describe('which questions are asked', () => {
  test('one that names a ground where it holds, one that waits once that answer is given', () => {
    expect(questionsFor(set, plain).map(({ id }) => id)).not.toContain('people');
    expect(faults({})).toEqual(['/questions/out sharing.answer-required']);
    expect(faults({ out: ['no'] })).toEqual([]);
    expect(faults({ out: ['yes'] })).toEqual(['/questions/where sharing.answer-required']);
    expect(faults({ out: ['no'] }, { ...plain, personal: true })).toEqual(['/questions/people sharing.answer-required']);
  });

  test('what is handed on holds no answer to what is not asked, along the whole chain', () => {
    const questions = given({ out: ['no'], where: ['第三方机房'], who: ['某公司'], people: ['3'] });

    expect(settled(set, questions, plain).answers.map(({ id }) => id)).toEqual(['out']);
  });
});

test('each fault names section and question, and its bound', () => {
  expect(faultsIn(set, given({ out: ['yes'], where: ['机房'] }), plain)).toEqual([
    { path: '/questions/where', code: 'sharing.answer-short', params: { section: '安全', question: '问题where', min: 4 } },
  ]);
  expect(faults({ out: ['maybe'] })).toEqual(['/questions/out sharing.answer-option']);
  expect(faults({ out: ['no'], no: ['GA-12'] })).toEqual(['/questions/no sharing.answer-pattern']);
  expect(faults({ out: ['no'], people: ['101'] }, { ...plain, personal: true })).toEqual(['/questions/people sharing.answer-range']);
});

test('whoever names both share types asks both, and personal data only where it is named', () => {
  const both = { ...set, questions: [ask('both', { appliesTo: ['conditional', 'unconditional'] })] };

  for (const shareType of ['conditional', 'unconditional']) expect(questionsFor(both, { personal: false, shareType })).toHaveLength(1);
  expect(questionsFor(both, { personal: false, shareType: 'denied' })).toEqual([]);
});

test('a second value where one is asked for, and the same one twice, are not kept: nothing unjudged is signed', () => {
  expect(given({ out: ['no', 'yes'], no: ['GA-1234', '任意文字'] }).answers.map(({ answer }) => answer)).toEqual([['no'], ['GA-1234']]);
  const several = { ...set, questions: [ask('some', { kind: 'multi', options: ['甲', '乙'] })] };
  expect(answered(several, [{ id: 'some', answer: ['甲', '甲', '乙'] }]).answers).toMatchObject([{ answer: ['甲', '乙'] }]);
});

test('no day that there is not, no number of another writing, and nobody’s number', () => {
  const days = { ...set, questions: [ask('on', { kind: 'day' }), ask('many', { kind: 'number' }), ask('free')] };
  const codes = (on: string, many: string, free = '无') =>
    faultsIn(
      days,
      answered(
        days,
        [on, many, free].map((text, at) => ({ id: days.questions[at]?.id ?? '', answer: [text] })),
      ),
      plain,
    ).map(({ code }) => code);
  expect(codes('2028-02-29', '-3.5')).toEqual([]);
  for (const [on, many] of [
    ['2026-02-31', '0x10'],
    ['2026-13-01', '1e3'],
  ] as const)
    expect(codes(on, many)).toEqual(['sharing.answer-day', 'sharing.answer-range']);
  expect(codes('2026-11-23', '1', '联系人 13800138000')).toEqual(['sharing.answer-personal']);
});

test('a set that no answer could keep is not published', () => {
  const places = (more: Partial<Question>) => wrongInSet([ask('a', more)]).map(({ path }) => path);
  for (const more of [{ min: 2001 }, { max: 0 }, { min: -1 }, { min: 65, pattern: '{digits:1-64}' }])
    expect(places(more)).toEqual(['/body/questions/0/max']);
  expect(places({ kind: 'single', options: ['甲', '乙', '甲'] })).toEqual(['/body/questions/0/options']);
});

test('the words of an answer come from the set, and a risky one gives its reason', () => {
  const questions = answered(set, [
    { id: 'out', answer: ['yes'] },
    { id: 'unknown', answer: ['x'] },
  ]);

  expect(questions).toEqual({
    regionCode: '650400',
    version: 2,
    answers: [{ id: 'out', section: '安全', question: '问题out', answer: ['yes'] }],
  });
  expect(riskyAnswers(set, questions)).toMatchObject([{ id: 'out', answer: 'yes', reason: '数据出域，须说明必要性' }]);
});

test('a new draft takes earlier answers to the same words, and none where nothing is asked', () => {
  const earlier = given({ out: ['no'], no: ['GA-1234'] });
  const next = { ...set, version: 3, questions: [ask('out', { kind: 'yes-no', question: '另一问法' }), ...set.questions.slice(1)] };

  expect(begunUnder(next, earlier)).toMatchObject({ version: 3, answers: [{ id: 'no' }] });
  expect(begunUnder(undefined, earlier)).toBeUndefined();
  expect(begunUnder({ ...set, questions: [] }, earlier)).toBeUndefined();
});

test('a set is published whole or not at all: every wrong place is told', () => {
  expect(wrongInSet(set.questions.filter(({ id }) => id !== 'who'))).toEqual([]);
  const wrong = [
    ask('a', { kind: 'single', options: ['甲'] }),
    ask('a', { min: 9, max: 3, pattern: '{digits' }),
    ask('b', { shownWhen: { id: 'c', answer: '是' }, kind: 'yes-no', risky: [{ answer: '也许', reason: '无' }] }),
  ];
  expect(wrongInSet(wrong).map(({ path }) => path)).toEqual([
    '/body/questions/0/options',
    '/body/questions/1/id',
    '/body/questions/1/max',
    '/body/questions/1/pattern',
    '/body/questions/2/shownWhen',
    '/body/questions/2/risky',
  ]);
});
