import assert from 'node:assert/strict';
import { company } from '../../tools/demo-provider/companies.ts';
import type { City } from '../src/city.ts';
import { letCall, registerClient } from '../src/machine-client.ts';
import { requesterSystem, type Called } from '../src/requester-system.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';
const fact = '抽查发现 11 月 20 日的 37 次查询没有对应的取水许可办件，属超出约定用途使用。';

story(
  '809-27: 市市场监管局 suspends what 市水利局 uses beyond its purpose, the next call is refused with the article; put right, rechecked and restored, it is served again',
  async (city) => {
    const { grant, call } = await connect(city);
    assert.equal((await call()).status, 200);
    await suspend(city, grant);
    const refused = await call();
    assert.equal(refused.status, 451, JSON.stringify(refused.body));
    assert.match(JSON.stringify(refused.body), /政务数据共享条例》第二十七条/u);
    await rectify(city);
    await oversee(city, grant);
    await restore(city);
    assert.equal((await call()).status, 200);
    await showsItsPast(city, grant);
  },
);

/** The grant's own system gets a client, which may call. */
async function connect(city: City): Promise<{ grant: string; call: () => Promise<Called> }> {
  const developer = await city.person('slj.djy');
  const name = city.unheard('取水许可核对');
  await developer.goTo('/identity/clients');
  const keyPath = await registerClient(developer, name);
  await developer.goTo('/sharing/grants?side=held');
  await developer.follow(entryName);
  await developer.arrives(entryName);
  await letCall(developer, name);
  const system = await requesterSystem(keyPath);
  const address = `${city.gateway}/services/company-registration/companies/${company(0).uscc}`;
  const call = () => system.call(address, { 'Karez-Matter': 'QS-2026-18', 'Karez-Operator': 'window-03' });
  return { grant: developer.path(), call };
}

async function suspend(city: City, grant: string): Promise<void> {
  const head = await city.person('scjg.fzr');
  await head.goTo('/sharing/grants?side=given');
  await head.followTo(grant);
  await head.arrives(entryName);
  await head.press('暂停授权');
  const dialog = head.page.getByRole('dialog');
  await head.write('查明的事实', fact, dialog);
  await head.write('在法规库中查找：文件名、条号或条文中的字词', '处置、暂停、终止', dialog);
  await head.page.locator('.ant-select-item-option', { hasText: /第二十七条.*政务数据共享条例/u }).click();
  await head.write('整改期限（工作日）', '10', dialog);
  await head.look('suspension-dialog', { everyLanguage: true, telephone: true });
  await head.signs();
  await head.sees('授权已暂停，待需求部门整改');
  await head.look('grant-suspended-provider', { everyLanguage: true, telephone: true });
}

async function rectify(city: City): Promise<void> {
  const applicant = await city.person('slj.djy');
  await applicant.goTo('/desk');
  await applicant.look('desk-rectify');
  await applicant.follow(new RegExp(`整改被暂停的授权.*${entryName}`, 'u'));
  await applicant.sees(fact);
  await applicant.look('grant-suspended-holder', { everyLanguage: true, telephone: true });
  await applicant.press('报告整改');
  const dialog = applicant.page.getByRole('dialog');
  await applicant.write('整改情况', '查明系培训期间误用正式环境；已停用相关账号，今后查询须先登记办件编号。', dialog);
  await applicant.look('rectification-dialog');
  await applicant.press('报送复核', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await applicant.sees(/授权已暂停，待.*复核整改/u);
}

/** The authority sees which grants of the region are suspended; whoever suspended one rechecks it. */
async function oversee(city: City, grant: string): Promise<void> {
  const leader = await city.person('zfb.zgl');
  await leader.goTo('/sharing/grants?side=authority&state=suspended');
  await leader.look('grants-in-region', { everyLanguage: true, telephone: true });
  await leader.followTo(grant);
  await leader.arrives(entryName);
  await leader.look('grant-suspended-authority');
}

async function restore(city: City): Promise<void> {
  const head = await city.person('scjg.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(`复核授权.*${entryName}`, 'u'));
  await head.press('恢复授权');
  await head.write('复核意见', '已核查停用记录和近三日调用，整改到位，恢复。', head.page.getByRole('dialog'));
  await head.signs();
  await head.sees('复核通过，恢复授权');
}

async function showsItsPast(city: City, grant: string): Promise<void> {
  const applicant = await city.person('slj.djy');
  await applicant.goTo('/sharing/grants?side=held');
  await applicant.followTo(grant);
  await applicant.sees('复核通过，恢复授权');
  await applicant.look('grant-restored', { everyLanguage: true, telephone: true });
}
