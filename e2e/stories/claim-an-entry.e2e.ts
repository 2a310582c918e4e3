import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '机动车驾驶培训机构名录';
const csv = [
  '信息资源名称,提供方,信息资源摘要,更新周期,共享类型',
  `${entryName},吐鲁番市公安局,驾驶培训机构的名称、地址和备案情况。,不定期,`,
];

story(
  '91-3.2, 91-3.1: 市公安局 brings in its old catalogue, is asked by the authority to claim it, declines with a reason, is asked again with an answer to it, sees it in the overview, claims it, and completes it beside the original words',
  async (city) => {
    await bringIn(city);
    await assign(city);
    await declineAndAskAgain(city);
    await claim(city);
    await complete(city);
    await isWithheld(city);
  },
);

async function bringIn(city: City): Promise<void> {
  const clerk = await city.person('gaj.djy');
  await clerk.goTo('/catalog/imports');
  await clerk.page
    .locator('input[type=file]')
    .setInputFiles({ name: '旧目录.csv', mimeType: 'text/csv', buffer: Buffer.from(csv.join('\n')) });
  await clerk.tick('本部门已发布的目录');
  await clerk.tick('不涉及国家秘密和工作秘密');
  await clerk.press('上传并核对');
  await clerk.sees('已核对，待导入');
  await clerk.look('import-checked', { everyLanguage: true });
  await clerk.press('导入');
  await clerk.press('导入', clerk.page.getByRole('dialog'));
  await clerk.sees('导入完成');
  await clerk.look('import-applied');
}

/** The authority sees whose the imported entry is by its own words, and asks that department. */
async function assign(city: City): Promise<void> {
  const officer = await city.person('zfb.zgy');
  await officer.goTo('/catalog/bulk?deed=assign');
  await officer.page.getByRole('searchbox', { name: '按目录名称或部门查找' }).fill(entryName);
  await officer.page.keyboard.press('Enter');
  await officer.sees('共 1 条');
  const row = officer.page.getByRole('row').filter({ hasText: entryName });
  await row.getByTitle('吐鲁番市公安局').waitFor();
  await row.getByRole('checkbox').check();
  await officer.look('bulk-assign', { everyLanguage: true, telephone: true });
  await officer.press('指派所选 1 条');
  const dialog = officer.page.getByRole('dialog');
  await officer.write('指派理由', '属该部门职责。', dialog);
  await officer.look('bulk-assign-dialog', { everyLanguage: true });
  await officer.press('确定', dialog);
  await officer.sees('1 条已办理，0 条未办理');
  await officer.look('bulk-assigned');
  const clerk = await city.person('gaj.djy');
  await clerk.goTo('/desk');
  await clerk.sees(new RegExp(`认领存量目录并补全：${entryName}`, 'u'));
}

/** The department says why it is not its own, the authority reads it and asks again with an answer. */
async function declineAndAskAgain(city: City): Promise<void> {
  const clerk = await city.person('gaj.djy');
  await clerk.follow(new RegExp(`认领存量目录并补全：${entryName}`, 'u'));
  await clerk.arrives(entryName);
  await clerk.sees('指派认领情况');
  await clerk.press('不予认领');
  const dialog = clerk.page.getByRole('dialog');
  await clerk.write('理由', '驾驶培训机构备案已划交通运输部门。', dialog);
  await clerk.look('claim-declining', { everyLanguage: true });
  await clerk.press('确定', dialog);
  await clerk.sees('驾驶培训机构备案已划交通运输部门。');
  const officer = await city.person('zfb.zgy');
  await officer.goTo('/desk/notices');
  await officer.follow(new RegExp(`不予认领，请另行指派：${entryName}`, 'u'));
  await officer.arrives(entryName);
  await officer.press('指派认领');
  const asking = officer.page.getByRole('dialog');
  await officer.choose('认领部门', '吐鲁番市公安局', asking);
  await officer.write('理由', '名录登记的是2019年前的备案，仍由公安局保管。', asking);
  await officer.press('确定', asking);
  await officer.sees('待认领');
  await officer.look('claim-asked-again', { everyLanguage: true, telephone: true });
}

async function claim(city: City): Promise<void> {
  const clerk = await city.person('gaj.djy');
  await clerk.goTo('/catalog/overview');
  await clerk.look('overview-own', { everyLanguage: true });
  await clerk.follow('待认领：1');
  await clerk.arrives('待认领');
  await clerk.look('overview-to-claim', { everyLanguage: true });
  await clerk.follow(entryName);
  await clerk.arrives(entryName);
  await clerk.look('entry-to-claim', { everyLanguage: true });
  await clerk.press('认领');
  await clerk.look('claim-dialog');
  await clerk.press('确定', clerk.page.getByRole('dialog'));
  await clerk.page.waitForURL(/\/edit$/u);
}

async function complete(city: City): Promise<void> {
  const clerk = await city.person('gaj.djy');
  await clerk.sees('导入时的原文');
  await clerk.tick('不涉及国家秘密和工作秘密');
  await clerk.look('claim-complete');
  await clerk.goTo('/catalog/overview/required-missing');
  await clerk.sees(entryName);
  await clerk.sees('空缺：');
  await clerk.look('overview-gaps');
}

/** The authority counts the draft, and is not told what it is called. */
async function isWithheld(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.goTo('/catalog/overview');
  await authority.look('overview-city', { everyLanguage: true });
  await authority.follow('吐鲁番市公安局');
  await authority.arrives('吐鲁番市公安局');
  await authority.look('overview-department', { everyLanguage: true });
  await authority.follow('草稿：1');
  await authority.sees('负责人签报前只有本部门看得到名称');
  await authority.look('overview-withheld', { everyLanguage: true });
}
