import { applicationContentSchema, supplementPlaces, type ApplicationContent, type PlaceWords } from '@karez/contract/sharing/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyContent } from '../application.ts';
import { changedPlaces, faultOfAnswers, faultOfNotice } from './supplement.ts';

const gap = (place: PlaceWords['place'], words = '请补充'): PlaceWords => ({ place, words });
const asking = { gaps: [gap('useBasis')], workingDaysUsed: 0, workingDaysMax: 5, broughtIn: null };

describe('a notice of what is missing', () => {
  test('809-21: is given within the rule set’s working days of receipt, the last of them included', () => {
    expect(faultOfNotice({ ...asking, workingDaysUsed: 5 })).toBeNull();
    expect(faultOfNotice({ ...asking, workingDaysUsed: 6 })).toMatchObject({
      code: 'sharing.supplement.too-late',
      params: { workingDays: 5 },
    });
  });

  test('names each place once', () => {
    expect(faultOfNotice({ ...asking, gaps: [gap('useBasis'), gap('systemId'), gap('useBasis', '又')] })).toMatchObject({
      code: 'sharing.supplement.places-twice',
      fields: [{ path: '/body/gaps/2/place' }],
    });
  });

  test('809-21: after the first names only what the supplement brought in', () => {
    const later = { ...asking, gaps: [gap('systemId'), gap('material')], broughtIn: ['systemId' as const] };

    expect(faultOfNotice(later)).toMatchObject({ code: 'sharing.supplement.places-old', fields: [{ path: '/body/gaps/1/place' }] });
    expect(faultOfNotice({ ...later, gaps: [gap('systemId')] })).toBeNull();
  });
});

describe('the answer to a notice', () => {
  const notice = { gaps: [gap('useBasis'), gap('material')] };

  test('meets each gap by a changed place or by words, and says which are unmet', () => {
    expect(faultOfAnswers(notice, { answers: [], changed: ['useBasis'] })).toMatchObject({
      code: 'sharing.supplement.unanswered',
      params: { count: 1 },
      fields: [{ path: '/body/answers/material', code: 'sharing.gap-unanswered' }],
    });
    expect(faultOfAnswers(notice, { answers: [gap('material', '随函附上')], changed: ['useBasis'] })).toBeNull();
    expect(faultOfAnswers(notice, { answers: [gap('material'), gap('useBasis')], changed: [] })).toBeNull();
  });

  test('answers each place once', () => {
    expect(faultOfAnswers(notice, { answers: [gap('material'), gap('material')], changed: ['useBasis'] })).toMatchObject({
      code: 'sharing.supplement.places-twice',
    });
  });
});

describe('what a supplement changed', () => {
  const changes: Readonly<Record<Exclude<keyof ApplicationContent, 'commitment' | 'rowFilter'>, Partial<ApplicationContent>>> = {
    itemNos: { itemNos: [7] },
    useBasis: { useBasis: [{ kind: 'law', title: '水法', article: '第七条', text: '', articleId: null }] },
    useScenario: { useScenario: '办理取水许可' },
    usePurpose: { usePurpose: 'work-reference' },
    matter: { matter: { kind: 'power-list', code: '1', name: '取水' } },
    matterFormat: { matterFormat: 'A-{digits:4}' },
    useScope: { useScope: { users: '审批岗', userCount: 3, regionCodes: [] } },
    sharingMode: { sharingMode: null },
    systemId: { systemId: '01a2b3c4-0000-7000-8000-000000000001' },
    validFrom: { validFrom: '2026-12-01' },
    validTo: { validTo: '2027-12-01' },
    callsPerDay: { callsPerDay: 9 },
    storage: { storage: { persist: true, location: '机房', retentionDays: 3 } },
    securityMeasures: { securityMeasures: '专网' },
    questions: {
      questions: { regionCode: '650400', version: 1, answers: [{ id: 'out', section: '安全', question: '出域', answer: ['no'] }] },
    },
  };

  test('is told place by place, whatever is changed together, and an unchanged text in other order of keys is no change', () => {
    const places = supplementPlaces.filter((place) => place !== 'material');
    fc.assert(
      fc.property(fc.subarray(places), (chosen) => {
        const before = applicationContentSchema.parse(emptyContent());
        const merged = chosen.reduce((content, place) => ({ ...content, ...changes[place] }), before);
        const after = applicationContentSchema.parse(Object.fromEntries(Object.entries(merged).toReversed()));

        expect(changedPlaces(before, after)).toEqual(places.filter((place) => chosen.includes(place)));
      }),
    );
  });

  test('the same answers under another version of the questions say nothing else; another answer does', () => {
    const content = applicationContentSchema.parse(emptyContent());
    const asked = (version: number, answer: string) => ({
      ...content,
      questions: {
        regionCode: '650400',
        version,
        answers: [{ id: 'out', section: '安全', question: `第${version}版问法`, answer: [answer] }],
      },
    });

    expect(changedPlaces(asked(1, 'no'), asked(2, 'no'))).toEqual([]);
    expect(changedPlaces(asked(1, 'no'), asked(1, 'yes'))).toEqual(['questions']);
    expect(changedPlaces(content, { ...asked(1, 'no'), questions: { regionCode: '650400', version: 1, answers: [] } })).toEqual([]);
  });
});
