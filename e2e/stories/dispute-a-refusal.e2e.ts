import { dayIn } from '@karez/kit/clock';
import { handOn, writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '不动产登记信息';
const wanted = ['不动产单元号', '坐落', '用途'] as const;
const scan = { name: '决定.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n吐政函〔2026〕31号') };
const docNo = '吐政函〔2026〕31号';

story(
  '91-5.1, 809-28: 市自然资源局 refuses 市农业农村局, which is led from the refusal to the dispute; neither negotiation nor the authority settles it, the people’s government’s decision is entered by one officer and confirmed by another, and the application is answered anew as ordered',
  async (city) => {
    await apply(city);
    await refuse(city);
    await raise(city);
    await negotiate(city);
    await escalate(city);
    await enter(city);
    await confirm(city);
    await answerAsOrdered(city);
    await execute(city);
  },
);

async function apply(city: City): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await applicant.follow(entryName);
  await applicant.arrives(entryName);
  await writeApplication(applicant, {
    entryName,
    items: wanted,
    basis: { kind: '规章', title: '葡萄种植备案管理办法（示例）', article: '第七条' },
    scenario: '受理葡萄种植备案时，核对申报地块的坐落和用途，申请人不再提交不动产权证复印件。',
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

async function refuse(city: City): Promise<void> {
  const handler = await city.person('zrzy.djy');
  const { page } = handler;
  await handler.goTo('/desk');
  await handler.follow(new RegExp(`办理.*农业农村局.*${entryName}`, 'u'));
  await handler.press('拟办答复');
  const drawer = page.getByRole('dialog');
  await drawer.getByText('拒绝', { exact: true }).click();
  await handler.write('意见', '种植备案不以不动产登记为条件，申请与所列职责无关。', drawer);
  await handler.choose('拒绝理由', '与履行职责无关', drawer);
  await handler.choose('在法规库中查找：文件名、条号或条文中的字词', '第二十条', drawer);
  await handler.press('报负责人签署', drawer);
  await drawer.waitFor({ state: 'hidden' });
  const head = await city.person('zrzy.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`签署.*${entryName}`, 'u'));
  await head.press('签署答复');
  await head.sign('同意拒绝，请告知理由和依据。');
  await head.sees('已拒绝');
}

/** Whoever is refused finds the way of article 28 where the refusal stands. */
async function raise(city: City): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo('/sharing/applications?side=outgoing');
  await applicant.follow(new RegExp(entryName, 'u'));
  await applicant.arrives(`申请：${entryName}`);
  await applicant.sees('与履行职责无关');
  await applicant.look('refusal-with-way-on', { everyLanguage: true, telephone: true });
  await applicant.press('提出争议');
  const dialog = applicant.page.getByRole('dialog');
  await applicant.write('争议理由', '备案管理办法第七条要求核对地块用途，属法定职责；逐件查询，不留存。', dialog);
  await applicant.look('raise-dialog', { everyLanguage: true });
  await applicant.press('提交', dialog);
  await applicant.arrives(entryName);
  await applicant.sees('协商中');
  await applicant.look('dispute-raised', { everyLanguage: true, telephone: true });
}

async function negotiate(city: City): Promise<void> {
  const provider = await city.person('zrzy.djy');
  await provider.goTo('/desk');
  await provider.look('desk-with-dispute', { everyLanguage: true });
  await provider.follow(new RegExp(`争议.*${entryName}`, 'u'));
  await provider.press('陈述意见');
  await provider.write('内容', '坐落属于个人信息，备案时可以由申请人提交。', provider.page.getByRole('dialog'));
  await provider.press('确定', provider.page.getByRole('dialog'));
  await provider.sees('坐落属于个人信息，备案时可以由申请人提交。');

  const applicant = await city.person('nyncj.djy');
  await applicant.page.reload();
  await applicant.press('提请主管部门协调');
  const dialog = applicant.page.getByRole('dialog');
  await applicant.write('内容', '双方对备案是否须核对地块用途意见不一致。', dialog);
  await applicant.press('确定', dialog);
  await applicant.sees('主管部门协调中');
}

async function escalate(city: City): Promise<void> {
  const leader = await city.person('zfb.zgl');
  await leader.goTo('/');
  await leader.look('home-with-dispute', { everyLanguage: true, telephone: true });
  await leader.follow(/^待主管部门协调、录入、复核的争议：\d+$/u);
  await leader.look('disputes-overseen', { everyLanguage: true, telephone: true });
  await leader.follow(entryName);
  await leader.arrives(entryName);
  await leader.look('dispute-at-authority', { everyLanguage: true, telephone: true });
  await leader.press('报请上级决定');
  await leader.write('内容', '协调未果，报请市人民政府决定。', leader.page.getByRole('dialog'));
  await leader.look('escalate-dialog', { everyLanguage: true });
  await leader.signs();
  await leader.sees('待上级决定');
}

/** One officer enters the decision from its paper. */
async function enter(city: City): Promise<void> {
  const officer = await city.person('zfb.zgy');
  const { page } = officer;
  await officer.goTo('/desk');
  await officer.follow(new RegExp(`决定.*${entryName}`, 'u'));
  await officer.arrives(entryName);
  await page.locator('input[type=file]').setInputFiles(scan);
  await officer.sees(scan.name);
  await officer.press('录入上级决定');
  const dialog = page.getByRole('dialog');
  await officer.write('文号', docNo, dialog);
  await officer.write('决定日期', dayIn('Asia/Shanghai', new Date()), dialog);
  await officer.write('决定内容', '市自然资源局应当向市农业农村局共享不动产单元号、坐落和用途，限逐件核验。', dialog);
  await officer.look('enter-dialog', { everyLanguage: true });
  await officer.press('提交', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await officer.sees('决定待复核');
  await officer.look('dispute-entered', { everyLanguage: true, telephone: true });
}

/** Another compares it with the paper; it counts from then on. */
async function confirm(city: City): Promise<void> {
  const leader = await city.person('zfb.zgl');
  await leader.goTo('/desk');
  await leader.follow(new RegExp(`决定.*${entryName}`, 'u'));
  await leader.sees(docNo);
  await leader.press('复核确认');
  await leader.write('内容', '与原件一致。', leader.page.getByRole('dialog'));
  await leader.signs();
  await leader.sees('待执行');
  await leader.look('dispute-ordered', { everyLanguage: true, telephone: true });
}

/** The application is open again; a reply that falls behind the order is refused. */
async function answerAsOrdered(city: City): Promise<void> {
  const handler = await city.person('zrzy.djy');
  const { page } = handler;
  await handler.goTo('/desk');
  await handler.follow(new RegExp(`办理.*农业农村局.*${entryName}`, 'u'));
  await handler.arrives(`申请：${entryName}`);
  await handler.look('application-reopened', { everyLanguage: true, telephone: true });
  await handler.press('拟办答复');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('radiogroup', { name: '坐落' }).getByText('不提供').click();
  await handler.write('坐落 理由', '可以由申请人提交。', drawer);
  await handler.write('意见', '按决定共享。', drawer);
  await handler.press('报负责人签署', drawer);
  await drawer.getByText(/争议已有结果/u).waitFor();
  await handler.look('bound-by-decision');
  await drawer.getByRole('radiogroup', { name: '坐落' }).getByText('同意', { exact: true }).click();
  await handler.press('报负责人签署', drawer);
  await drawer.waitFor({ state: 'hidden' });
  const head = await city.person('zrzy.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`签署.*${entryName}`, 'u'));
  await head.press('签署答复');
  await head.sign('按市政府决定共享。');
  await head.sees('同意');
}

async function execute(city: City): Promise<void> {
  const head = await city.person('zrzy.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`执行.*${entryName}`, 'u'));
  await head.press('报告已执行');
  await head.write('内容', '已按决定答复并授权。', head.page.getByRole('dialog'));
  await head.signs();
  await head.sees('已执行');

  const applicant = await city.person('nyncj.djy');
  await applicant.goTo('/sharing/disputes?side=raised');
  await applicant.look('disputes-raised', { everyLanguage: true, telephone: true });
  await applicant.follow(entryName);
  await applicant.sees('已执行');
  await applicant.look('dispute-executed', { everyLanguage: true, telephone: true });
}
