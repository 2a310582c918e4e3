import type { DenialBasis } from '@karez/contract/catalog/content';
import { form, type PlannedEntry } from './entry-form.ts';

const foodSafetyLaw: DenialBasis = {
  articleId: null,
  kind: 'law',
  title: '中华人民共和国食品安全法',
  docNo: '主席令第二十一号',
  article: '第一百一十五条',
  quotation: '有关部门应当对举报人的信息予以保密，保护举报人的合法权益。',
  effectiveOn: '2015-10-01',
  url: null,
};

/** Entries that refuse something: single items of one that is shared, and one that still rests on a rule (809-14). */
export const deniedEntries: readonly PlannedEntry[] = [
  {
    key: 'market-complaints',
    department: 'scjg',
    system: null,
    stage: 'at-authority',
    standingConsent: null,
    content: form({
      name: '经营者投诉处理结果',
      abstract: '对经营者的投诉的受理、处理和反馈结果，按件登记；投诉人的姓名和电话不予共享。',
      category: '204000',
      providerSubUnit: '投诉举报中心',
      updateCycle: 'weekly',
      dataClass: 'matter',
      dataGrade: 'general-3',
      personalData: 'personal',
      impactAssessment: {
        assessedOn: '2026-09-20',
        necessity: '反馈处理结果需要记录投诉人。',
        impact: '泄露会使投诉人受到打扰。',
        measures: '投诉人的姓名和电话不予共享。',
        conclusion: 'acceptable-with-measures',
      },
      items: [
        ['投诉编号', 'complaint_no', 'C', 30],
        ['被投诉字号', 'shop_sign', 'C', 120],
        ['处理结果', 'outcome', 'C', 400],
        [
          '投诉人称呼',
          'complainant',
          'C',
          60,
          {
            sensitivity: 'personal',
            maskingRule: 'hidden',
            shareType: 'denied',
            denial: { reason: '法律规定应当对举报人的信息予以保密。', basis: [foodSafetyLaw] },
          },
        ],
        [
          '投诉人电话',
          'complainant_phone',
          'C',
          20,
          {
            sensitivity: 'personal',
            maskingRule: 'hidden',
            shareType: 'denied',
            denial: { reason: '电话足以识别举报人，法律规定应当保密。', basis: [foodSafetyLaw] },
          },
        ],
      ],
    }),
  },
  {
    key: 'inspection-notes',
    department: 'scjg',
    system: null,
    stage: 'draft',
    standingConsent: null,
    content: form({
      name: '日常巡查工作底稿',
      abstract: '市场日常巡查的工作底稿，原目录依据部门规章不予共享，待重新评估。',
      category: '204000',
      updateCycle: 'irregular',
      dataClass: 'matter',
      shareType: 'denied',
      shareModeClass: null,
      shareModeType: null,
      denialReason: '原目录称工作底稿属于内部管理资料。',
      denialBasis: [
        {
          articleId: null,
          kind: 'rule',
          title: '市场巡查工作管理办法（示例）',
          docNo: '示例令第7号',
          article: '第六条',
          quotation: '巡查工作底稿由巡查单位保存，一般不对外提供。',
          effectiveOn: '2012-03-01',
          url: null,
        },
      ],
      items: [
        ['底稿编号', 'note_no', 'C', 30],
        ['巡查日期', 'patrol_on', 'D', null],
        ['巡查要点', 'gist', 'C', 600],
      ],
    }),
  },
];
