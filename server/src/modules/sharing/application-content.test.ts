import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { describe, expect, test } from 'vitest';
import { missingIn } from './application-content.ts';
import { emptyContent } from './application.ts';
import type { RequestableItem } from './requestable.ts';

const item = (no: number, more: Partial<RequestableItem> = {}): RequestableItem => ({
  no,
  nameZh: '项',
  fieldName: `f${no}`,
  meaning: '',
  shareType: 'conditional',
  sensitivity: 'none',
  defaultMask: 'none',
  ...more,
});
const ground = {
  items: [item(1), item(2, { sensitivity: 'personal' }), item(3, { shareType: 'denied' }), item(4, { fieldName: null })],
  monthsMax: 12,
  today: '2026-11-22',
  runningSystemIds: ['01890000-0000-7000-8000-000000000001'],
  renewedSystemId: null,
  questionSet: null,
  shareType: 'conditional',
};
const whole: ApplicationContent = {
  ...emptyContent(),
  itemNos: [1],
  useBasis: [{ kind: 'law', title: '取水许可和水资源费征收管理条例', article: '第十一条', text: '', articleId: null }],
  useScenario: '办理机井取水许可时核对凿井单位的登记状态和经营范围，避免申请人重复提交。',
  usePurpose: 'administrative-basis',
  matterFormat: 'QS-{digits:4}-{digits:1-6}',
  useScope: { users: '取水许可审批岗', userCount: 6, regionCodes: ['650400'] },
  systemId: '01890000-0000-7000-8000-000000000001',
  validFrom: '2026-12-01',
  validTo: '2027-11-30',
  securityMeasures: '专机专网，审批岗使用，留存日志。',
  commitment: true,
};
const codes = (content: ApplicationContent) => missingIn(content, ground).map((field) => `${field.path} ${field.code}`);

describe('what an application still lacks (809-20, 91-5.1)', () => {
  test('a whole application lacks nothing, an empty one names every place', () => {
    expect(codes(whole)).toEqual([]);
    expect(codes(emptyContent())).toEqual([
      '/itemNos required',
      '/useBasis required',
      '/useScenario sharing.scenario-short',
      '/usePurpose required',
      '/matterFormat required',
      '/useScope/users required',
      '/useScope/userCount required',
      '/useScope/regionCodes required',
      '/systemId required',
      '/validFrom required',
      '/validTo required',
      '/securityMeasures required',
      '/commitment sharing.commitment-required',
    ]);
  });

  test('nobody’s number stands in a text that is signed and printed, in whichever it is written', () => {
    const number = '联系人 13812345678';
    const basis = { kind: 'law' as const, title: number, article: '第十一条', text: '', articleId: null };
    const naming: Partial<ApplicationContent>[] = [
      { useBasis: [basis] },
      { useScenario: `${whole.useScenario}${number}` },
      { matter: { kind: 'service-matter', code: 'QS-01', name: number } },
      { useScope: { ...whole.useScope, users: number } },
      { storage: { persist: true, location: number, retentionDays: 30 } },
      { securityMeasures: number },
    ];
    expect(naming.map((one) => codes({ ...whole, ...one }))).toEqual(
      ['/useBasis', '/useScenario', '/matter', '/useScope/users', '/storage/location', '/securityMeasures'].map((path) => [
        `${path} sharing.personal-value-here`,
      ]),
    );
  });

  test('personal data is asked for only in a named matter', () => {
    expect(codes({ ...whole, itemNos: [1, 2] })).toEqual(['/matter sharing.matter-required']);
    expect(codes({ ...whole, itemNos: [1, 2], matter: { kind: 'service-matter', code: 'QS-01', name: '取水许可' } })).toEqual([]);
  });

  test('unknown, denied and nameless items are each named by their place', () => {
    expect(codes({ ...whole, itemNos: [1, 3, 4, 9] })).toEqual([
      '/itemNos/1 sharing.item-denied',
      '/itemNos/2 sharing.item-without-field',
      '/itemNos/3 sharing.item-unknown',
    ]);
  });

  test('the period lies in order, ahead, and inside what the conditions allow, to the day', () => {
    expect(codes({ ...whole, validTo: '2026-12-01' })).toEqual(['/validTo sharing.period-order']);
    expect(codes({ ...whole, validFrom: '2026-01-01', validTo: '2026-11-21' })).toEqual(['/validTo sharing.period-past']);
    expect(codes({ ...whole, validTo: '2027-12-01' })).toEqual([]);
    expect(codes({ ...whole, validTo: '2027-12-02' })).toEqual(['/validTo sharing.period-too-long']);
  });
});
