import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '气象灾害预警信息';
const nameUg = 'ئاتموسفېرا ئاپىتىدىن ئاگاھلاندۇرۇش ئۇچۇرى';

story(
  '91-7.1.1: 市民宗委 translates an entry into Uyghur beside its Chinese; a second person reviews it; the board counts it; a changed entry is stale',
  async (city) => {
    await write(city);
    await review(city);
    await seesStale(city);
    await finds(city);
  },
);

async function write(city: City): Promise<void> {
  const editor = await city.person('mzw.mwbj');
  await editor.goTo('/catalog/translations');
  await editor.look('translations-board', { everyLanguage: true });
  await editor.follow(entryName);
  await editor.arrives(entryName);
  await editor.sees('退回');
  await editor.write('名称', nameUg);
  await editor.write('数据项 5 · 名称', 'ئېلان قىلىنغان ۋاقىت');
  await editor.sees('已保存');
  await editor.look('translation-editor', { everyLanguage: true });
  await editor.page.getByRole('button', { name: /^提交审校/u }).click();
  await editor.sees('待审校');
}

async function review(city: City): Promise<void> {
  const second = await city.person('mzw.mwsh');
  await second.follow(new RegExp(`审校维吾尔文译文.*${entryName}`, 'u'));
  await second.arrives(entryName);
  await second.page.getByRole('checkbox', { name: '选择：名称', exact: true }).check();
  await second.page.getByRole('checkbox', { name: '选择：数据项 5 · 名称', exact: true }).check();
  await second.look('translation-review');
  await second.page.getByRole('button', { name: /^审校通过/u }).click();
  await second.look('translation-review-dialog');
  await second.press('确定');
  await second.sees('已审校');
}

async function seesStale(city: City): Promise<void> {
  const editor = await city.person('mzw.mwbj');
  await editor.goTo('/catalog/translations?language=ug&state=stale');
  await editor.follow('法人电子证照目录');
  await editor.sees('原为');
  await editor.look('translation-stale', { everyLanguage: true });
}

async function finds(city: City): Promise<void> {
  const reader = await city.person('slj.djy');
  // As a keyboard of Arabic writes it: one letter for two of Uyghur.
  await reader.goTo(`/catalog?q=${encodeURIComponent('ئاگاهلاندوروش')}`);
  await reader.sees('维吾尔文名称');
  await reader.look('translation-found', { everyLanguage: true });
  await reader.follow(entryName);
  await reader.arrives(entryName);
  await reader.press('查看译文');
  await reader.sees(nameUg);
  await reader.look('translation-read', { everyLanguage: true });
  await reader.goTo('/catalog?q=karez');
  await reader.look('translation-found-english', { everyLanguage: true });
}
