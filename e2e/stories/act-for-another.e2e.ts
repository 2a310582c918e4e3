import assert from 'node:assert/strict';
import { dayAfter, handOn, writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';

story(
  '91-5.1, 809-20: the head of 市市场监管局 is away and lets a colleague sign; the colleague finds what waits for the head marked in their own inbox, signs under their own account, and agreement, history and the head’s list say who acted for whom; then it is revoked',
  async (city) => {
    await apply(city);
    await delegate(city);
    await signFor(city);
    await readWhatWasDone(city);
    await revoke(city);
  },
);

async function apply(city: City): Promise<void> {
  const applicant = await city.person('zwfw.djy');
  await applicant.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await applicant.follow(entryName);
  await applicant.arrives(entryName);
  await writeApplication(applicant, {
    entryName,
    items: ['企业类型', '登记状态'],
    basis: { kind: '行政法规', title: '优化营商环境条例', article: '第三十七条' },
    scenario: '签发电子证照前，核对持证企业的类型和登记状态。',
    matter: { code: '650400-ZW-0002', name: '电子证照签发', format: 'ZZ-{digits:4}-{digits:1-6}' },
    users: '证照签发岗',
    system: '电子证照系统',
    security: '系统部署在政务云，仅证照签发岗可用，查询逐笔留痕。',
  });
  await handOn(applicant);
  await applicant.sees('待本部门负责人同意');
  const requesterHead = await city.person('zwfw.fzr');
  await requesterHead.follow(new RegExp(entryName, 'u'));
  await requesterHead.press('同意并签署');
  await requesterHead.sign('同意申请。');
  await requesterHead.sees('提供部门办理中');

  const handler = await city.person('scjg.djy');
  await handler.goTo('/desk');
  await handler.follow(new RegExp(`办理.*${entryName}`, 'u'));
  await handler.press('拟办答复');
  const drawer = handler.page.getByRole('dialog');
  await handler.write('意见', '符合履职需要，拟同意按办件逐户查询。', drawer);
  await handler.press('报负责人签署', drawer);
  await drawer.waitFor({ state: 'hidden' });
}

async function delegate(city: City): Promise<void> {
  const head = await city.person('scjg.fzr');
  await head.goTo('/desk/delegations');
  await head.sees('没有代办委托。');
  await head.press('委托代办');
  const dialog = head.page.getByRole('dialog');
  await head.choose('代办人', '市市场监管局·登记注册科承办人', dialog);
  await head.write('起始日', dayAfter(0), dialog);
  await head.write('截止日（含）', dayAfter(3), dialog);
  await head.write('事由', '赴自治区开会。', dialog);
  await dialog.getByRole('checkbox', { name: /委托代为签署/u }).check();
  await head.look('delegate-dialog', { everyLanguage: true });
  await head.signs();
  await head.sees('生效中');
  await head.look('delegations-given', { everyLanguage: true, telephone: true });
}

async function signFor(city: City): Promise<void> {
  const colleague = await city.person('scjg.zck');
  await colleague.goTo('/desk');
  await colleague.sees(/^代 市市场监管局·/u);
  await colleague.look('inbox-for-another', { everyLanguage: true, telephone: true });
  await colleague.follow(new RegExp(entryName, 'u'));
  await colleague.sees(/您正在代“市市场监管局·/u);
  await colleague.press('签署答复');
  await colleague.sign('同意共享。');
  await colleague.sees(/代：市市场监管局·登记注册科承办人/u);
  await colleague.look('signed-for-another', { everyLanguage: true, telephone: true });
  await colleague.press('返回本人');
  await colleague.page
    .getByText(/您正在代/u)
    .first()
    .waitFor({ state: 'hidden' });
}

async function readWhatWasDone(city: City): Promise<void> {
  const applicant = await city.person('zwfw.djy');
  await applicant.page.reload();
  await applicant.follow('查看共享协议');
  await applicant.arrives('政务数据共享协议');
  await applicant.sees(/代：市市场监管局·登记注册科承办人 代/u);
  await applicant.look('agreement-signed-for-another', { everyLanguage: true });

  const head = await city.person('scjg.fzr');
  await head.goTo('/desk/delegations');
  await head.press('所办事项');
  await head.sees(/签署答复/u);
  await head.look('what-was-done', { everyLanguage: true });
  await head.page.keyboard.press('Escape');
}

/** Revoked while the colleague acts: the end shows itself, the page stays, and there is a way back. */
async function revoke(city: City): Promise<void> {
  const colleague = await city.person('scjg.zck');
  await colleague.goTo('/desk/delegations?tab=received');
  await colleague.press('代其办理');
  await colleague.sees(/您正在代“市市场监管局·/u);

  const head = await city.person('scjg.fzr');
  await head.goTo('/desk/delegations');
  await head.press('撤销');
  await head.press('撤销', head.page.getByRole('dialog'));
  await head.sees('已撤销');

  await colleague.goTo('/desk');
  await colleague.sees(/已结束或被撤销/u);
  await colleague.look('ended-while-acting', { everyLanguage: true, telephone: true });
  await colleague.press('返回本人');
  await colleague.page
    .getByText(/已结束或被撤销/u)
    .first()
    .waitFor({ state: 'hidden' });
  await colleague.goTo('/desk/delegations?tab=received');
  await colleague.sees('已撤销');
  assert.equal(await colleague.page.getByRole('button', { name: '代其办理' }).count(), 0);
}
