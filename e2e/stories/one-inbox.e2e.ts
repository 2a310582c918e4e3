import assert from 'node:assert/strict';
import { handOn, writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '企业登记基本信息';

story(
  '91-5.1: 市农业农村局 follows what it has started in its inbox, from the signature of its head to the desk of 市市场监管局, finds it by a word and reminds; the head there sees the terms of the unit and exports them',
  async (city) => {
    await apply(city);
    await follow(city);
    await remind(city);
    await overseeTerms(city);
    await readCopies(city);
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
    scenario: '受理葡萄种植备案时，核对申报企业的类型和登记状态。',
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

async function follow(city: City): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo('/desk?tab=begun');
  await applicant.sees(new RegExp(`共享申请.*${entryName}`, 'u'));
  await applicant.sees('提供部门办理中');
  await applicant.look('inbox-begun', { everyLanguage: true, telephone: true });
  await applicant.goTo(`/desk?tab=begun&q=${encodeURIComponent('没有这样的事项')}`);
  await applicant.sees('没有符合条件的事项。');
  await applicant.goTo(`/desk?tab=begun&q=${encodeURIComponent(entryName)}`);
  await applicant.follow(new RegExp(`共享申请.*${entryName}`, 'u'));
  await applicant.arrives(entryName);

  const handler = await city.person('scjg.djy');
  await handler.goTo('/desk?clock=later');
  await handler.sees(new RegExp(`农业农村局.*${entryName}`, 'u'));
  await handler.look('inbox-open', { everyLanguage: true, telephone: true });
  await handler.goTo('/desk?tab=begun&state=ended');
  await handler.look('inbox-begun-ended', { everyLanguage: true });
}

/** 催办: once, and then not again so soon; whoever has the case is told. */
async function remind(city: City): Promise<void> {
  const applicant = await city.person('nyncj.djy');
  await applicant.goTo('/desk?tab=begun');
  await applicant.follow(new RegExp(`共享申请.*${entryName}`, 'u'));
  await applicant.press('催办');
  await applicant.sees('已催办，承办人会收到通知。');
  await applicant.look('reminded', { everyLanguage: true });

  const handler = await city.person('scjg.djy');
  await handler.goTo('/desk/notices');
  await handler.sees(new RegExp(`催办申请.*${entryName}`, 'u'));
  await handler.look('reminder-notice', { everyLanguage: true, telephone: true });
}

/** The heads see every term of their unit, and hand over the list. */
async function overseeTerms(city: City): Promise<void> {
  const head = await city.person('scjg.fzr');
  await head.goTo('/desk?tab=unit');
  await head.sees(new RegExp(`农业农村局.*${entryName}`, 'u'));
  await head.look('inbox-unit', { everyLanguage: true, telephone: true });
  const downloaded = head.page.waitForEvent('download');
  await head.press('导出台账');
  assert.match((await downloaded).suggestedFilename(), /待办事项台账.*\.xlsx$/u);
  await head.goTo('/sharing/grants?side=given');
  await head.look('grants-ledger', { everyLanguage: true });
}

async function readCopies(city: City): Promise<void> {
  const registrar = await city.person('scjg.djy');
  await registrar.goTo('/desk?tab=copies');
  await registrar.sees(/目录已发布/u);
  await registrar.look('inbox-copies', { everyLanguage: true });
}
