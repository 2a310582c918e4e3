import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { correctedWorkbook } from '../../tools/test/corrected-workbook.ts';
import type { Person } from '../src/person.ts';
import { story } from '../src/story.ts';

const lines = [
  '信息资源名称,信息资源摘要,信息项名称,数据类型,更新周期',
  '渡槽登记名录,全市渡槽的位置和长度。,渡槽编号,字符型,每年',
  '渡槽登记名录,全市渡槽的位置和长度。,渡槽长度,很长的,每年',
  '倒虹吸登记名录,全市倒虹吸的位置。,编号,字符型,有时',
  '涝坝登记名录,全市涝坝的位置。,编号,字符型,每年',
];
const corrections = new Map([
  ['数据类型', '数值型'],
  ['更新周期', '每年'],
]);

story(
  '91-3.1: 市水利局 files its catalogue as a workbook: what is refused comes back coloured, is corrected there, becomes drafts, and is undone as one job',
  async (city) => {
    const clerk = await city.person('slj.djy');
    await upload(clerk, { name: '水利局编制.csv', bytes: Buffer.from(lines.join('\n')) });
    await clerk.look('workbook-refused', { everyLanguage: true });
    const coloured = await fetched(clerk, clerk.page.getByRole('button', { name: '下载未通过的行（2）' }));
    await upload(clerk, { name: '水利局编制-改正.xlsx', bytes: await correctedWorkbook(coloured, corrections) });
    await clerk.press('导入');
    await clerk.press('导入', clerk.page.getByRole('dialog'));
    await clerk.sees('导入完成');
    await becameDrafts(clerk);
    await undo(clerk);
  },
);

async function upload(clerk: Person, { name, bytes }: { name: string; bytes: Buffer }): Promise<void> {
  await clerk.goTo('/catalog/imports');
  await clerk.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
  await clerk.tick('不涉及国家秘密和工作秘密');
  await clerk.press('上传并核对');
  await clerk.page.getByRole('heading', { level: 1, name }).waitFor();
  await clerk.sees('已核对。请查看各行结果，再决定是否导入。');
}

async function fetched(clerk: Person, button: Locator): Promise<Buffer> {
  const [file] = await Promise.all([clerk.page.waitForEvent('download'), button.click()]);
  return readFile(await file.path());
}

async function becameDrafts(clerk: Person): Promise<void> {
  await clerk.look('workbook-applied', { everyLanguage: true });
  await clerk.follow('渡槽登记名录');
  await clerk.arrives('渡槽登记名录');
  await clerk.sees('渡槽长度');
  await clerk.page.goBack();
  await clerk.sees('导入完成');
}

async function undo(clerk: Person): Promise<void> {
  await clerk.press('撤销本次导入');
  await clerk.sees('2 条目录恢复到导入前');
  await clerk.look('workbook-undo-asked');
  await clerk.press('撤销 2 条', clerk.page.getByRole('dialog'));
  await clerk.sees('本次导入已撤销。');
  await clerk.sees('已恢复 2 条，保留 0 条');
  await clerk.look('workbook-undone', { everyLanguage: true });
}
