import { dayIn } from '@karez/kit/clock';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const demand = '霜冻影响评估记录';
const entryName = '气象灾害预警信息';

story(
  '91-3.2.1, 91-4.3, 91-5.0.3: 市农业农村局 finds nothing, raises a demand with what it searched for, 市气象局 promises a day and links its entry, and one press opens the application',
  async (city) => {
    await raise(city);
    await send(city);
    await assign(city);
    await promise(city);
    await fulfil(city);
    await apply(city);
  },
);

const dayAfter = (days: number): string => dayIn('Asia/Shanghai', new Date(Date.now() + days * 86_400_000));

async function raise(city: City): Promise<void> {
  const clerk = await city.person('nyncj.djy');
  const { page } = clerk;
  await clerk.goTo(`/catalog?q=${encodeURIComponent(demand)}`);
  await clerk.sees(`目录里没有“${demand}”？可以提出数据需求`);
  await clerk.look('offer', { everyLanguage: true });
  await clerk.press('提出数据需求');
  await clerk.arrives(demand);
  await clerk.tick('申请内容不含国家秘密、工作秘密');
  await clerk.press('添加数据项');
  await clerk.write('数据项名称', '预警级别');
  await clerk.write('含义或口径', '发布时的级别');
  await clerk.choose('期望更新周期', '每日');
  await clerk.press('其他依据');
  await clerk.choose('依据类别', '三定规定');
  await clerk.write('名称', '市农业农村局职能配置规定');
  await clerk.write('条款', '第四条');
  await clerk.write('使用场景', '霜冻前后评估葡萄等作物受灾情况，安排防霜措施和灾后管理指导。');
  await clerk.choose('使用用途', '行政依据');
  await clerk.write('事项编码', '650400-NY-0041');
  await clerk.write('事项名称', '农业防灾减灾指导');
  await clerk.tick('服务接口');
  await clerk.write('期望日期', dayAfter(120));
  await page.keyboard.press('Tab');
  await page.getByRole('status').getByText('已保存').waitFor();
  await page.getByText('内容已完整，可以提交本部门负责人签发。').waitFor();
  await clerk.look('draft', { everyLanguage: true });
  await clerk.press('提交负责人审签');
  await clerk.sees('等待本部门共享工作机构负责人签发。');
}

async function send(city: City): Promise<void> {
  const head = await city.person('nyncj.fzr');
  await head.follow(new RegExp(demand, 'u'));
  await head.press('签发并送主管部门');
  await head.sign('确属防灾所需，同意提出。');
  await head.sees('等待主管部门分派承办部门。');
}

async function assign(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  const dialog = authority.page.getByRole('dialog');
  await authority.follow(new RegExp(demand, 'u'));
  await authority.look('to-assign', { everyLanguage: true });
  await authority.press('分派');
  await authority.choose('承办部门', '吐鲁番市气象局', dialog);
  await authority.write('意见', '按职责分工由你局答复。', dialog);
  await authority.look('assigning');
  await authority.press('分派', dialog);
  await authority.sees('承办部门正在研究答复。');
}

async function promise(city: City): Promise<void> {
  const handler = await city.person('qxj.djy');
  await handler.follow(new RegExp(demand, 'u'));
  await handler.press('拟办答复');
  const drawer = handler.page.getByRole('dialog');
  await handler.write('承诺日期', dayAfter(60), drawer);
  await handler.write('承办科室', '预报科', drawer);
  await handler.write('意见', '可以按期编目提供。', drawer);
  await handler.look('answering');
  await handler.press('报负责人签署', drawer);
  await drawer.waitFor({ state: 'hidden' });

  const head = await city.person('qxj.fzr');
  await head.follow(new RegExp(demand, 'u'));
  await head.press('签署答复');
  await head.sign('同意承诺。');
  await head.sees('承办部门已承诺期限，到期前编目发布。');
  await head.look('promised', { everyLanguage: true });
}

async function fulfil(city: City): Promise<void> {
  const handler = await city.person('qxj.djy');
  await handler.goTo('/sharing/demands?side=given');
  await handler.look('demands-given', { everyLanguage: true });
  await handler.follow(demand);
  await handler.arrives(demand);
  await handler.press('落实需求');
  const dialog = handler.page.getByRole('dialog');
  await handler.choose('已发布的目录', entryName, dialog);
  await handler.press('落实需求', dialog);
  await handler.sees('已编目发布');
}

async function apply(city: City): Promise<void> {
  const clerk = await city.person('nyncj.djy');
  await clerk.goTo('/sharing/demands?side=raised');
  await clerk.follow(demand);
  await clerk.arrives(demand);
  await clerk.look('fulfilled', { everyLanguage: true });
  await clerk.press('申请共享');
  await clerk.arrives(`申请：${entryName}`);
  await clerk.sees('霜冻前后评估葡萄等作物受灾情况，安排防霜措施和灾后管理指导。');
}
