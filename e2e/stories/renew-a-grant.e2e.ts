import assert from 'node:assert/strict';
import { dayIn } from '@karez/kit/clock';
import { dayAfter } from '@karez/kit/day';
import { company } from '../../tools/demo-provider/companies.ts';
import { handOn } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { letCall, registerClient } from '../src/machine-client.ts';
import { requesterSystem, type Called } from '../src/requester-system.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';
const DAYS_WANTED = 420;

story(
  '809-25, 91-5.1: 市水利局 renews what it holds of 市市场监管局 with one item more; its system is served all the while, and gets the item once both have signed',
  async (city) => {
    const call = await connect(city);
    const before = await served(call);
    await begin(city);
    assert.deepEqual(await served(call), before);
    await decide(city);
    const after = await served(call);
    assert.deepEqual(
      Object.keys(after).filter((field) => !Object.hasOwn(before, field)),
      ['established_on'],
    );
    await showsVersions(city);
    await cascade(city);
  },
);

async function connect(city: City): Promise<() => Promise<Called>> {
  const developer = await city.person('slj.djy');
  const name = city.unheard('取水许可续用');
  await developer.goTo('/identity/clients');
  const keyPath = await registerClient(developer, name);
  await developer.goTo('/sharing/grants?side=held');
  await developer.follow(entryName);
  await developer.arrives(entryName);
  await letCall(developer, name);
  const system = await requesterSystem(keyPath);
  const address = `${city.gateway}/services/company-registration/companies/${company(1).uscc}`;
  return () => system.call(address, { 'Karez-Matter': 'QS-2026-19', 'Karez-Operator': 'window-04' });
}

async function served(call: () => Promise<Called>): Promise<Record<string, unknown>> {
  const answered = await call();
  assert.equal(answered.status, 200, JSON.stringify(answered.body));
  assert.ok(typeof answered.body === 'object' && answered.body !== null);
  return { ...answered.body };
}

async function begin(city: City): Promise<void> {
  const applicant = await city.person('slj.djy');
  const { page } = applicant;
  await applicant.press('续期或变更');
  await applicant.arrives(`申请：${entryName}`);
  await applicant.sees(/续期或变更：接替授权/u);
  await applicant.tick('申请内容不含国家秘密、工作秘密');
  await page.getByRole('row', { name: '成立日期' }).getByRole('checkbox').check();
  await applicant.write('止', dayAfter(dayIn('Asia/Shanghai', new Date()), DAYS_WANTED));
  await page.getByRole('checkbox', { name: /^承诺/u }).check();
  await page.getByRole('status').getByText('已保存').waitFor();
  await applicant.look('renewal-written', { everyLanguage: true, telephone: true });
  await handOn(applicant);
  await applicant.sees('待本部门负责人同意');
  await applicant.follow('查看原授权');
  await applicant.sees('续期或变更正在办理');
  await applicant.look('grant-being-renewed', { telephone: true });

  const head = await city.person('slj.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`审签本部门的共享申请.*${entryName}`, 'u'));
  await head.sees('增加：成立日期');
  await head.press('同意并签署');
  await head.sign('确属许可审查所需，同意续期。');
  await head.sees('提供部门办理中');
}

async function decide(city: City): Promise<void> {
  const handler = await city.person('scjg.djy');
  await handler.goTo('/desk');
  await handler.follow(new RegExp(`办理.*水利局.*${entryName}`, 'u'));
  await handler.sees('增加：成立日期');
  await handler.look('renewal-received', { everyLanguage: true, telephone: true });
  await handler.press('拟办答复');
  const drawer = handler.page.getByRole('dialog');
  await handler.write('意见', '增加的成立日期确为审查要件，拟同意续期。', drawer);
  await handler.press('报负责人签署', drawer);
  await drawer.waitFor({ state: 'hidden' });
  const head = await city.person('scjg.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`签署对.*水利局.*答复.*${entryName}`, 'u'));
  await head.arrives(`申请：${entryName}`);
  await head.press('签署答复');
  await head.sign('同意续期。');
  await head.sees('接替原授权');
}

async function showsVersions(city: City): Promise<void> {
  const applicant = await city.person('slj.djy');
  await applicant.goTo('/sharing/grants?side=held');
  await applicant.follow(entryName);
  await applicant.sees('历次版本');
  await applicant.sees('成立日期');
  await applicant.look('grant-renewed', { everyLanguage: true, telephone: true });
}

/** Before a grant is revoked its provider reads what that touches; here it thinks better of it. */
async function cascade(city: City): Promise<void> {
  const head = await city.person('scjg.fzr');
  await head.goTo('/sharing/grants?side=given');
  await head.follow(entryName);
  await head.arrives(entryName);
  await head.press('撤销授权');
  const dialog = head.page.getByRole('dialog');
  await dialog.getByText('企业登记信息查询接口').waitFor();
  await head.look('cascade-before-revocation', { everyLanguage: true, telephone: true });
  await head.press('取消', dialog);
}
