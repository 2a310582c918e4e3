import { dayIn } from '@karez/kit/clock';
import { monthsLater } from '@karez/kit/day';
import { expected } from './city-people.ts';
import type { MovableNeeds, SeededCity } from './seed-city.ts';

/** 梳理任务: the authority calls five departments; two have begun, one holds no such data, and those who have not begun are reminded. */
export async function seedCampaign(needs: MovableNeeds, { people, founded, entries }: SeededCity): Promise<string> {
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  const organisationOf = (key: string): string => founded.organisations.get(key) ?? '';
  const body = {
    regionCode: '650400',
    title: '2026年下半年涉企数据目录梳理',
    instruction:
      '对照权责清单和业务系统清单，梳理本部门履职中产生、收集的涉企数据，逐条编制目录并报送审核。按照“一数一源”，已由其他部门编目的不重复编制。',
    dueOn: monthsLater(today, 1),
    organisationIds: ['scjg', 'slj', 'nyncj', 'qxj', 'wlj'].map(organisationOf),
    template: {
      names: ['行政检查结果信息', '行政许可信息', '行政处罚信息'],
      fields: { category: '102000', dataClass: 'organisation', updateCycle: 'monthly' },
    },
    usesSystems: true,
  };
  const sent = expected(await people.as('zfb.zgy', 'POST /catalog/campaigns', { body, key: needs.newId() }), 201);
  const id = String(sent.body['id']);
  const tie = { body: { entryId: entries.get('company-registration') } };
  expected(await people.as('scjg.djy', `POST /catalog/campaigns/${id}/entries`, tie), 200);
  const start = { secrecyDeclaration: 'not-secret', name: '取水许可信息', systemId: null, campaignId: id };
  expected(await people.as('slj.djy', 'POST /catalog/entry-starts', { body: start, key: needs.newId() }), 201);
  const none = { body: { reason: '本部门履职中不产生涉企登记、许可类数据，气象服务对象信息由公众自愿提供。' } };
  expected(await people.as('qxj.djy', `POST /catalog/campaigns/${id}/none-declaration`, none), 200);
  const remind = { body: { organisationId: organisationOf('wlj') } };
  expected(await people.as('zfb.zgy', `POST /catalog/campaigns/${id}/reminders`, remind), 200);
  return id;
}
