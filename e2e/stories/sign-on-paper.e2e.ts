import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { extractText, getDocumentProxy } from 'unpdf';
import { dayAfter, handOn, writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { karez } from '../src/karez.ts';
import type { Person } from '../src/person.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';
const docNo = '市气函〔2026〕18号';
const letterNo = '市气函〔2026〕17号';
const letter = Buffer.from('%PDF-1.4\n% 关于申请共享企业登记信息的函\n%%EOF\n');

story(
  '91-5.1: the authority lets 市气象局 sign on paper; it applies with a letter; its head signs a printed sheet by hand, one officer enters it and a second one compares it with the scan; the provider signs in person, and the agreement says which side was paper',
  async (city) => {
    await permit(city);
    await apply(city);
    const code = await print(city);
    await enter(city, code);
    await confirm(city);
    await answer(city);
    await verify(city);
  },
);

async function permit(city: City): Promise<void> {
  const leader = await city.person('zfb.zgl');
  const { page } = leader;
  await leader.goTo('/sharing/paper-permissions');
  await leader.press('许可一个部门');
  const dialog = page.getByRole('dialog');
  await leader.choose('部门', '吐鲁番市气象局', dialog);
  await leader.write('截止日期', dayAfter(60), dialog);
  await leader.write('许可文号', '吐政办函〔2026〕7号', dialog);
  await leader.write('理由', '负责人汛期驻点指挥，不能登录平台。', dialog);
  await leader.look('permit-dialog', { everyLanguage: true });
  await leader.signs();
  await leader.sees('有效');
  await leader.look('permissions', { everyLanguage: true });
}

async function apply(city: City): Promise<void> {
  const applicant = await city.person('qxj.djy');
  await applicant.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await applicant.follow(entryName);
  await applicant.arrives(entryName);
  await writeApplication(applicant, {
    entryName,
    items: ['企业类型', '登记状态'],
    basis: { kind: '行政法规', title: '气象灾害防御条例', article: '第三十条' },
    scenario: '发布暴雨和大风预警时，核对易受灾企业的登记状态，逐户提醒。',
    matter: { code: '650400-QX-0003', name: '气象灾害预警发布', format: 'YJ-{digits:4}-{digits:1-6}' },
    users: '预警发布岗',
    system: '气象预警发布系统',
    security: '系统部署在电子政务外网，仅预警发布岗可用，查询逐笔留痕。',
  });
  await attach(applicant);
  await handOn(applicant);
  await applicant.sees('待本部门负责人同意');
  await applicant.sees('可线下签批：打印签批单交负责人签字盖章，再录入扫描件。');
}

/** The department's own letter goes with the application. */
async function attach(applicant: Person): Promise<void> {
  const { page } = applicant;
  await applicant.press('附一份公函');
  const dialog = page.getByRole('dialog');
  await applicant.write('公函日期', dayAfter(0), dialog);
  await applicant.write('公函文号', letterNo, dialog);
  await dialog.locator('input[type=file]').setInputFiles({ name: '公函.pdf', mimeType: 'application/pdf', buffer: letter });
  await applicant.look('letter-dialog', { everyLanguage: true });
  await applicant.press('附一份公函', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await applicant.sees(letterNo);
  await applicant.look('letter-attached', { everyLanguage: true });
}

/** Answers the check code that stands on the paper. */
async function print(city: City): Promise<string> {
  const applicant = await city.person('qxj.djy');
  const { page } = applicant;
  const [sheet] = await Promise.all([page.waitForEvent('download'), applicant.press('打印签批单')]);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await readFile(await sheet.path()))), { mergePages: true });
  const words = text.replaceAll(/\s+/gu, '');
  assert.match(words, /线下签批单/u);
  const code = /校验码：([0-9A-F-]{19})/u.exec(words)?.[1];
  assert.ok(code, words);
  return code;
}

async function enter(city: City, code: string): Promise<void> {
  const applicant = await city.person('qxj.djy');
  const { page } = applicant;
  await applicant.press('录入签批单');
  const dialog = page.getByRole('dialog');
  await applicant.write('校验码', '0000-0000-0000-0000', dialog);
  await applicant.write('签批单文号', docNo, dialog);
  await applicant.write('签批日期', dayAfter(0), dialog);
  await applicant.tick('部门负责人', dialog);
  await applicant.write('单上的意见', '同意申请。', dialog);
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: '签批单.png', mimeType: 'image/png', buffer: await scan(applicant, code) });
  await applicant.press('录入签批单', dialog);
  await applicant.sees(/校验码与现在要签署的文本不符/u);
  await applicant.look('sheet-of-another-text', { everyLanguage: true });
  await applicant.write('校验码', code, dialog);
  await applicant.press('录入签批单', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await applicant.sees('待第二人核对');
  await applicant.look('sheet-entered', { everyLanguage: true });
}

/** A page as a scanner gives it back: what was printed, with something written by hand. */
async function scan({ page }: Person, code: string): Promise<Buffer> {
  const paper = await page.context().newPage();
  await paper.setViewportSize({ width: 800, height: 420 });
  await paper.setContent(
    `<body style="font-family:serif;padding:40px"><h1 style="text-align:center">线下签批单</h1><p>负责人意见：<i style="font-size:26px">同意申请。</i></p><p>${docNo}</p><p>校验码：${code}</p></body>`,
  );
  const picture = await paper.screenshot({ type: 'png' });
  await paper.close();
  return picture;
}

async function confirm(city: City): Promise<void> {
  const second = await city.person('qxj.fzr');
  const { page } = second;
  await second.goTo('/desk');
  await second.follow(new RegExp(`核对线下签批单.*${entryName}`, 'u'));
  const compared = page.getByRole('button', { name: '核对无误，确认' });
  assert.equal(await compared.isDisabled(), true);
  await second.press('查看扫描件');
  await page.getByRole('img', { name: '签批单扫描件' }).waitFor();
  await second.look('scan-shown', { everyLanguage: true });
  await second.press('核对无误，确认');
  await second.signs();
  await second.sees('提供部门办理中');
  await second.sees('已确认，视同签署');
  await second.look('signed-on-paper', { everyLanguage: true });
}

async function answer(city: City): Promise<void> {
  const handler = await city.person('scjg.djy');
  await handler.goTo('/desk');
  await handler.follow(new RegExp(`办理.*气象局.*${entryName}`, 'u'));
  await handler.sees(letterNo);
  await handler.press('拟办答复');
  const drawer = handler.page.getByRole('dialog');
  await handler.write('意见', '符合履职需要，拟同意按办件逐户查询。', drawer);
  await handler.press('报负责人签署', drawer);
  await drawer.waitFor({ state: 'hidden' });

  const head = await city.person('scjg.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`气象局.*${entryName}`, 'u'));
  await head.press('签署答复');
  await head.sign('同意共享。');
  await head.sees('同意共享');
}

async function verify(city: City): Promise<void> {
  const applicant = await city.person('qxj.djy');
  const { page } = applicant;
  await applicant.page.reload();
  await applicant.follow('查看共享协议');
  await applicant.arrives('政务数据共享协议');
  await applicant.sees(/签批单：市气函/u);
  await applicant.look('agreement-one-side-on-paper', { everyLanguage: true });
  const [agreement] = await Promise.all([page.waitForEvent('download'), applicant.press('下载 PDF（附核验材料）')]);
  const verified = await karez(['evidence', 'verify', await agreement.path()]);
  assert.equal(verified.code, 0, verified.said);
  assert.match(verified.said, /signed for the requester[^\n]*\n[^\n]*on PAPER; two officers[^\n]*SM3 of its scan: [0-9a-f]{64}/u);
}
