import assert from 'node:assert/strict';
import { dayIn } from '@karez/kit/clock';
import type { City } from '../src/city.ts';
import { karez } from '../src/karez.ts';
import { story } from '../src/story.ts';

const entryName = '气象灾害预警信息';
const instruction = '删除数据库和缓存中的预警记录，备份在下一个周期内覆盖。';
const how = '已删除预警查询缓存表，并覆盖两份备份；导出文件没有。';

story(
  '91-6.3, 809-27: 市水利局 needs a grant no more and says so; 市气象局 instructs, 市水利局 reports and signs with two hands, the certificate verifies offline, and 市气象局 checks on the spot',
  async (city) => {
    await endGrant(city);
    await instruct(city);
    await report(city);
    await sign(city);
    await print(city);
    await check(city);
    await oversee(city);
  },
);

async function endGrant(city: City): Promise<void> {
  const head = await city.person('slj.fzr');
  await head.goTo('/sharing/grants?side=held');
  await head.follow(entryName);
  await head.arrives(entryName);
  await head.press('不再需要这些数据');
  const dialog = head.page.getByRole('dialog');
  await head.write('理由', '汛期机井巡查已经结束，不再核对预警信息。', dialog);
  await head.look('purpose-done-dialog', { everyLanguage: true });
  await head.signs();
  await head.sees(/^数据处置：CZ-/u);
  await head.look('grant-ended', { everyLanguage: true, telephone: true });
}

/** The provider says what is to be done with its data, before anything is reported. */
async function instruct(city: City): Promise<void> {
  const provider = await city.person('qxj.djy');
  await provider.goTo('/desk');
  await provider.follow(new RegExp(`如何处置数据.*${entryName}`, 'u'));
  await provider.arrives(entryName);
  await provider.look('disposal-to-instruct', { everyLanguage: true, telephone: true });
  await provider.press('明确处置要求');
  const dialog = provider.page.getByRole('dialog');
  await provider.write('具体要求', instruction, dialog);
  await provider.look('instruct-dialog', { everyLanguage: true });
  await provider.press('提交', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await provider.sees(instruction);
}

async function report(city: City): Promise<void> {
  const clerk = await city.person('slj.djy');
  await clerk.goTo('/sharing/disposals');
  await clerk.look('disposals', { everyLanguage: true, telephone: true });
  await clerk.goTo('/desk');
  await clerk.follow(new RegExp(`按要求处置.*${entryName}`, 'u'));
  await clerk.arrives(entryName);
  await clerk.sees(instruction);
  await clerk.press('填报处置情况');
  const dialog = clerk.page.getByRole('dialog');
  await clerk.write('处置日期', dayIn('Asia/Shanghai', new Date()), dialog);
  await clerk.write('涉及的系统和介质', '机井取水许可系统数据库及其备份', dialog);
  await clerk.write('处置过程', how, dialog);
  await clerk.look('report-dialog', { everyLanguage: true });
  await clerk.press('提交', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await clerk.sees('负责人签署前仅本部门可见');
  await clerk.look('disposal-reported', { everyLanguage: true, telephone: true });
}

async function sign(city: City): Promise<void> {
  const head = await city.person('slj.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`签署处置报告.*${entryName}`, 'u'));
  await head.arrives(entryName);
  await head.sees(how);
  await head.press('签署处置证明');
  await head.sign('已核对系统日志，属实。');
  await head.sees(/^ZM-650400-/u);
  await head.look('disposal-certified', { everyLanguage: true, telephone: true });
}

/** What both hands signed stands in the paper, and anyone verifies it with the published keys alone. */
async function print(city: City): Promise<void> {
  const provider = await city.person('qxj.djy');
  const { page } = provider;
  await provider.page.reload();
  await provider.sees(/^ZM-650400-/u);
  const [paper] = await Promise.all([page.waitForEvent('download'), provider.press('打印处置证明')]);
  assert.match(paper.suggestedFilename(), /^政务数据处置证明-ZM-.*\.pdf$/u);
  const intact = await karez(['evidence', 'verify', await paper.path()]);
  assert.equal(intact.code, 0, intact.said);
  assert.match(intact.said, /paper with 2 signature/u);
}

/** Some certificates are drawn by lot for a check as they are signed; this one is checked either way. */
async function check(city: City): Promise<void> {
  const provider = await city.person('qxj.djy');
  const { page } = provider;
  const dialog = page.getByRole('dialog');
  const byHand = page.getByRole('button', { name: '抽查', exact: true });
  if (await byHand.isVisible()) {
    await byHand.click();
    await provider.write('理由', '年度抽查。', dialog);
    await provider.press('确定', dialog);
    await dialog.waitFor({ state: 'hidden' });
  }
  await provider.sees('抽查（待查）');
  await provider.press('记录抽查结论');
  await provider.write('查明的事实', '现场核对：缓存表已不存在，两份备份已覆盖。', dialog);
  await provider.look('check-dialog', { everyLanguage: true });
  await provider.press('提交', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await provider.sees('抽查（通过）');
  await provider.look('disposal-checked', { everyLanguage: true, telephone: true });
}

async function oversee(city: City): Promise<void> {
  const officer = await city.person('zfb.zgy');
  await officer.goTo('/sharing/disposals?side=overseen');
  await officer.look('disposals-overseen', { everyLanguage: true, telephone: true });
  await officer.follow(entryName);
  await officer.arrives(entryName);
  await officer.sees('抽查通过');
}
