import { dayAfter, handOn } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const earlierEntry = '企业登记基本信息';
const otherEntry = '食品经营许可信息';
const DAYS_WANTED = 200;

story(
  '809-20, 91-5.1: 市水利局 asks again for what it has asked for, writes only what is new, and its draft for another entry says what it was taken from',
  async (city) => {
    await fromTheCase(city);
    await fromTheEntry(city);
  },
);

/** From the page of the earlier case, for the same entry: period and commitment are all that is left to write. */
async function fromTheCase(city: City): Promise<void> {
  const applicant = await city.person('slj.djy');
  const { page } = applicant;
  await applicant.goTo('/sharing/applications?side=outgoing');
  await applicant.follow(earlierEntry);
  await applicant.arrives(`申请：${earlierEntry}`);
  await applicant.press('以此为底稿再申请');
  await applicant.look('reuse-dialog', { everyLanguage: true, telephone: true });
  await applicant.press('带入草稿', page.getByRole('dialog'));
  await applicant.sees(new RegExp(`以申请 .*${earlierEntry}.*为底稿`, 'u'));
  await applicant.tick('申请内容不含国家秘密、工作秘密');
  await applicant.write('起', dayAfter(0));
  await applicant.write('止', dayAfter(DAYS_WANTED));
  await page.getByRole('checkbox', { name: /^承诺/u }).check();
  await page.getByRole('status').getByText('已保存').waitFor();
  await applicant.look('reuse-same-entry', { everyLanguage: true, telephone: true });
  await handOn(applicant);
  await applicant.sees('待本部门负责人同意');
}

/** From the page of another entry, with the same application for its base: the items are chosen anew, and it says which were not taken. */
async function fromTheEntry(city: City): Promise<void> {
  const applicant = await city.person('slj.djy');
  await applicant.goTo(`/catalog?q=${encodeURIComponent(otherEntry)}`);
  await applicant.follow(otherEntry);
  await applicant.arrives(otherEntry);
  await applicant.press('从以往申请带入');
  const dialog = applicant.page.getByRole('dialog');
  await applicant.choose('本部门以往的申请', earlierEntry, dialog);
  await applicant.look('reuse-from-entry', { everyLanguage: true });
  await applicant.press('带入草稿', dialog);
  await applicant.arrives(`申请：${otherEntry}`);
  await applicant.sees(/没有带入的数据项/u);
  await applicant.look('reuse-other-entry', { everyLanguage: true, telephone: true });
}
