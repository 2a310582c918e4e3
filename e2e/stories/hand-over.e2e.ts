import assert from 'node:assert/strict';
import { handOn, writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import type { Person } from '../src/person.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';
const [leaving, clerk] = ['市市场监管局·登记员', '市市场监管局·食品经营监督管理科承办人'];

story(
  '91-5.1: the handler of 市市场监管局 changes post; the head sees what lies in that hand and that a colleague without the post cannot take it, has the post given, and hands it over, and the colleague goes on with it',
  async (city) => {
    await takeInHand(city);
    await seeThatNobodyMay(city);
    await givePost(city);
    await handOver(city);
    await goOn(city);
  },
);

async function takeInHand(city: City): Promise<void> {
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
  await handler.press('签收');
  await handler.sees('在我手上');
}

async function choosePeople(head: Person): Promise<void> {
  await head.goTo('/desk/handover');
  await head.press('办理移交');
  await head.arrives('办理移交');
  await head.choose('移交人', leaving);
  await head.choose('接收人', clerk);
}

async function seeThatNobodyMay(city: City): Promise<void> {
  const head = await city.person('scjg.fzr');
  await head.goTo('/desk/handover');
  await head.sees('还没有工作移交记录。');
  await head.look('handovers-none', { everyLanguage: true });
  await choosePeople(head);
  await head.look('handover-people', { everyLanguage: true, telephone: true });
  await head.press('下一步');
  await head.sees('不能移交');
  await head.sees(/接收人没有提供经办人岗位/u);
  assert.equal(await head.page.getByRole('button', { name: '下一步' }).isDisabled(), true);
  await head.look('handover-cannot', { everyLanguage: true, telephone: true });
}

async function givePost(city: City): Promise<void> {
  const administrator = await city.person('scjg.shy');
  await administrator.goTo('/identity/people');
  const row = administrator.page.getByRole('row', { name: new RegExp(clerk, 'u') });
  await administrator.press('增加岗位', row);
  const dialog = administrator.page.getByRole('dialog');
  await administrator.choose('岗位', '提供经办人', dialog);
  await administrator.press('增加岗位', dialog);
  await dialog.waitFor({ state: 'hidden' });
}

async function handOver(city: City): Promise<void> {
  const head = await city.person('scjg.fzr');
  await choosePeople(head);
  await head.press('下一步');
  await head.sees('移交接收人');
  await head.look('handover-items', { everyLanguage: true, telephone: true });
  await head.press('下一步');
  await head.sees(/^将移交 1 项/u);
  await head.write('事由', '调任县市场监管局。');
  await head.look('handover-confirm', { everyLanguage: true, telephone: true });
  await head.press('确认移交');
  await head.arrives('工作移交');
  await head.sees('调任县市场监管局。');
  await head.look('handovers', { everyLanguage: true, telephone: true });
  await head.press('明细');
  await head.page.getByRole('dialog').getByText('已移交').waitFor();
  await head.look('handover-details', { everyLanguage: true, telephone: true });
}

async function goOn(city: City): Promise<void> {
  const colleague = await city.person('scjg.spk');
  await colleague.goTo('/desk/notices');
  await colleague.sees(/移交给您 1 项工作/u);
  await colleague.look('handover-notice', { everyLanguage: true });
  await colleague.goTo('/desk?tab=in-hand');
  await colleague.follow(new RegExp(entryName, 'u'));
  await colleague.sees('拟办答复');
  await colleague.look('handed-application', { everyLanguage: true });
}
