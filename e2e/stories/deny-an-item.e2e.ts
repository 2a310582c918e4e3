import assert from 'node:assert/strict';
import { handOn, writeApplication } from '../src/application.ts';
import type { City } from '../src/city.ts';
import type { Person } from '../src/person.ts';
import { story } from '../src/story.ts';

const entryName = '葡萄种植备案信息';
const denied = '种植面积（亩）';
const reason = '逐户面积由统计调查取得，属于经营主体的商业秘密。';
const law = { title: '中华人民共和国统计法', docNo: '主席令第十五号', article: '第九条' };
const quotation = '统计机构和统计人员对在统计工作中知悉的国家秘密、商业秘密和个人信息，应当予以保密。';

story(
  '91-3.1, 809-14, 809-15: 市农业农村局 denies one item on its own basis, the authority’s leader rules on it, and another department sees name, reason and basis, and applies for the other items only',
  async (city) => {
    await deny(city);
    await carry(city);
    await rule(city);
    await isShown(city);
    await applyForTheRest(city);
  },
);

async function open(person: Person): Promise<void> {
  await person.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await person.follow(entryName);
  await person.arrives(entryName);
}

/** 登记员 marks one item 不予共享, and writes why and on which article. */
async function deny(city: City): Promise<void> {
  const clerk = await city.person('nyncj.djy');
  const { page } = clerk;
  await open(clerk);
  await clerk.press('发起变更');
  const dialog = page.getByRole('dialog');
  await clerk.choose('变更原因类型', '其他', dialog);
  await clerk.write('变更说明', '逐户面积依法应当保密。', dialog);
  await clerk.press('确定', dialog);
  await page.waitForURL(/\/edit/u);
  await clerk.tick('不涉及国家秘密和工作秘密');
  await clerk.choose('信息项 6 共享属性', '不予共享');
  const denial = page.getByRole('group', { name: `不予共享“${denied}”的理由和依据` });
  await clerk.look('deny-item-empty');
  await denial.getByLabel(`${denied} 不予共享理由`).fill(reason);
  await clerk.press('手工填写', denial);
  await clerk.choose('依据类别', '法律', denial);
  await clerk.write('文件名称', law.title, denial);
  await clerk.write('文号', law.docNo, denial);
  await clerk.write('条款', law.article, denial);
  await denial.getByLabel('条文原文').fill(quotation);
  await page.getByRole('status').getByText('已保存').waitFor();
  await clerk.look('deny-item', { everyLanguage: true, telephone: true });
  await clerk.press('提交审核');
  await clerk.arrives(entryName);
}

async function carry(city: City): Promise<void> {
  const reviewer = await city.person('nyncj.shy');
  await reviewer.goTo('/desk');
  await reviewer.follow(new RegExp(entryName, 'u'));
  await reviewer.sees('不予共享的数据项');
  await reviewer.look('denied-item-in-review');
  await reviewer.press('审核通过');
  await reviewer.confirm('依据明确。');
  const head = await city.person('nyncj.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(entryName, 'u'));
  await head.press('签发');
  await head.sign('同意报送。');
}

/** The authority's leader reads the article and rules on the item. */
async function rule(city: City): Promise<void> {
  const leader = await city.person('zfb.zgl');
  const { page } = leader;
  await leader.goTo('/desk');
  await leader.follow(new RegExp(entryName, 'u'));
  await leader.press('核定不予共享');
  const dialog = page.getByRole('dialog');
  const word = dialog.getByRole('group', { name: denied });
  await word.getByText(law.article).waitFor();
  await leader.tick('依据成立，不予共享', word);
  await word.getByLabel('对本项的意见').fill('统计法明确应当保密，依据成立。');
  await leader.look('ruling-on-items', { everyLanguage: true });
  await leader.sign('依据成立，予以核定。');
  await leader.sees('已发布');
}

async function isShown(city: City): Promise<void> {
  const other = await city.person('qxj.djy');
  await open(other);
  await other.sees('不予共享的数据项');
  await other.sees(reason);
  await other.sees(new RegExp(law.article, 'u'));
  await other.look('denied-item-seen-by-others', { everyLanguage: true, telephone: true });
}

/** Every item may be asked for but the denied one. */
async function applyForTheRest(city: City): Promise<void> {
  const applicant = await city.person('qxj.djy');
  await writeApplication(applicant, {
    entryName,
    items: ['备案编号', '所在乡镇', '葡萄品种'],
    basis: { kind: '行政法规', title: '气象灾害防御条例', article: '第三十条' },
    scenario: '按葡萄品种和所在乡镇发布霜冻、热风和大风预警，提示种植主体及时防护。',
    matter: { code: '650400-QX-0003', name: '农业气象灾害预警', format: 'YJ-{digits:4}-{digits:1-6}' },
    users: '气象台',
    system: '气象预警发布系统',
    security: '系统部署在政务云，仅预报岗可用，查询逐笔留痕。',
  });
  const row = applicant.page.getByRole('row', { name: denied });
  assert.ok(await row.getByRole('checkbox').isDisabled(), 'a denied item can be chosen');
  await row.getByText('不予共享').waitFor();
  await applicant.look('apply-beside-denied-item', { everyLanguage: true, telephone: true });
  await handOn(applicant);
  await applicant.sees('待本部门负责人同意');
}
