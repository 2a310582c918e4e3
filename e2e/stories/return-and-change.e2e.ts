import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '葡萄及葡萄干收购价格';
const asked = '摘要要写明采价点的数量和品种范围。';

story(
  '91-3.2.1, 91-3.2: a reviewer sends an entry back, its registrar changes it, and the reviewer reads beside the own words what changed since',
  async (city) => {
    await sendBack(city);
    await change(city);
    await readAgain(city);
  },
);

async function sendBack(city: City): Promise<void> {
  const reviewer = await city.person('nyncj.shy');
  await reviewer.goTo('/desk');
  await reviewer.follow(new RegExp(entryName, 'u'));
  await reviewer.arrives(entryName);
  await reviewer.press('退回修改');
  await reviewer.write('意见', asked, reviewer.page.getByRole('dialog'));
  await reviewer.press('确定', reviewer.page.getByRole('dialog'));
  await reviewer.sees(/退回修改/u);
}

async function change(city: City): Promise<void> {
  const clerk = await city.person('nyncj.djy');
  await clerk.goTo('/desk');
  await clerk.follow(new RegExp(entryName, 'u'));
  await clerk.arrives(entryName);
  await clerk.sees(asked);
  await clerk.press('继续填写');
  await clerk.tick('不涉及国家秘密和工作秘密');
  await clerk.write('摘要', '全市六个交易市场每旬采集的葡萄、葡萄干收购价格，分品种和等级。');
  await clerk.sees('已保存');
  await clerk.press('提交审核');
  await clerk.page.getByRole('heading', { name: entryName }).waitFor();
}

async function readAgain(city: City): Promise<void> {
  const reviewer = await city.person('nyncj.shy');
  await reviewer.goTo('/desk');
  await reviewer.follow(new RegExp(entryName, 'u'));
  await reviewer.arrives(entryName);
  await reviewer.sees('自上次退回以来修改 1 处');
  await reviewer.sees(asked);
  await reviewer.sees('全市六个交易市场每旬采集的葡萄、葡萄干收购价格，分品种和等级。');
  await reviewer.look('changed-since-return', { everyLanguage: true, telephone: true });
}
