import { writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';

story(
  '809-20, 91-5.1: the authority publishes a question, 市农业农村局 answers it in its application, and its head sees which answer needs a closer look',
  async (city) => {
    await publish(city);
    await apply(city);
    await retire(city);
  },
);

async function publish(city: City): Promise<void> {
  const officer = await city.person('zfb.zgy');
  const { page } = officer;
  await officer.goTo('/sharing/question-set');
  await officer.press('修改并发布问题集');
  const dialog = page.getByRole('dialog');
  await officer.tick('申请内容不含国家秘密、工作秘密', dialog);
  await officer.press('增加问题', dialog);
  await officer.write('部分', '数据流向', dialog);
  await officer.choose('答题方式', '是或否', dialog);
  await dialog.getByLabel('问题', { exact: true }).fill('数据是否会离开本市政务云？');
  await officer.press('标出风险回答', dialog);
  await officer.choose('风险回答', '是', dialog);
  await officer.write('提示理由', '出域使用，须核对必要性和安全措施。', dialog);
  await officer.look('question-set-written', { everyLanguage: true, telephone: true });
  await officer.press('发布', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await officer.sees(/现行问题集/u);
  await officer.look('question-set', { everyLanguage: true, telephone: true });
}

async function apply(city: City): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await applicant.follow(entryName);
  await applicant.arrives(entryName);
  await writeApplication(applicant, {
    entryName,
    items: ['企业类型', '登记状态'],
    basis: { kind: '规章', title: '葡萄种植备案管理办法（示例）', article: '第九条' },
    scenario: '受理葡萄种植备案时，核对申报企业的类型和登记状态，申报人不再提交复印件。',
    matter: { code: '650400-NY-0007', name: '葡萄种植备案', format: 'PT-{digits:4}-{digits:1-6}' },
    users: '种植业科',
    system: '葡萄种植备案系统',
    security: '系统部署在政务云，仅种植业科可用，查询逐笔留痕。',
  });
  await applicant.sees(/须作答/u);
  await applicant.look('questions-asked', { everyLanguage: true, telephone: true });
  await applicant.press('检查申请');
  await applicant.arrives('检查申请');
  await applicant.look('check-application-gaps', { everyLanguage: true, telephone: true });
  await applicant.follow('六、补充问题');
  await applicant.page.getByRole('radio', { name: '是', exact: true }).check();
  await applicant.page.getByText(/须作答/u).waitFor({ state: 'hidden' });
  await applicant.press('检查申请');
  await applicant.arrives('检查申请');
  await applicant.look('check-application', { everyLanguage: true, telephone: true });
  await applicant.press('提交负责人审签');
  await applicant.sees('待本部门负责人同意');
  const head = await city.person('nyncj.fzr');
  await head.follow(new RegExp(entryName, 'u'));
  await head.sees(/1 处回答需要重点审查/u);
  await head.look('risky-answer', { everyLanguage: true, telephone: true });
}

/** The set asks nothing any more, so that other stories write what they wrote. */
async function retire(city: City): Promise<void> {
  const officer = await city.person('zfb.zgy');
  await officer.press('修改并发布问题集');
  const dialog = officer.page.getByRole('dialog');
  await officer.tick('申请内容不含国家秘密、工作秘密', dialog);
  await dialog.getByRole('button', { name: '删除' }).first().click();
  await officer.press('发布', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await officer.sees(/没有补充问题/u);
}
