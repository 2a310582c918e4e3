import { demandStates, type DemandAnswer, type DemandContent, type DemandState } from '@karez/contract/sharing/demand';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applicationFor, itemsWanted } from './application-for.ts';
import { missingInDemand, personalValueIn } from './demand-content.ts';
import { afterDemandEvent, demandEvents, demandMachine, emptyDemand, faultOfAnswer, signingEventOf, type DemandEvent } from './demand.ts';

const ends = ['fulfilled', 'served', 'refused', 'withdrawn'];

describe('the demand machine', () => {
  test.each(demandStates.flatMap((state) => demandEvents.map((event) => [state, event] as const)))(
    '%s × %s leads where the table says, or is refused with both names',
    (state, event) => {
      const next = afterDemandEvent(state, event);

      const told = demandMachine[state][event];
      if (told === undefined) expect(next).toMatchObject({ code: 'sharing.demand.illegal-transition', params: { state, event } });
      else expect(next).toBe(told);
    },
  );

  test('a demand that ended never moves again, every other state can be left', () => {
    for (const state of demandStates) expect(Object.keys(demandMachine[state]).length === 0).toBe(ends.includes(state));
  });

  test('every state is reached by some walk', () => {
    const reached = new Set<string>(['draft']);
    for (let turn = 0; turn < demandStates.length; turn += 1) {
      for (const state of demandStates) if (reached.has(state)) Object.values(demandMachine[state]).forEach((next) => reached.add(next));
    }
    expect([...reached].toSorted()).toEqual([...demandStates].toSorted());
  });

  test('no walk reaches a promise that the requester’s head has not sent, the authority not assigned and the provider’s head not signed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
        let state: DemandState = 'draft';
        const done: DemandEvent[] = [];
        for (const choice of choices) {
          const open: DemandEvent[] = demandEvents.filter((event) => demandMachine[state][event] !== undefined);
          const event = open[choice % open.length];
          if (event === undefined) break;
          if (event === 'withdraw') expect(state).not.toBe('promised');
          state = demandMachine[state][event] ?? state;
          done.push(event);
          if (state !== 'promised') continue;
          const hands = done.filter((one) => one !== 'hand-over');
          expect(hands.slice(-2)).toEqual(['propose', 'sign-promise']);
          const away = Math.max(done.lastIndexOf('recall'), done.lastIndexOf('part'), done.lastIndexOf('return-for-more'));
          expect(done.lastIndexOf('assign')).toBeGreaterThan(away);
          expect(done.indexOf('send')).toBeGreaterThanOrEqual(0);
          // What a former department had proposed is void: its successor proposes anew.
          if (done.at(-1) === 'sign-promise') expect(done.at(-2)).toBe('propose');
        }
      }),
      { seed: 91, numRuns: 500 },
    );
  });
});

const grounds = [
  { code: 'not-duty-related', authorityDecides: false },
  { code: 'not-held', authorityDecides: true },
];
const refusal: Extract<DemandAnswer, { result: 'refuse' }> = {
  result: 'refuse',
  ground: 'not-duty-related',
  basis: [],
  opinion: '与职责无关',
};
const cited = { title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十条', quotation: '', articleId: '809-20' };

describe('an answer', () => {
  test('a promise needs a day after today, a refusal a ground of the rule set and an article unless the authority decides on it', () => {
    const rules = { grounds, today: '2026-11-23' };
    const promise: DemandAnswer = { result: 'promise', dueOn: '2026-11-23', division: '信息科', opinion: '可以' };

    expect(faultOfAnswer(promise, rules)).toMatchObject({ fields: [{ path: '/body/dueOn' }] });
    expect(faultOfAnswer({ ...promise, dueOn: '2026-11-24' }, rules)).toBeNull();
    expect(faultOfAnswer(refusal, rules)).toMatchObject({ fields: [{ path: '/body/basis' }] });
    expect(faultOfAnswer({ ...refusal, basis: [cited] }, rules)).toBeNull();
    expect(faultOfAnswer({ ...refusal, ground: 'not-held' }, rules)).toBeNull();
    expect(faultOfAnswer({ ...refusal, ground: 'other' }, rules)).toMatchObject({ fields: [{ path: '/body/ground' }] });
  });

  test('“not ours” and the grounds that the authority decides on never count by the department’s signature alone', () => {
    expect(signingEventOf({ result: 'not-ours', holder: '', opinion: '未采集' }, grounds)).toBe('sign-contest');
    expect(signingEventOf({ ...refusal, ground: 'not-held' }, grounds)).toBe('sign-contest');
    expect(signingEventOf(refusal, grounds)).toBe('sign-refusal');
  });
});

const whole: DemandContent = {
  ...emptyDemand('机井电量信息'),
  useScenario: '办理机井取水许可延续时，核对机井年度用电量，判断取水量是否超出许可。',
  usePurpose: 'administrative-basis',
  useBasis: [
    { kind: 'administrative-regulation', title: '取水许可和水资源费征收管理条例', article: '第二十五条', text: '', articleId: null },
  ],
  items: [{ name: '机井编号', meaning: '', personal: false }],
  updateCycle: 'monthly',
  way: 'api',
  wishedOn: '2027-01-31',
};
const ground = { today: '2026-11-23', requesterOrgId: 'water' };
const places = (content: DemandContent) => missingInDemand(content, ground).map(({ path }) => path);

describe('what a demand says', () => {
  test('an empty one is told every place that it lacks, a whole one none', () => {
    expect(places(emptyDemand(''))).toEqual([
      '/name',
      '/items',
      '/useBasis',
      '/useScenario',
      '/usePurpose',
      '/updateCycle',
      '/way',
      '/wishedOn',
    ]);
    expect(places(whole)).toEqual([]);
  });

  test('personal data is demanded only for a named matter', () => {
    const personal = { ...whole, items: [{ name: '联系人姓名', meaning: '', personal: true }] };

    expect(places(personal)).toEqual(['/matter']);
    expect(places({ ...personal, matter: { kind: 'service-matter', code: '650400-SL-0012', name: '取水许可审批' } })).toEqual([]);
  });

  test('the same item twice, a day that has passed and the own department as provider are wrong places', () => {
    const item = { name: '机井编号', meaning: '', personal: false };

    expect(places({ ...whole, items: [item, item], wishedOn: '2026-11-23', expectedProviderOrgId: 'water' })).toEqual([
      '/items/1/name',
      '/expectedProviderOrgId',
      '/wishedOn',
    ]);
  });

  test.each([
    ['name', { name: '查 65040019800101123X 的取水户' }],
    ['useScenario', { useScenario: '电话13999999999的用户' }],
    ['matter/name', { matter: { kind: 'service-matter' as const, code: 'QS-01', name: '取水许可（13999999999）' } }],
    ['matter/code', { matter: { kind: 'service-matter' as const, code: '13999999999', name: '取水许可' } }],
    ['useBasis/0/article', { useBasis: whole.useBasis.map((one) => ({ ...one, article: '65040019800101123X' })) }],
    ['items/0/meaning', { items: [{ name: '证号', meaning: '如650400800101123', personal: true }] }],
  ])('a value that is somebody’s in %s is refused', (place, some) => {
    expect(personalValueIn({ ...whole, ...some })).toMatchObject({
      code: 'sharing.demand.personal-value',
      fields: [{ path: `/body/content/${place}` }],
    });
  });

  test('codes of organisations, matters and long numbers are no personal values', () => {
    expect(personalValueIn({ ...whole, useScenario: '统一社会信用代码91650400MA77XXXX1A，办件2026112300000123456789' })).toBeNull();
  });

  test('an application that comes of it asks for the items of the same name that may be asked for, and has purpose and basis filled in', () => {
    const item = { meaning: '', shareType: 'unconditional', sensitivity: 'none', defaultMask: 'none' } as const;
    const items = [
      { ...item, no: 1, nameZh: '机井 编号', fieldName: 'well_no' },
      { ...item, no: 2, nameZh: '用电量', fieldName: 'kwh' },
      { ...item, no: 3, nameZh: '机井编号（旧）', fieldName: null },
    ];

    expect(itemsWanted(whole.items, items)).toEqual([1, 3]);
    expect(applicationFor(whole, items)).toMatchObject({ itemNos: [1], useScenario: whole.useScenario, useBasis: whole.useBasis });
  });
});
