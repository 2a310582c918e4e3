import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '机动车驾驶培训机构名录';
const csv = [
  '信息资源名称,提供方,信息资源摘要,更新周期,共享类型',
  `${entryName},吐鲁番市公安局,驾驶培训机构的名称、地址和备案情况。,不定期,`,
];

story(
  '91-3.2, 91-3.1: 市公安局 brings in its old catalogue, is asked by the authority to claim it, sees it in the overview, claims it, and completes it beside the original words',
  async (city) => {
    await bringIn(city);
    await assign(city);
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
