import { handOn, writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '坎儿井普查名录';

story(
  '91-3.0.1, 91-5.0.1, 91-5.0.2, 91-5.2: 市气象局 asks for an unconditional entry whose provider has consented in advance, and is answered in the moment its own head signs',
  async (city) => {
    await apply(city);
    await sign(city);
    await holdsTheGrant(city);
  },
);

async function apply(city: City): Promise<void> {
  const applicant = await city.person('qxj.djy');
  const { page } = applicant;
  await page.getByRole('searchbox', { name: '找数据' }).fill('坎儿井');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: '查找结果' }).getByRole('link', { name: entryName }).click();
  await applicant.arrives(entryName);
  await applicant.sees('已预先同意：提交后即时答复。');
  await applicant.look('entry-with-consent');
  await writeApplication(applicant, {
    entryName,
    items: ['坎儿井编号', '坎儿井名称', '所在乡镇'],
    basis: { kind: '行政法规', title: '气象灾害防御条例', article: '第三十条' },
    scenario: '发布暴雨和山洪气象灾害预警时，核对影响范围内的坎儿井名称和所在乡镇，提醒管护单位防范。',
    matter: { code: '650400-QX-0003', name: '气象灾害预警发布', format: 'YJ-{digits:4}-{digits:1-6}' },
    users: '预警发布岗',
    system: '气象预警发布系统',
    security: '系统部署在电子政务外网，仅预警发布岗可用，查询逐笔留痕。',
  });
  await handOn(applicant);
  await applicant.sees('待本部门负责人同意');
}

async function sign(city: City): Promise<void> {
  const head = await city.person('qxj.fzr');
  await head.follow(new RegExp(entryName, 'u'));
  await head.press('同意并签署');
  await head.sign('确属预警发布所需，同意申请。');
  await head.sees('提供部门负责人已就该目录事先授权，系统即时答复。');
  await head.look('answered-at-once');
}

async function holdsTheGrant(city: City): Promise<void> {
  const applicant = await city.person('qxj.djy');
  await applicant.goTo('/sharing/grants?side=held');
  await applicant.look('grants-held');
  await applicant.follow(entryName);
  await applicant.arrives(entryName);
  await applicant.sees('有效');
  await applicant.follow('查看共享协议');
  await applicant.arrives('政务数据共享协议');
  await applicant.sees('事先授权');
  await applicant.look('agreement-by-consent');
}
