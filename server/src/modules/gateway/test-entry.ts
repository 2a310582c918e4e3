/** Test support: the content of an entry about companies. */
import type { EntryContent } from '@karez/contract/catalog/content';
import { companyEntry, itemOf } from '#test/published-entry';

const item = (no: number, fieldName: string) => itemOf(no, { nameZh: fieldName, fieldName, sensitivity: 'none' });

/** What makes an entry personal data. */
export const personalFacts = {
  personalData: 'personal',
  impactAssessment: {
    assessedOn: '2026-11-01',
    necessity: '办理许可需要核对法定代表人。',
    impact: '仅涉及登记事项,影响较低。',
    measures: '默认脱敏,逐件授权。',
    conclusion: 'acceptable-with-measures',
  },
} as const satisfies Partial<EntryContent>;

/** What a company entry holds, without personal data unless a test changes it. */
export const companyContent = (name: string, changes: Partial<EntryContent> = {}): EntryContent =>
  companyEntry({ name, items: [item(1, 'uscc'), item(2, 'name'), { ...item(3, 'phone'), maskingRule: 'phone' }], ...changes });
