import assert from 'node:assert/strict';
import { dayIn } from '@karez/kit/clock';
import { dayAfter } from '@karez/kit/day';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';
const reason = '企业登记系统整体迁移至自治区平台，本市接口的运行环境到期后不再续租。';
/** Further away than any notice term. */
const DAYS_NEEDED = 150;

story(
  '809-27: 市市场监管局 files that its service stops; 市水利局 says until when it needs it, the authority asks for a later day and takes the filing, and until that day the service goes on',
  async (city) => {
    const until = dayAfter(dayIn('Asia/Shanghai', new Date()), DAYS_NEEDED);
    await file(city);
    await answer(city, until);
    await othersAgree(city, until);
    await sign(city, 'filing-to-sign');
    await postpone(city);
    await sign(city, 'filing-to-revise');
    await accept(city);
    await showsIt(city);
    await withdraw(city);
  },
);

async function file(city: City): Promise<void> {
  const handler = await city.person('scjg.djy');
  await handler.goTo('/gateway/services');
  await handler.follow('企业登记信息查询接口');
  await handler.arrives('企业登记信息查询接口');
  await handler.press('变更或停止服务');
  const dialog = handler.page.getByRole('dialog');
  await handler.sees('市水利局');
  await handler.write('理由', reason, dialog);
  await handler.write('在法规库中查找：文件名、条号或条文中的字词', '处置、暂停、终止', dialog);
  await handler.page.locator('.ant-select-item-option', { hasText: /第二十七条.*政务数据共享条例/u }).click();
  await handler.look('filing-dialog', { everyLanguage: true, telephone: true });
  await handler.press('提交', dialog);
  await handler.arrives(entryName);
  await handler.sees('征求意见中');
  await handler.look('filing-negotiating-provider', { everyLanguage: true, telephone: true });
}

async function answer(city: City, until: string): Promise<void> {
  const applicant = await city.person('slj.djy');
  await applicant.goTo('/desk');
  await applicant.look('desk-answer-filing');
  await applicant.follow(new RegExp(`请答复意见：${entryName}`, 'u'));
  await applicant.arrives(entryName);
  await applicant.press('答复意见');
  const dialog = applicant.page.getByRole('dialog');
  await applicant.tick('需使用至指定日期', dialog);
  const day = dialog.getByRole('textbox', { name: '需使用至' });
  await day.fill(until);
  await day.press('Enter');
  await applicant.write('意见', '取水许可系统改接自治区平台，需要至少五个月。', dialog);
  await applicant.look('filing-answer-dialog', { everyLanguage: true, telephone: true });
  await applicant.press('提交', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await applicant.sees(`需使用至 ${until}`);
}

const heldElsewhere = new Map([
  ['吐鲁番市气象局', 'qxj.djy'],
  ['吐鲁番市农业农村局', 'nyncj.djy'],
  ['吐鲁番市政务服务中心', 'zwfw.djy'],
  ['鄯善县水利局', 'ssx.slj.djy'],
]);

/** Whoever else has come to hold a grant in this city was asked as well. */
async function othersAgree(city: City, until: string): Promise<void> {
  const { page } = await city.person('scjg.djy');
  await page.reload();
  await page.getByText(`需使用至 ${until}`).first().waitFor();
  const unanswered = await page.getByRole('row').filter({ hasText: '尚未答复' }).allInnerTexts();
  for (const row of unanswered) {
    const account = [...heldElsewhere].find(([name]) => row.includes(name))?.[1];
    assert.ok(account, row);
    const other = await city.person(account);
    await other.goTo('/desk');
    await other.follow(new RegExp(`请答复意见：${entryName}`, 'u'));
    await other.arrives(entryName);
    await other.press('答复意见');
    const dialog = other.page.getByRole('dialog');
    await other.tick('无异议', dialog);
    await other.press('提交', dialog);
    await dialog.waitFor({ state: 'hidden' });
  }
}

async function sign(city: City, picture: string): Promise<void> {
  const head = await city.person('scjg.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`(?:请签发报备|请修改后重报)：${entryName}`, 'u'));
  await head.arrives(entryName);
  await head.press('签发报备');
  await head.look(picture, { everyLanguage: true });
  await head.signs();
  await head.sees('待主管部门备案');
}

async function postpone(city: City): Promise<void> {
  const officer = await city.person('zfb.zgy');
  await officer.goTo('/desk');
  await officer.follow(new RegExp(`服务停止备案：${entryName}`, 'u'));
  await officer.arrives(entryName);
  await officer.look('filing-at-authority', { everyLanguage: true, telephone: true });
  await officer.press('要求推迟');
  const dialog = officer.page.getByRole('dialog');
  await officer.write('意见', '取水许可不能中断，请待市水利局改接完成。', dialog);
  await officer.look('filing-postpone-dialog', { everyLanguage: true });
  await officer.press('确定', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await officer.sees('退回待修改');
}

async function accept(city: City): Promise<void> {
  const officer = await city.person('zfb.zgy');
  await officer.goTo('/desk');
  await officer.follow(new RegExp(`服务停止备案：${entryName}`, 'u'));
  await officer.arrives(entryName);
  await officer.press('予以备案');
  await officer.confirm('理由正当，使用部门已有安排，予以备案。');
  await officer.sees('已备案，待生效');
}

/** Whoever uses the service reads of its end where the service, the grant and the entry are. */
async function showsIt(city: City): Promise<void> {
  const applicant = await city.person('slj.djy');
  await applicant.goTo('/sharing/grants?side=held');
  await applicant.follow(entryName);
  await applicant.sees(/停止服务，生效日/u);
  await applicant.look('grant-of-stopping-service', { everyLanguage: true });
  await applicant.goTo('/sharing/filings');
  await applicant.look('filings', { everyLanguage: true, telephone: true });
}

async function withdraw(city: City): Promise<void> {
  const head = await city.person('scjg.fzr');
  await head.goTo('/sharing/filings?side=filed');
  await head.follow(entryName);
  await head.press('撤回备案');
  await head.write('意见', '自治区同意续租运行环境，服务不再停止。', head.page.getByRole('dialog'));
  await head.signs();
  await head.sees('提供部门已撤回，服务照常');
  await head.look('filing-withdrawn', { everyLanguage: true });
}
