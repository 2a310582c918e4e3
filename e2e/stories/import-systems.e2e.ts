import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import type { Person } from '../src/person.ts';
import { story } from '../src/story.ts';

const header = '系统名称,责任科室,用途,承建单位,运维单位,所在网络,等保等级,接入日期';
const fileName = '水利局业务系统.csv';
const good = [
  '渠道巡查系统,水资源管理科,渠道巡查登记,某软件公司,某运维公司,政务云,二级,2026-03-01',
  '机井取水许可系统,,,,某运维公司,政务云,,',
];
const bad = ['墒情监测系统,,墒情数据汇集,某软件公司,某运维公司,卫星网络,三级,', '水质监测系统,监测科,,某软件公司,某运维公司,互联网,八级,'];

story(
  '91-2.2: 市水利局 brings its business systems in from a file: looks at every row, takes back what is refused, and imports the rest once',
  async (city) => {
    const clerk = await city.person('slj.djy');
    await clerk.goTo('/identity/systems');
    await clerk.press('导入');
    await clerk.arrives('导入业务系统');
    await fetches(clerk, clerk.page.getByRole('button', { name: '下载空白模板' }));
    await clerk.look('system-import-new', { everyLanguage: true });
    await send(clerk, '%PDF-1.7');
    await clerk.sees('这不是 XLSX 工作簿，也不是 CSV 文本文件');
    await clerk.look('system-import-unreadable');
    await upload(clerk, [...good, ...bad]);
    await clerk.look('system-import-checked', { everyLanguage: true });
    await clerk.page.getByText('未通过 2').click();
    await clerk.sees('本单位没有科室“监测科”');
    await fetches(clerk, clerk.page.getByRole('button', { name: '下载未通过的行（2）' }));
    await clerk.press('导入');
    await clerk.press('导入', clerk.page.getByRole('dialog'));
    await clerk.sees('导入完成');
    await clerk.look('system-import-applied', { everyLanguage: true });
    await clerk.press('查看业务系统');
    await clerk.sees('渠道巡查系统');
    await clerk.goTo('/identity/systems/import');
    await upload(clerk, good);
    await clerk.sees('没有新增或变更的行，无需导入');
    await clerk.look('system-import-again', { everyLanguage: true });
  },
);

async function upload(clerk: Person, lines: readonly string[]): Promise<void> {
  await send(clerk, [header, ...lines].join('\n'));
  await clerk.page.getByRole('heading', { level: 1, name: fileName }).waitFor();
}

async function send(clerk: Person, content: string): Promise<void> {
  await clerk.page.locator('input[type=file]').setInputFiles({ name: fileName, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await clerk.tick('不涉及国家秘密和工作秘密');
  await clerk.press('上传并核对');
}

async function fetches(clerk: Person, button: Locator): Promise<void> {
  const [file] = await Promise.all([clerk.page.waitForEvent('download'), button.click()]);
  // By its bytes, not by its Chinese name: a browser on a machine without a language has no letters for that.
  const bytes = await readFile(await file.path());
  if (bytes.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004')
    throw new Error(`what ${await button.innerText()} fetched is no workbook`);
}
