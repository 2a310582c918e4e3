import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';
const scenario = '受理葡萄种植备案时，核对申报企业的类型和登记状态，申报人不再提交营业执照复印件。';

story(
  '809-20, 91-5.1: the authority publishes a use-case template and its next version, and 市农业农村局 begins its application with it from the page of the entry',
  async (city) => {
    const title = city.unheard('种植备案企业核对');
    await publish(city, title);
    await begin(city, title);
    await revise(city, title);
  },
);

async function publish(city: City, title: string): Promise<void> {
  const officer = await city.person('zfb.zgy');
  const { page } = officer;
  await officer.goTo('/sharing/templates');
  await officer.arrives('应用场景模板');
  await officer.press('新建模板');
  const dialog = page.getByRole('dialog');
  await officer.tick('申请内容不含国家秘密、工作秘密', dialog);
  await officer.write('模板名称', title, dialog);
  await officer.write('适用情形', '农业部门受理种植类备案、需要核对企业登记状态时使用。', dialog);
  await officer.write('使用场景', '查一下', dialog);
  await officer.choose('使用用途', '行政依据', dialog);
  await officer.write('使用对象', '备案受理岗', dialog);
  await officer.write('安全保障措施', '仅受理岗可用，查询逐笔留痕。', dialog);
  await officer.choose('常用目录', entryName, dialog);
  await page.getByLabel('常用数据项').fill('企业名称');
  await page.keyboard.press('Enter');
  await page.getByLabel('常用数据项').fill('登记状态');
  await page.keyboard.press('Enter');
  await officer.press('发布', dialog);
  await dialog.getByRole('alert').waitFor();
  await officer.look('template-refused', { everyLanguage: true, telephone: true });
  await officer.write('使用场景', scenario, dialog);
  await officer.press('发布', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await officer.sees(title);
  await officer.look('templates', { everyLanguage: true, telephone: true });
}

async function begin(city: City, title: string): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await applicant.follow(entryName);
  await applicant.arrives(entryName);
  await applicant.sees('应用场景模板：');
  await applicant.look('template-at-entry', { everyLanguage: true, telephone: true });
  await applicant.press(title);
  await applicant.arrives(`申请：${entryName}`);
  await applicant.page.getByRole('link', { name: `${title}（第 1 版）` }).waitFor();
  await applicant.sees(scenario);
  await applicant.look('template-draft', { everyLanguage: true });
}

async function revise(city: City, title: string): Promise<void> {
  const officer = await city.person('zfb.zgy');
  await officer.follow(title);
  await officer.arrives(title);
  await officer.press('修改并发布新版本');
  const dialog = officer.page.getByRole('dialog');
  await officer.tick('申请内容不含国家秘密、工作秘密', dialog);
  await officer.write('使用对象', '备案受理岗、审核岗', dialog);
  await officer.press('发布', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await officer.sees(/模板内容（第 2 版/u);
  await officer.look('template-revised', { everyLanguage: true, telephone: true });
}
