import { dayIn } from '@karez/kit/clock';
import { monthsLater } from '@karez/kit/day';
import type { DemandContent } from '@karez/contract/sharing/demand';
import { expected } from './city-people.ts';
import { wellPowerDemand } from './demand-form.ts';
import type { MovableNeeds, SeededCity } from './seed-city.ts';

/** Three demands for data that no catalogue has: one promised, one that its department says is not theirs, one that waits to be assigned. */
export async function seedDemands(needs: MovableNeeds, { people, founded }: SeededCity): Promise<void> {
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  const ask = async (who: string, what: string, body?: unknown) =>
    expected(await people.as(who, `POST /sharing/demands/${what}`, body === undefined ? {} : { body }), 200);
  const sent = async (department: string, content: DemandContent): Promise<string> => {
    const raised = expected(await people.as(`${department}.djy`, 'POST /sharing/demands', { body: { name: content.name } }), 201);
    const id = String(raised.body['id']);
    const body = { secrecyDeclaration: 'not-secret', content };
    expected(await people.as(`${department}.djy`, `PUT /sharing/demands/${id}/content`, { body, ifMatch: raised.etag ?? '' }), 200);
    await ask(`${department}.djy`, `${id}/submission`);
    const code = await people.codeOf(`${department}.fzr`);
    await ask(`${department}.fzr`, `${id}/sending`, { decision: 'send', opinion: '确属履职所需，同意提出。', code });
    return id;
  };
  const assigned = async (id: string, to: string) =>
    ask('zfb.zgy', `${id}/assignment`, { organisationId: founded.organisations.get(to), opinion: '按职责分工由你单位研究答复。' });
  const signed = async (id: string, by: string) => {
    const code = await people.codeOf(`${by}.fzr`);
    await ask(`${by}.fzr`, `${id}/answer-signature`, { decision: 'sign', opinion: '同意。', code });
  };
  const wishedOn = monthsLater(today, 4);

  const power = await sent('slj', wellPowerDemand(wishedOn));
  await assigned(power, 'gxj');
  const promise = {
    result: 'promise',
    dueOn: monthsLater(today, 2),
    division: '能源运行科',
    opinion: '已商供电企业，按月汇集后编目提供。',
  };
  await ask('gxj.djy', `${power}/answer`, promise);
  await signed(power, 'gxj');

  const soil = await sent('nyncj', soilDemand(wishedOn));
  await assigned(soil, 'qxj');
  await ask('qxj.djy', `${soil}/answer`, {
    result: 'not-ours',
    holder: '各区县农业农村部门',
    opinion: '本单位只有区域站资料，没有地块级监测。',
  });
  await signed(soil, 'qxj');

  await sent('wlj', parkingDemand(wishedOn));
}

function soilDemand(wishedOn: string): DemandContent {
  return wellPowerDemand(wishedOn, {
    name: '灌区地块土壤墒情',
    useScenario: '编制灌溉指导意见时，按地块掌握土壤墒情，合理安排灌水轮次，减少用水浪费。',
    useBasis: [{ kind: 'duty-document', title: '市农业农村局职能配置规定', article: '第四条', text: '', articleId: null }],
    matter: { kind: 'power-list', code: '650400-NY-0107', name: '农业灌溉技术指导' },
    items: [
      { name: '地块编号', meaning: '灌区登记的地块编号', personal: false },
      { name: '土壤含水率', meaning: '0至40厘米土层，百分数', personal: false },
    ],
    updateCycle: 'weekly',
    way: 'any',
  });
}

function parkingDemand(wishedOn: string): DemandContent {
  return wellPowerDemand(wishedOn, {
    name: '景区周边停车泊位余量',
    useScenario: '节假日发布景区客流疏导提示时，掌握周边公共停车场剩余泊位，引导车辆分流停放。',
    useBasis: [{ kind: 'law', title: '中华人民共和国旅游法', article: '第四十五条', text: '', articleId: null }],
    matter: { kind: 'power-list', code: '650400-WL-0031', name: '景区流量控制' },
    items: [
      { name: '停车场名称', meaning: '', personal: false },
      { name: '剩余泊位数', meaning: '当前时刻', personal: false },
    ],
    updateCycle: 'realtime',
    urgency: 'urgent',
  });
}
