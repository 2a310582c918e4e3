import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const title = '2026年下半年涉企数据目录梳理';

story(
  '91-3.1, 91-3.2.1: the authority looks at its campaign, reminds everybody who has not reported, puts the last day off with the reason, accepts that one department holds nothing, and a department reports its part complete',
  async (city) => {
    await remind(city);
    await prolong(city);
    await report(city);
    await seesTheReport(city);
  },
);

async function remind(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.goTo('/catalog/campaigns');
  await authority.look('campaigns', { everyLanguage: true });
  await authority.follow(title);
  await authority.arrives(title);
  await authority.look('campaign-board', { everyLanguage: true });
  await authority.press('确认无此类数据');
  await authority.confirm('同意。');
  await authority.press('催办未完成的部门');
  await authority.look('campaign-remind');
  await authority.press('催办', authority.page.getByRole('dialog'));
  await authority.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await authority.look('campaign-reminded');
}

async function prolong(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  const dialog = authority.page.getByRole('dialog');
  await authority.press('延期');
  await authority.write('新的截止日期', '2027-03-31', dialog);
  await authority.page.keyboard.press('Enter');
  await authority.write('延期原因', '部分部门系统较多，梳理工作量大。', dialog);
  await authority.look('campaign-prolong');
  await authority.press('确定', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await authority.sees('部分部门系统较多，梳理工作量大。');
  await authority.look('campaign-prolonged', { everyLanguage: true });
}

async function report(city: City): Promise<void> {
  const clerk = await city.person('scjg.djy');
  await clerk.goTo('/desk');
  await clerk.follow(new RegExp(title, 'u'));
  await clerk.arrives(title);
  await clerk.look('campaign-own', { everyLanguage: true });
  await clerk.press('报告完成');
  const dialog = clerk.page.getByRole('dialog');
  await clerk.write('说明', '本部门涉企数据已全部编目。', dialog);
  await clerk.press('确定', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await clerk.sees('本部门涉企数据已全部编目。');
  await clerk.look('campaign-reported');
}

async function seesTheReport(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.page.reload();
  await authority.sees('本部门涉企数据已全部编目。');
  await authority.goTo('/catalog/campaigns/new');
  await authority.look('campaign-new', { everyLanguage: true });
}
