import type { City } from '../src/city.ts';
import type { Person } from '../src/person.ts';
import { story } from '../src/story.ts';

const entryName = '葡萄晾房登记信息';
const ruleName = '吐鲁番市公共数据共享安全管理办法（示例）';

story(
  '91-3.3: a rule was amended; 市农业农村局 reports that nothing changes, is told that it does, gets more days and begins the revision, and the authority sees every entry that rests on it',
  async (city) => {
    await reports(city);
    await declines(city);
    await asksForDays(city);
    await begins(city);
    await oversees(city);
  },
);

async function open(person: Person): Promise<void> {
  await person.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await person.follow(entryName);
  await person.arrives(entryName);
}

async function reports(city: City): Promise<void> {
  const clerk = await city.person('nyncj.djy');
  await open(clerk);
  await clerk.finds(clerk.page.getByText('需在剩余'));
  await clerk.look('case-open', { everyLanguage: true });
  await clerk.press('报告无需修订');
  await clerk.write('理由', '新条文只改文字，不涉及本目录的共享条件。', clerk.page.getByRole('dialog'));
  await clerk.look('case-report-dialog');
  await clerk.press('确定', clerk.page.getByRole('dialog'));
  await clerk.sees('已报告无需修订');
}

async function declines(city: City): Promise<void> {
  const officer = await city.person('zfb.zgy');
  await officer.goTo('/desk');
  await officer.follow(new RegExp(`确认“无需修订”报告.*${entryName}`, 'u'));
  await officer.press('不同意无需修订');
  await officer.confirm('第八条增加了用途限制，请在使用条件中写明。');
  await officer.sees('主管部门不同意“无需修订”');
  await officer.look('case-declined');
}

async function asksForDays(city: City): Promise<void> {
  const clerk = await city.person('nyncj.djy');
  await open(clerk);
  await clerk.press('申请延期');
  await clerk.write('理由', '需与乡镇核对使用范围。', clerk.page.getByRole('dialog'));
  await clerk.look('case-extension-dialog');
  await clerk.press('确定', clerk.page.getByRole('dialog'));
  await clerk.sees('申请延期 5 个工作日');
  const officer = await city.person('zfb.zgy');
  await open(officer);
  await officer.press('同意延期');
  await officer.confirm('同意。');
  await officer.sees('主管部门同意延期');
}

async function begins(city: City): Promise<void> {
  const clerk = await city.person('nyncj.djy');
  await open(clerk);
  await clerk.press('开始修订');
  await clerk.write('理由', '按修订后的第八条写明用途限制。', clerk.page.getByRole('dialog'));
  await clerk.press('确定', clerk.page.getByRole('dialog'));
  await clerk.sees('修订中');
  await clerk.look('case-in-hand', { everyLanguage: true });
  await clerk.goTo('/catalog/revision-cases');
  await clerk.sees(entryName);
  await clerk.look('cases-of-department', { everyLanguage: true });
}

async function oversees(city: City): Promise<void> {
  const officer = await city.person('zfb.zgy');
  await officer.goTo('/catalog/change-events');
  await officer.sees(ruleName);
  await officer.look('change-events', { everyLanguage: true });
  await officer.follow(ruleName);
  await officer.arrives(ruleName);
  await officer.sees('测绘成果目录信息');
  await officer.look('change-event', { everyLanguage: true });
  await officer.goTo('/catalog/revision-cases');
  await officer.sees(entryName);
  await officer.look('cases-of-region', { everyLanguage: true });
  await officer.goTo('/catalog/change-events/new');
  await officer.page.getByRole('searchbox').first().fill('葡萄 价格监测');
  await officer.page.keyboard.press('Enter');
  await officer.sees(entryName);
  await officer.page.getByRole('button', { name: /^全部选中/u }).click();
  await officer.sees(/受影响的目录（已选 [1-9]\d* 条）/u);
  await officer.look('change-event-new', { everyLanguage: true, telephone: true });
  await officer.goTo('/law?tab=articles&instrument=TLF-GX');
  await officer.press('1 条目录以此为据（条件 2、不予 0、采集 0）');
  await officer.sees(`以《${ruleName}》第八条为据的目录`);
  await officer.look('article-uses');
}
