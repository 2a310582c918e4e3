import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';

story(
  '91-5.0.3: 市市场监督管理局 prepares an application for 市农业农村局, which claims it and reads in the draft who prepared it',
  async (city) => {
    const words = city.unheard('种植备案每月来函索取，建议改走平台');
    await prepare(city, words);
    await claim(city, words);
  },
);

async function prepare(city: City, words: string): Promise<void> {
  const handler = await city.person('scjg.djy');
  const { page } = handler;
  await handler.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await handler.follow(entryName);
  await handler.arrives(entryName);
  await handler.press('为其他部门代拟申请');
  const dialog = page.getByRole('dialog');
  await handler.choose('申请部门', '吐鲁番市农业农村局', dialog);
  await handler.choose('数据项', '企业名称', dialog);
  await handler.choose('数据项', '登记状态', dialog);
  await handler.write('每天调用次数', '200', dialog);
  await handler.write('致申请部门', '联系人 13812345678', dialog);
  await handler.press('发出', dialog);
  await dialog.getByRole('alert').waitFor();
  await handler.look('offer-refused', { everyLanguage: true, telephone: true });
  await handler.write('致申请部门', words, dialog);
  await handler.press('发出', dialog);
  await handler.arrives('代拟申请');
  await handler.sees(words);
  await handler.look('offers-prepared', { everyLanguage: true, telephone: true });
}

async function claim(city: City, words: string): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo('/sharing/offers?side=received');
  await applicant.arrives('代拟申请');
  await applicant.sees(words);
  await applicant.look('offers-received', { everyLanguage: true, telephone: true });
  await applicant.press('认领');
  await applicant.arrives(`申请：${entryName}`);
  await applicant.sees(words);
  await applicant.look('offer-draft', { everyLanguage: true, telephone: true });
}
