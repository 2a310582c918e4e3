import type { DemandContent } from '@karez/contract/sharing/demand';

/** A whole demand of the water bureau for data that no catalogue has; a caller sets what matters to it. */
export function wellPowerDemand(wishedOn: string, some: Partial<DemandContent> = {}): DemandContent {
  return {
    name: '机井用电量信息',
    useScenario: '办理机井取水许可延续时，核对机井年度用电量，判断实际取水量是否超出许可水量，不再要求取水户提交电费凭证。',
    usePurpose: 'administrative-basis',
    useBasis: [
      {
        kind: 'administrative-regulation',
        title: '取水许可和水资源费征收管理条例',
        article: '第二十五条',
        text: '取水许可有效期届满延续时的审查',
        articleId: null,
      },
    ],
    matter: { kind: 'service-matter', code: '650400-SL-0012', name: '取水许可审批' },
    items: [
      { name: '机井编号', meaning: '水行政主管部门登记的机井编号', personal: false },
      { name: '用电户号', meaning: '供电企业登记的机井用电户号', personal: false },
      { name: '月用电量', meaning: '按自然月统计，千瓦时', personal: false },
    ],
    updateCycle: 'monthly',
    way: 'api',
    expectedProviderOrgId: null,
    urgency: 'normal',
    wishedOn,
    ...some,
  };
}
