import { dayIn } from '@karez/kit/clock';
import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '机井取水许可信息';
const paper = { name: '许可证.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n取水许可证复印件') };
/** A value that only the two sides may open. */
const recordKey = 'QS-650402-0093';

story(
  '809-26, 91-6.3: 市市场监管局 finds a wrong datum of 市水利局 in a matter that it handles, reports it with a record and a paper; the entry says 校核中; 市水利局 accepts, opens the record, corrects and signs; 市市场监管局 confirms',
  async (city) => {
    await report(city);
    await flagged(city);
    await verify(city);
    await signAnswer(city);
    await confirm(city);
  },
);

async function report(city: City): Promise<void> {
  const clerk = await city.person('scjg.djy');
  const { page } = clerk;
  await clerk.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await clerk.follow(entryName);
  await clerk.arrives(entryName);
  await clerk.press('提出校核');
  const dialog = page.getByRole('dialog');
  await clerk.write('事项编码', '650400-SJ-0021', dialog);
  await clerk.write('事项名称', '凿井企业经营范围变更登记', dialog);
  await clerk.look('raising');
  await clerk.press('提出校核', dialog);
  await clerk.sees('写明哪个数据项有误、有什么佐证，再提交给提供部门');
  await clerk.tick('申请内容不含国家秘密、工作秘密');
  await page.getByRole('checkbox').first().check();
  await clerk.tick('数据未及时更新');
  await clerk.write('问题描述', '许可证已于上月延续，共享数据仍是原有效期。');
  await clerk.write('本部门办件编号', '办件 SJ-2026-0093');
  await clerk.write('记录标识', recordKey);
  await clerk.write('收到的值', '2026-06-30');
  await clerk.press('保存草稿');
  await clerk.sees('标识和数据值已加密保存，打开会留下记录');
  await page.locator('input[type=file]').setInputFiles(paper);
  await clerk.sees('许可证.pdf');
  await clerk.look('draft', { everyLanguage: true, telephone: true });
  await clerk.press('提交校核申请');
  await clerk.sees('等待办理部门签收，法定时限已开始计算');
  await clerk.look('filed', { everyLanguage: true });
}

async function flagged(city: City): Promise<void> {
  const reader = await city.person('zrzy.djy');
  await reader.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await reader.follow(entryName);
  await reader.arrives(entryName);
  await reader.sees(/校核中 1 项/u);
  await reader.look('flagged', { everyLanguage: true });
}

async function verify(city: City): Promise<void> {
  const handler = await city.person('slj.djy');
  await handler.goTo('/');
  await handler.look('home', { everyLanguage: true });
  await handler.follow(/^待本部门办理：\d+$/u);
  await handler.look('given', { everyLanguage: true, telephone: true });
  await handler.follow(entryName);
  await handler.arrives(entryName);
  await handler.press('签收');
  await handler.sees('办理部门正在核实');
  await handler.press('打开记录');
  await handler.sees(recordKey);
  await handler.press('拟答复');
  const dialog = handler.page.getByRole('dialog');
  await handler.write('更正日期', dayIn('Asia/Shanghai', new Date()), dialog);
  await handler.write('更正方式', '已按延续后的许可证更新有效期。', dialog);
  await handler.look('answering');
  await handler.press('报负责人签署', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await handler.sees('拟答复（签署前仅本部门可见）');
  await handler.look('proposed', { everyLanguage: true });
}

async function signAnswer(city: City): Promise<void> {
  const head = await city.person('slj.fzr');
  await head.follow(new RegExp(entryName, 'u'));
  await head.press('签署答复');
  await head.sign('同意反馈。');
  await head.sees('已反馈，等待提出部门确认或提出异议；不答复不视为确认');
}

async function confirm(city: City): Promise<void> {
  const clerk = await city.person('scjg.djy');
  await clerk.goTo('/corrections?side=raised');
  await clerk.follow(entryName);
  await clerk.arrives(entryName);
  await clerk.look('answered', { everyLanguage: true, telephone: true });
  await clerk.press('确认答复');
  await clerk.sees('提出部门已确认，办结；记录标识和数据值已删除');
  await clerk.look('confirmed', { everyLanguage: true });
}
