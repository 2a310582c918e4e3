import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { company } from '../../tools/demo-provider/companies.ts';
import { handOn, writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import { letCall, registerClient } from '../src/machine-client.ts';
import type { Person } from '../src/person.ts';
import { karez } from '../src/karez.ts';
import { requesterSystem } from '../src/requester-system.ts';
import { story } from '../src/story.ts';

const scenario = '办理机井取水许可时，核对凿井单位的登记状态、经营范围和登记机关，申请人不再提交营业执照复印件。';
/** As it is copied from the department's own spreadsheet: name, field, type, length. */
const itemRows = [
  ['统一社会信用代码', 'uscc', '字符型', '18'],
  ['企业名称', 'name', '字符型', '300'],
  ['法定代表人', 'legal_representative', '字符型', '60'],
  ['住所', 'address', '字符型', '300'],
  ['经营范围', 'business_scope', '字符型', '4000'],
  ['登记状态', 'status', '字符型', '30'],
  ['登记机关', 'registration_authority', '字符型', '120'],
] as const;

story(
  '91-2.0.1, 91-3.1, 91-3.2, 91-3.2.1, 91-5.0.3, 91-5.1, 91-5.2, 91-6.0.1, 91-6.2, 91-6.3: 市水利局 finds a register of 市市场监管局, applies, both heads sign, its system is served what was granted, and anyone verifies the evidence',
  async (city) => {
    const entryName = city.unheard('凿井企业登记信息');
    await register(city, entryName);
    await review(city, entryName);
    await publish(city, entryName);
    await find(city, entryName);
    await apply(city, entryName);
    await decide(city, entryName);
    await read(city, entryName);
    const code = await serve(city, entryName);
    const keyPath = await connect(city);
    const evidence = await call(city, { code, keyPath });
    await verify(city, { entryName, evidence });
  },
);

/** 登记员 registers the entry: what it is, its items, who may have it under which conditions. */
async function register(city: City, entryName: string): Promise<void> {
  const clerk = await city.person('scjg.djy');
  await clerk.look('home', { everyLanguage: true });
  await clerk.follow('登记资源');
  await clerk.tick('不涉及国家秘密和工作秘密');
  await clerk.write('信息资源名称', entryName);
  await clerk.write(
    '摘要',
    '从事机井开凿的企业的登记基本信息：统一社会信用代码、名称、法定代表人、经营范围、登记状态和登记机关，一户一条。',
  );
  await clerk.look('register');
  await clerk.press('开始登记');

  await clerk.choose('信息资源分类', '102000');
  await clerk.write('下设机构', '登记注册科');
  await clerk.choose('所属信息系统', '企业登记管理系统');
  await clerk.choose('格式分类', '数据库');
  await clerk.choose('格式类型', 'postgresql');
  await clerk.choose('更新周期', '每日');
  await items(clerk);
  await collection(clerk);
  await conditions(clerk);
  await assessments(clerk);
  await clerk.sees('已保存');
  await clerk.look('register-form', { everyLanguage: true });
  await clerk.press('提交审核');
  await clerk.page.getByRole('heading', { name: entryName }).waitFor();
  await clerk.look('entry-in-review');
}

async function items(clerk: Person): Promise<void> {
  const { page } = clerk;
  await clerk.press('从表格粘贴');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(itemRows.map((row) => row.join('\t')).join('\n'));
  await clerk.look('register-paste');
  await dialog.getByRole('button', { name: /7/u }).click();
  await dialog.waitFor({ state: 'hidden' });
  for (const [place, [name]] of itemRows.entries()) {
    const isPerson = name === '法定代表人';
    await clerk.choose(`信息项 ${place + 1} 敏感属性`, isPerson ? '个人信息' : '非个人信息');
    if (isPerson) await clerk.choose(`信息项 ${place + 1} 默认脱敏`, '姓名脱敏');
  }
}

async function collection(clerk: Person): Promise<void> {
  const section = clerk.page.locator('#section-collection');
  await clerk.choose('采集渠道', '窗口受理', section);
  await clerk.press('三定规定等其他文件', section);
  await clerk.write('依据名称', '中华人民共和国市场主体登记管理条例', section);
  await clerk.write('依据条目', '第八条', section);
  await clerk.write('采集表单或者表名', '凿井企业登记申请书', section);
  await section.getByLabel('表单字段').fill('凿井资质等级、机具台数、');
  await clerk.write('采集科室', '登记注册科', section);
  await clerk.choose('采集频率', '每日', section);
}

async function conditions(clerk: Person): Promise<void> {
  const { page } = clerk;
  await clerk.tick('有条件共享');
  for (const [place, text] of ['全市各级政务部门', '行政许可审查、行政检查'].entries()) {
    await clerk.press('添加条件');
    await page.getByLabel('条件内容').nth(place).fill(text);
    await clerk.press('三定规定、权责清单等');
    await page.getByLabel('文件名称').nth(place).fill('中华人民共和国市场主体登记管理条例');
    await page.getByLabel('条款').nth(place).fill('第三十五条');
  }
  await clerk.write('使用条件', '限于法定职责范围内的行政许可和行政检查，逐户查询。');
  await clerk.choose('共享方式分类', '共享平台');
  await clerk.choose('共享方式类型', '接口');
  await clerk.tick('否');
}

async function assessments(clerk: Person): Promise<void> {
  const { page } = clerk;
  await clerk.choose('数据分类', '组织');
  await clerk.choose('数据分级', '一般数据 2 级');
  await page.getByRole('radiogroup', { name: '个人信息属性' }).getByText('个人信息', { exact: true }).click();
  await clerk.page.locator('#field-secrecyAssessment').getByRole('button', { name: '填写' }).click();
  await clerk.write('评估机构', '本单位保密审查小组');
  await clerk.write('数据汇聚、关联后的泄密风险', '单项数据不涉密；与其他部门数据汇聚后未发现涉密风险。');
  await clerk.tick('通过');
  await clerk.page.locator('#field-impactAssessment').getByRole('button', { name: '填写' }).click();
  await clerk.write('处理目的、方式的合法性、正当性、必要性', '姓名是法定登记事项，行政许可审查需要核对。');
  await clerk.write('对个人权益的影响及安全风险', '仅涉及登记公示范围内的姓名，影响较低。');
  await clerk.write('保护措施是否合法、有效并与风险程度相适应', '默认脱敏，逐件授权，调用全程留痕。');
  await clerk.choose('评估结论', '采取措施后可以接受', page.locator('#field-impactAssessment'));
}

/** 审核员 reviews, 部门负责人 signs. */
async function review(city: City, entryName: string): Promise<void> {
  const reviewer = await city.person('scjg.shy');
  await reviewer.follow(new RegExp(entryName, 'u'));
  await reviewer.press('审核通过');
  await reviewer.confirm('要素齐全，符合编制要求。');

  const head = await city.person('scjg.fzr');
  await head.follow(new RegExp(entryName, 'u'));
  await head.look('entry-before-signature');
  await head.press('签发');
  await head.look('sign-dialog');
  await head.sign('同意报送。');
}

/** 主管部门 publishes. */
async function publish(city: City, entryName: string): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.follow(new RegExp(entryName, 'u'));
  await authority.press('发布');
  await authority.confirm('符合要求，予以发布。');
  await authority.sees('已发布');
  await authority.look('entry-published', { everyLanguage: true });
}

/** 市水利局 finds the entry by what its office calls it. */
async function find(city: City, entryName: string): Promise<void> {
  const applicant = await city.person('slj.djy');
  const { page } = applicant;
  await page.getByRole('searchbox', { name: '找数据' }).fill(entryName.slice(0, 6));
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: '查找结果' }).getByRole('link', { name: entryName }).waitFor();
  await applicant.look('search', { everyLanguage: true });
  await applicant.follow(entryName);
  await applicant.arrives(entryName);
  await applicant.look('entry-to-request');
}

/** 经办人 of 市水利局 applies with the five elements; nothing of the draft is lost when the page is closed. */
async function apply(city: City, entryName: string): Promise<void> {
  const applicant = await city.person('slj.djy');
  const { page } = applicant;
  await writeApplication(applicant, {
    entryName,
    items: ['统一社会信用代码', '企业名称', '法定代表人', '住所', '经营范围', '登记状态'],
    basis: { kind: '行政法规', title: '取水许可和水资源费征收管理条例', article: '第十一条' },
    scenario,
    matter: { code: '650400-SL-0012', name: '取水许可审批', format: 'QS-{digits:4}-{digits:1-6}' },
    users: '取水许可审批岗',
    system: '机井取水许可系统',
    security: '审批系统部署在电子政务外网，等级保护三级；仅审批岗可用，查询逐笔留痕。',
  });
  await applicant.look('application-form', { everyLanguage: true });

  await page.reload();
  await applicant.arrives(`申请：${entryName}`);
  assert.equal(await page.getByLabel('使用场景').inputValue(), scenario);
  await handOn(applicant);
  await applicant.sees('待本部门负责人同意');
  await applicant.look('application-submitted');
}

/** Both sides decide: the requester's head, the provider's handler item by item, the provider's head. */
async function decide(city: City, entryName: string): Promise<void> {
  const requesterHead = await city.person('slj.fzr');
  await requesterHead.look('home-with-todos');
  await requesterHead.follow(new RegExp(entryName, 'u'));
  await requesterHead.press('同意并签署');
  await requesterHead.look('consent-dialog');
  await requesterHead.sign('确属取水许可审查所需，同意申请。');

  const handler = await city.person('scjg.djy');
  const { page } = handler;
  await handler.goTo('/desk');
  await handler.follow(new RegExp(entryName, 'u'));
  await handler.press('拟办答复');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('radiogroup', { name: '住所' }).getByText('不提供').click();
  await handler.write('住所 理由', '核对登记状态无需住所。', drawer);
  await handler.choose('法定代表人 脱敏', '姓名脱敏', drawer);
  await handler.write('意见', '符合履职需要，除住所外拟同意按办件逐户查询。', drawer);
  await handler.look('proposal');
  await handler.press('报负责人签署', drawer);
  await drawer.waitFor({ state: 'hidden' });

  const head = await city.person('scjg.fzr');
  await head.goTo('/');
  await head.follow(new RegExp(entryName, 'u'));
  await head.arrives(`申请：${entryName}`);
  await head.look('application-before-reply', { everyLanguage: true });
  await head.press('签署答复');
  await head.sign('同意共享。');
  await head.sees('部分同意');
}

/** What both signed, and what came of it. */
async function read(city: City, entryName: string): Promise<void> {
  const applicant = await city.person('slj.djy');
  await applicant.page.reload();
  await applicant.arrives(`申请：${entryName}`);
  await applicant.look('application-answered');
  await applicant.follow('查看共享协议');
  await applicant.arrives('政务数据共享协议');
  await applicant.look('agreement', { everyLanguage: true });
  await applicant.page.goBack();
  await applicant.follow('查看授权');
  await applicant.arrives(entryName);
  await applicant.look('grant', { everyLanguage: true });
}

/** 数据管理员 of 市市场监管局 registers the department's own service for the entry from its description, and opens it. */
async function serve(city: City, entryName: string): Promise<string> {
  const steward = await city.person('scjg.djy');
  const { page } = steward;
  const code = `well-companies-${Date.now() % 1_000_000}`;
  await steward.goTo('/gateway/services');
  await steward.look('services');
  await steward.follow('登记接口服务');
  await steward.choose('所属目录', entryName);
  await steward.choose('承载的业务系统', '企业登记管理系统');
  const description = await fetch(`${city.provider}/openapi.json`);
  await steward.write('OpenAPI 文档', await description.text());
  await steward.tick('不涉及国家秘密和工作秘密');
  await steward.press('读取文档');
  await steward.sees('四、操作与数据项（找到 2 个操作）');
  await steward.write('服务名称', '凿井企业登记查询接口');
  await steward.write('服务代码', code);
  await steward.write('部门服务地址', city.provider);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await steward.sees('该目录含有个人信息：请说明这个操作的数据主体');
  const questions = page.getByRole('radiogroup', { name: '数据主体' });
  for (const [place, question] of (await questions.all()).entries()) {
    await question.getByText('应答字段是个人标识').click();
    await page.getByLabel('个人标识字段').nth(place).fill('legal_representative_id');
  }
  await steward.look('service-new', { everyLanguage: true });
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await steward.arrives('凿井企业登记查询接口');
  await steward.press('上线');
  await steward.sees('在线');
  await steward.look('service');
  return code;
}

/** The requester's developer gets a key, shown once, and lets the client call under the grant. */
async function connect(city: City): Promise<string> {
  const developer = await city.person('slj.djy');
  const { page } = developer;
  const grantPage = page.url();
  const name = city.unheard('取水许可审批');
  await developer.goTo('/identity/clients');
  await developer.look('clients-empty');
  const keyPath = await registerClient(developer, name);
  await developer.look('clients');

  await developer.goTo(new URL(grantPage).pathname);
  await letCall(developer, name);
  return keyPath;
}

/** The requester's system calls, and gets what was granted and nothing else. */
async function call(city: City, { code, keyPath }: { code: string; keyPath: string }): Promise<string> {
  const system = await requesterSystem(keyPath);
  const asked = company(0);
  const address = `${city.gateway}/services/${code}/companies/${asked.uscc}`;
  const headers = { 'Karez-Matter': 'QS-2026-17', 'Karez-Operator': 'window-07' };
  const answered = await system.call(address, headers);
  assert.equal(answered.status, 200, JSON.stringify(answered.body));
  assert.deepEqual(answered.body, {
    uscc: asked.uscc,
    name: asked.name,
    legal_representative: `${asked.legal_representative.slice(0, 1)}**`,
    business_scope: asked.business_scope,
    status: asked.status,
  });
  const wrongMatter = await system.call(address, { ...headers, 'Karez-Matter': encodeURIComponent('我想看看') });
  assert.equal(wrongMatter.status, 403, JSON.stringify(wrongMatter.body));
  return answered.evidence;
}

/** The agreement as PDF verifies on a machine that knows nothing of the platform; the form of the application is there to print. */
async function takeAgreement(applicant: Person): Promise<void> {
  const { page } = applicant;
  await applicant.follow('查看共享协议');
  await applicant.sees('（盖章处）');

  const [agreement] = await Promise.all([page.waitForEvent('download'), applicant.press('下载 PDF（附核验材料）')]);
  const intact = await karez(['evidence', 'verify', await agreement.path()]);
  assert.equal(intact.code, 0, intact.said);
  assert.match(intact.said, /paper with 2 signature/u);
  await applicant.follow('查看申请');
  await applicant.sees('文书（PDF）');
  await applicant.look('application-papers', { everyLanguage: true });
  const [form] = await Promise.all([page.waitForEvent('download'), applicant.press('政务数据共享申请审批表')]);
  assert.match(form.suggestedFilename(), /^审批表-SQ-.*\.pdf$/u);
}

/** The requester confirms; the audit administrator finds the call; its receipt verifies on a machine that knows nothing of the platform. */
async function verify(city: City, { entryName, evidence }: { entryName: string; evidence: string }): Promise<void> {
  const applicant = await city.person('slj.djy');
  await applicant.press('确认已收到数据');
  await applicant.sees('已办理');
  await applicant.look('grant-delivered');
  const grantPath = new URL(applicant.page.url()).pathname;
  await takeAgreement(applicant);

  const head = await city.person('slj.fzr');
  const { page } = head;
  await head.goTo(grantPath);
  await head.arrives(entryName);
  await head.follow('查看调用存证');
  const record = page.locator(`a[href="/audit/evidence/${evidence}"]`);
  await head.finds(record);
  await record.getByText('调用接口服务').waitFor();
  await head.look('evidence', { everyLanguage: true });
  await record.click();
  await head.arrives('存证记录');
  await head.sees('1 人（只留标记，不留标识）');
  await head.look('evidence-record', { everyLanguage: true });
  const [receipt] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('main').getByRole('button', { name: '下载回执' }).click(),
  ]);
  const path = await receipt.path();
  const intact = await karez(['evidence', 'verify', path]);
  assert.equal(intact.code, 0, intact.said);

  const bytes = await readFile(path, 'utf8');
  const flipped = bytes.replace('window-07', 'window-08');
  assert.notEqual(flipped, bytes);
  const forged = join(tmpdir(), `${evidence}-forged.json`);
  await writeFile(forged, flipped);
  const broken = await karez(['evidence', 'verify', forged]);
  await rm(forged);
  assert.equal(broken.code, 1, broken.said);
}
