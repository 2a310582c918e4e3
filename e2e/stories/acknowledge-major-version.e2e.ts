import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '食品经营许可信息';

story(
  '91-3.3: 市水利局 learns that items of its grant have changed, says that this is in its way, is answered and takes note; whoever changes the entry again sees before whom it touches',
  async (city) => {
    await objects(city);
    await answers(city);
    await takesNote(city);
    await isSeenOnTheBoard(city);
    await weighsTheNextChange(city);
  },
);

async function objects(city: City): Promise<void> {
  const consumer = await city.person('slj.djy');
  await consumer.follow(new RegExp(`知悉目录重大变更.*${entryName}`, 'u'));
  await consumer.arrives(entryName);
  await consumer.sees('数据长度缩短');
  await consumer.look('acknowledgement', { everyLanguage: true });
  await consumer.press('影响使用');
  const dialog = consumer.page.getByRole('dialog');
  await consumer.write('影响说明', '审批系统按中文状态判断许可是否有效，改为代码后无法比对。', dialog);
  await consumer.look('objection-dialog');
  await consumer.press('影响使用', dialog);
  await consumer.sees('影响使用，待答复');
}

async function answers(city: City): Promise<void> {
  const provider = await city.person('scjg.djy');
  await provider.goTo('/desk');
  await provider.follow(new RegExp(`答复使用部门.*${entryName}`, 'u'));
  await provider.arrives(entryName);
  await provider.press('答复');
  const dialog = provider.page.getByRole('dialog');
  await provider.write('答复内容', '代码与中文状态的对照见数据项说明，接口两周内同时返回两种写法。', dialog);
  await provider.press('答复', dialog);
  await provider.sees('已答复，待知悉');
}

async function takesNote(city: City): Promise<void> {
  const consumer = await city.person('slj.djy');
  await consumer.page.reload();
  await consumer.press('已知悉');
  const dialog = consumer.page.getByRole('dialog');
  await consumer.write('备注（可不填）', '已按对照表调整。', dialog);
  await consumer.press('已知悉', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await consumer.sees('已按对照表调整。');
  await consumer.look('acknowledged', { everyLanguage: true });
  await consumer.press('对照任意两个版本');
  await consumer.arrives('版本与对照');
  await consumer.sees('使用部门会失去或须另行理解的内容');
  await consumer.look('versions', { everyLanguage: true });
}

async function isSeenOnTheBoard(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.goTo('/catalog/acknowledgements');
  await authority.sees('市水利局');
  await authority.look('acknowledgements', { everyLanguage: true });
}

async function weighsTheNextChange(city: City): Promise<void> {
  const provider = await city.person('scjg.djy');
  await provider.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await provider.follow(entryName);
  await provider.press('发起变更');
  const dialog = provider.page.getByRole('dialog');
  await provider.choose('变更原因类型', '信息系统变化', dialog);
  await provider.write('变更说明', '经营者名称改由企业登记信息提供。', dialog);
  await provider.press('确定', dialog);
  await provider.page.waitForURL(/\/edit/u);
  await provider.sees('没有减少或改变使用部门已用的内容');
  await provider.tick('不涉及国家秘密和工作秘密');
  await provider.press('删除 经营者名称');
  await provider.sees('重大变更，发布后为 3.0 版');
  await provider.sees('个有效授权');
  await provider.look('draft-impact', { everyLanguage: true });
}
