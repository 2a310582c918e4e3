import assert from 'node:assert/strict';
import { company } from '../../tools/demo-provider/companies.ts';
import { fillApplication, handOn } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { letCall, registerClient } from '../src/machine-client.ts';
import { requesterSystem } from '../src/requester-system.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';
const county = '鄯善县';

story(
  '809-24, 91-5.2: 鄯善县水利局 subscribes to the rows of its own county of an entry of the city; nobody can add a condition, and its system gets these rows and no others',
  async (city) => {
    await subscribe(city);
    await consent(city);
    await answer(city);
    await read(city);
    await call(city);
  },
);

/** The county's clerk finds the city's entry, and asks for the rows of the county. */
async function subscribe(city: City): Promise<void> {
  const clerk = await city.person('ssx.slj.djy');
  await clerk.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await clerk.follow(entryName);
  await clerk.arrives(entryName);
  await clerk.look('backflow-entry', { everyLanguage: true });
  await clerk.press('回流订阅');
  await fillApplication(clerk, {
    entryName,
    items: [],
    basis: { kind: '行政法规', title: '取水许可和水资源费征收管理条例', article: '第十一条' },
    scenario: '办理本县机井取水许可和年度取水量核定时，核对本县凿井单位和用水单位的登记状态。',
    matter: { code: '650421-SL-0003', name: '县域取水许可审批', format: 'SS-{digits:4}-{digits:1-6}' },
    users: '县水利局水政科',
    system: '鄯善县机井台账系统',
    region: county,
    security: '系统部署在电子政务外网，仅水政科可用，查询逐笔留痕。',
  });
  await clerk.look('backflow-form', { everyLanguage: true, telephone: true });
  await handOn(clerk);
  await clerk.sees('待本部门负责人同意');
}

async function consent(city: City): Promise<void> {
  const head = await city.person('ssx.slj.fzr');
  await head.follow(new RegExp(entryName, 'u'));
  await head.sees(/属于鄯善县/u);
  await head.press('同意并签署');
  await head.sign('确属本县取水许可所需，同意订阅。');
}

/** The provider answers the whole: no item can be left out, no mask changed, no condition written; its head signs. */
async function answer(city: City): Promise<void> {
  const handler = await city.person('scjg.djy');
  await handler.goTo('/sharing/applications?side=incoming');
  await handler.look('backflow-incoming', { everyLanguage: true });
  await handler.page.getByRole('row', { name: '鄯善县水利局' }).getByRole('link').first().click();
  await handler.arrives(`申请：${entryName}`);
  await handler.press('拟办答复');
  const drawer = handler.page.getByRole('dialog');
  await handler.sees(/不得附加条件/u);
  assert.equal(await drawer.getByLabel('使用条件').count(), 0);
  await handler.write('意见', '依法回流，完整提供。', drawer);
  await handler.look('backflow-proposal', { everyLanguage: true });
  await handler.press('报负责人签署', drawer);
  await drawer.waitFor({ state: 'hidden' });
  const head = await city.person('scjg.fzr');
  await head.goTo(new URL(handler.page.url()).pathname);
  await head.arrives(`申请：${entryName}`);
  await head.press('签署答复');
  await head.sign('同意回流。');
  await head.sees('已同意');
}

async function read(city: City): Promise<void> {
  const clerk = await city.person('ssx.slj.djy');
  await clerk.page.reload();
  await clerk.arrives(`申请：${entryName}`);
  await clerk.follow('查看共享协议');
  await clerk.arrives('政务数据共享协议');
  await clerk.sees(/代码以 650421 开头/u);
  await clerk.look('backflow-agreement', { everyLanguage: true });
  await clerk.page.goBack();
  await clerk.follow('查看授权');
  await clerk.arrives(entryName);
  await clerk.sees(/代码以 650421 开头/u);
  await clerk.look('backflow-grant', { everyLanguage: true });
}

/** The county's system asks for companies of the whole city, and gets its own; one of another county is as if there were none. */
async function call(city: City): Promise<void> {
  const developer = await city.person('ssx.slj.djy');
  const grantPage = new URL(developer.page.url()).pathname;
  const name = city.unheard('机井台账');
  await developer.goTo('/identity/clients');
  const keyPath = await registerClient(developer, name, '鄯善县机井台账系统');
  await developer.goTo(grantPage);
  await letCall(developer, name);
  const system = await requesterSystem(keyPath);
  const headers = { 'Karez-Matter': 'SS-2026-1', 'Karez-Operator': 'window-01' };
  const service = `${city.gateway}/services/company-registration/companies`;

  const listed = await system.call(`${service}?name=${encodeURIComponent('吐鲁番市坎源')}`, headers);
  assert.equal(listed.status, 200, JSON.stringify(listed.body));
  const rows = rowsOf(listed.body);
  assert.ok(rows.length > 0);
  assert.deepEqual([...new Set(rows.map(({ region_code: code }) => code))], ['650421']);
  assert.deepEqual(Object.keys(Object(listed.body)), ['data']);

  const own = await system.call(`${service}/${company(1).uscc}`, headers);
  assert.equal(own.status, 200, JSON.stringify(own.body));
  const elsewhere = await system.call(`${service}/${company(0).uscc}`, headers);
  assert.equal(elsewhere.status, 404, JSON.stringify(elsewhere.body));
}

function rowsOf(body: unknown): { readonly region_code: string }[] {
  const data: unknown = Object(body)['data'];
  assert.ok(Array.isArray(data));
  return data;
}
