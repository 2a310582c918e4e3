import type { City } from '../src/city.ts';
import type { Person } from '../src/person.ts';
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
  },
);

/** 登记员 registers the entry: what it is, its items, who may have it under which conditions. */
async function register(city: City, entryName: string): Promise<void> {
  const clerk = await city.person('scjg.djy');
  await clerk.look('home', { english: true });
  await clerk.follow('登记资源');
  await clerk.tick('不涉及国家秘密和工作秘密');
  await clerk.write('信息资源名称', entryName);
  await clerk.write('摘要', '从事机井开凿的企业的登记基本信息：统一社会信用代码、名称、法定代表人、经营范围、登记状态和登记机关，一户一条。');
  await clerk.look('register');
  await clerk.press('开始登记');

  await clerk.choose('信息资源分类', '102000');
  await clerk.write('下设机构', '登记注册科');
  await clerk.choose('所属信息系统', '企业登记管理系统');
  await clerk.choose('格式分类', '数据库');
  await clerk.choose('格式类型', 'postgresql');
  await clerk.choose('更新周期', '每日');
  await items(clerk);
  await conditions(clerk);
  await assessments(clerk);
  await clerk.sees('已保存');
  await clerk.look('register-form', { english: true });
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
  await clerk.page.locator('#field-secrecyAssessment').getByRole('button', { name: /填\s?写/u }).click();
  await clerk.write('评估机构', '本单位保密审查小组');
  await clerk.write('数据汇聚、关联后的泄密风险', '单项数据不涉密；与其他部门数据汇聚后未发现涉密风险。');
  await clerk.tick('通过');
  await clerk.page.locator('#field-impactAssessment').getByRole('button', { name: /填\s?写/u }).click();
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
  await authority.look('entry-published', { english: true });
}

/** 市水利局 finds the entry by what its office calls it. */
async function find(city: City, entryName: string): Promise<void> {
  const applicant = await city.person('slj.djy');
  const { page } = applicant;
  await page.getByRole('searchbox', { name: '找数据' }).fill('凿井');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: '查找结果' }).getByRole('link', { name: entryName }).waitFor();
  await applicant.look('search', { english: true });
  await applicant.follow(entryName);
  await applicant.look('entry-to-request');
  await applicant.press('申请共享');
}
