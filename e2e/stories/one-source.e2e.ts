import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '用水企业登记信息';

story(
  '91-4.1, 809-19: 市水利局 sees beside its draft what 市市场监督管理局 collects already, cites one source, argues a difference, and applies to the source of a field of its form, and reads the report; the registry says who the source is',
  async (city) => {
    await answer(city);
    await readRegistry(city);
  },
);

async function answer(city: City): Promise<void> {
  const registrar = await city.person('slj.djy');
  const { page } = registrar;
  await registrar.goTo('/desk');
  await registrar.follow(new RegExp(`答复重复采集发现.*${entryName}`, 'u'));
  await registrar.arrives(entryName);
  await registrar.sees(/待答复，全部答复后方可签发、发布/u);
  await registrar.look('findings', { everyLanguage: true });
  const finding = page.getByRole('region', { name: '统一社会信用代码' });
  await registrar.press('引用来源', finding);
  await registrar.press('引用来源', page.getByRole('dialog'));
  await finding.getByText('已引用来源').waitFor();
  const other = page.getByRole('region', { name: '企业名称' });
  await registrar.press('说明差异', other);
  await registrar.write('说明', '只记取水单位的简称，用于抄表', page.getByRole('dialog'));
  await registrar.look('arguing-a-difference');
  await registrar.press('说明差异', page.getByRole('dialog'));
  await other.getByText('已说明差异').waitFor();
  const field = page.getByRole('region', { name: '经营范围' });
  await field.getByText('表单字段已有').waitFor();
  await registrar.press('引用来源', field);
  await registrar.press('引用来源', page.getByRole('dialog'));
  await field.getByText('已引用来源').waitFor();
  await registrar.sees('数据来源（一数一源）');
  await registrar.look('findings-answered', { everyLanguage: true });
  await registrar.press('申请共享这 1 个数据项', field);
  await registrar.sees('企业登记基本信息');
  await registrar.goTo('/catalog/duplicates');
  await page
    .getByRole('button', { name: /已引用来源 \d+ 条/u })
    .first()
    .click();
  await registrar.look('duplicates', { everyLanguage: true });
}

async function readRegistry(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.goTo('/catalog/duplicates');
  await authority.look('duplicates-city');
  await authority.goTo('/catalog/elements');
  await authority.look('elements');
  await authority.follow('统一社会信用代码');
  await authority.arrives('统一社会信用代码');
  await authority.sees('吐数认〔2026〕1号');
  await authority.look('element');
  await authority.press('认定数源部门');
  await authority.page.getByRole('dialog').waitFor();
  await authority.look('designating');
}
