import { readFile } from 'node:fs/promises';
import { changedWorkbook } from '../../tools/test/corrected-workbook.ts';
import type { Person } from '../src/person.ts';
import { story } from '../src/story.ts';

const entryName = '葡萄种植备案信息';
const plannedUg = 'ئۈزۈم تېرىش ئەنگە ئېلىش ئۇچۇرى';

story(
  '91-7.1.1: 市民宗委 takes translations out as a workbook and brings them back as drafts; a text whose Chinese is another one by now is refused with its row',
  async (city) => {
    const editor = await city.person('mzw.mwbj');
    const nameUg = city.unheard(plannedUg);
    await editor.goTo('/catalog/translations?language=ug');
    const [file] = await Promise.all([editor.page.waitForEvent('download'), editor.press('导出工作簿')]);
    const written = await changedWorkbook(await readFile(await file.path()), translatedAs(nameUg));
    await editor.press('导入译文');
    const dialog = editor.page.getByRole('dialog');
    await editor.look('translation-workbook-asked', { everyLanguage: true });
    await dialog.locator('input[type=file]').setInputFiles({ name: '译文.xlsx', mimeType: 'application/octet-stream', buffer: written });
    await editor.press('导入译文', dialog);
    await dialog.getByText(/^存为草稿 1 条，没有变化 \d+ 条，未导入 1 条$/u).waitFor();
    await dialog.getByRole('row').filter({ hasText: entryName }).filter({ hasText: '中文已变更' }).waitFor();
    await editor.look('translation-workbook-taken', { everyLanguage: true });
    await editor.press('关闭', dialog.locator('.ant-modal-footer'));
    await isDraft(editor, nameUg);
  },
);

/** A name is translated outside; of the summary the Chinese was another one when the workbook was taken out. */
function translatedAs(nameUg: string) {
  return (row: ReadonlyMap<string, string>, header: string): string | undefined => {
    if (row.get('目录名称') !== entryName) return undefined;
    if (row.get('字段') === '名称' && header === '译文') return nameUg;
    if (row.get('字段') !== '摘要') return undefined;
    return { 译文: 'ئۈزۈم تېرىش ئورۇنلىرىنىڭ تىزىملىكى', '中文校验码（请勿改动）': '0000000000000000' }[header];
  };
}

async function isDraft(editor: Person, nameUg: string): Promise<void> {
  await editor.goTo('/catalog/translations?language=ug&state=draft');
  await editor.follow(entryName);
  await editor.arrives(entryName);
  await editor.page.locator(`textarea:has-text("${nameUg}"), input[value="${nameUg}"]`).first().waitFor();
  await editor.look('translation-from-workbook', { everyLanguage: true });
}
