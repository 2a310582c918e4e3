import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const filed = '坎儿井出水量监测';
const adjusted = '坎儿井出水量监测信息';
const objected = '葡萄种植备案信息';

story(
  '91-3.2.1: the authority adjusts what a department filed, the department reads the difference and agrees; an objection is decided by the authority’s leader',
  async (city) => {
    await propose(city);
    await agree(city);
    await decide(city);
  },
);

async function propose(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.goTo('/desk');
  await authority.follow(new RegExp(filed, 'u'));
  await authority.arrives(filed);
  await authority.press('调整');
  await authority.sees('调整内容');
  await authority.look('adjust-entry', { everyLanguage: true });
  await authority.tick('不涉及国家秘密和工作秘密');
  await authority.write('信息资源名称', adjusted);
  await authority.choose('更新周期', '每季度');
  await authority.write('调整理由', '名称应当指明是信息资源；监测按季汇总，更新周期据实填写。');
  await authority.look('adjust-entry-written');
  await authority.press('送部门答复');
  await authority.sees('待部门答复');
  await authority.look('adjustment-proposed', { everyLanguage: true });
}

async function agree(city: City): Promise<void> {
  const head = await city.person('slj.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`答复主管部门的目录调整.*${filed}`, 'u'));
  await head.sees('名称应当指明是信息资源');
  await head.press('同意调整');
  await head.look('adjustment-agree-dialog');
  await head.sign('同意调整，今后按季更新。');
  await head.sees('部门同意，已生效');
  await head.look('adjustment-agreed');
  await head.goTo(`/catalog?q=${encodeURIComponent(adjusted)}`);
  await head.follow(adjusted);
  await head.arrives(adjusted);
  await head.sees('部门同意主管部门的调整，生效');
}

async function decide(city: City): Promise<void> {
  const leader = await city.person('zfb.zgl');
  await leader.goTo('/catalog/adjustments');
  await leader.sees('部门有异议，待裁定');
  await leader.look('adjustments', { everyLanguage: true });
  await leader.follow(new RegExp(objected, 'u'));
  await leader.press('裁定不予调整');
  await leader.sign('部门所述属实，不予调整。');
  await leader.sees('裁定不予调整');
  await leader.look('adjustment-dropped');
}
