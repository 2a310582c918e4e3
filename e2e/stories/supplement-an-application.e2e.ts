import { handOn, writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';
const scenario = '受理葡萄种植备案时，核对申报企业的类型和登记状态。';
const supplemented = '受理葡萄种植备案时，核对申报企业的类型和登记状态；仅在受理环节逐件查询，核对结果记入备案档案。';

story(
  '91-5.1: 市市场监管局 asks for more time and the authority’s leader grants it; then it says once what is missing, the clock stops, and 市农业农村局 supplements and signs again',
  async (city) => {
    await apply(city);
    await extend(city);
    await sayWhatIsMissing(city);
    await supplement(city);
    await isReceived(city);
  },
);

async function apply(city: City): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await applicant.follow(entryName);
  await applicant.arrives(entryName);
  await writeApplication(applicant, {
    entryName,
    items: ['企业类型', '登记状态'],
    basis: { kind: '规章', title: '葡萄种植备案管理办法（示例）', article: '第九条' },
    scenario,
    matter: { code: '650400-NY-0007', name: '葡萄种植备案', format: 'PT-{digits:4}-{digits:1-6}' },
    users: '种植业科',
    system: '葡萄种植备案系统',
    security: '系统部署在政务云，仅种植业科可用，查询逐笔留痕。',
  });
  await handOn(applicant);
  await applicant.sees('待本部门负责人同意');
  const head = await city.person('nyncj.fzr');
  await head.follow(new RegExp(entryName, 'u'));
  await head.press('同意并签署');
  await head.sign('同意申请。');
  await head.sees('提供部门办理中');
}

async function extend(city: City): Promise<void> {
  const handler = await city.person('scjg.djy');
  await handler.follow(new RegExp(`办理.*农业农村局.*${entryName}`, 'u'));
  await handler.press('申请延期');
  const dialog = handler.page.getByRole('dialog');
  await handler.write('延长的工作日', '5', dialog);
  await handler.write('延期理由', '部分早年登记只有纸质档案，需逐户核对。', dialog);
  await handler.look('extension-dialog');
  await handler.press('报主管部门', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await handler.sees(/申请延长 5 个工作日，待主管部门决定/u);

  const leader = await city.person('zfb.zgl');
  await leader.follow(new RegExp(`延期.*${entryName}`, 'u'));
  await leader.look('extension-to-decide', { everyLanguage: true });
  await leader.press('同意延期');
  await leader.sign('情况属实，同意。');
  await leader.sees(/主管部门同意延长 5 个工作日/u);
}

async function sayWhatIsMissing(city: City): Promise<void> {
  const handler = await city.person('scjg.djy');
  await handler.goTo('/desk');
  await handler.follow(new RegExp(`办理.*农业农村局.*${entryName}`, 'u'));
  await handler.press('告知补正');
  const dialog = handler.page.getByRole('dialog');
  await handler.choose('需要补正的内容', '使用场景', dialog);
  await handler.choose('需要补正的内容', '其他材料', dialog);
  await handler.write('“使用场景”缺什么', '请写明在哪个环节查询、结果记在何处。', dialog);
  await handler.write('“其他材料”缺什么', '请附葡萄种植备案事项的办事指南。', dialog);
  await handler.write('意见', '以下两处请一次补正。', dialog);
  await handler.look('supplement-dialog');
  await handler.press('发出告知', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await handler.sees('已停止计时');
  await handler.look('supplement-awaited');
}

async function supplement(city: City): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo('/desk');
  await applicant.follow(new RegExp(`补正.*${entryName}`, 'u'));
  await applicant.sees('一次性告知补正');
  await applicant.write('使用场景', supplemented);
  await applicant.page.getByRole('status').getByText('已保存').waitFor();
  await applicant.press('提交负责人审签');
  await applicant.sees('还有 1 处没有补正或说明');
  await applicant.page.getByLabel('“其他材料”的补正说明').fill('办事指南已在政务服务网公布，事项编码 650400-NY-0007。');
  await applicant.look('supplement-written', { everyLanguage: true });
  await applicant.press('提交负责人审签');
  await applicant.sees('补正待本部门负责人同意');

  const head = await city.person('nyncj.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`补正.*${entryName}`, 'u'));
  await head.press('同意并签署');
  await head.sign('补正属实，同意。');
  await head.sees('提供部门办理中');
}

async function isReceived(city: City): Promise<void> {
  const handler = await city.person('scjg.djy');
  await handler.goTo('/desk');
  await handler.follow(new RegExp(`办理.*农业农村局.*${entryName}`, 'u'));
  await handler.sees(supplemented);
  await handler.sees('已改动');
  await handler.look('supplement-received', { everyLanguage: true });
}
