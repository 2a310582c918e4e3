import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '法人电子证照目录';
const leaving = '吐鲁番市政务服务中心';
const receiving = '吐鲁番市发展和改革委员会';
const documentNumber = '吐编发〔2026〕21号';

story(
  '91-3.3, 91-3.2: 市政务服务中心 is merged by an instrument; an adjustment that is under way holds its entry back, by name and with the way to it; the authority orders the transfer of its entries, the receiving department takes them over, and codes stay what they were',
  async (city) => {
    await adjust(city);
    await merge(city);
    await release(city);
    await order(city);
    await takeOver(city);
    await isTheirs(city);
  },
);

/** The authority adjusts the entry, and nobody has answered when its department ends. */
async function adjust(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await authority.follow(entryName);
  await authority.arrives(entryName);
  await authority.press('调整');
  await authority.sees('调整内容');
  await authority.tick('不涉及国家秘密和工作秘密');
  await authority.choose('更新周期', '每日');
  await authority.write('调整理由', '数据每日汇总一次，更新周期据实填写。');
  await authority.press('送部门答复');
  await authority.sees('待部门答复');
}

async function merge(city: City): Promise<void> {
  const keeper = await city.person('xtgly');
  await keeper.goTo('/identity/organisations?q=%E6%94%BF%E5%8A%A1%E6%9C%8D%E5%8A%A1');
  await keeper.look('organisations', { everyLanguage: true });
  await keeper.press(`撤销或合并：${leaving}`);
  const dialog = keeper.page.getByRole('dialog');
  await keeper.write('依据文号', documentNumber, dialog);
  await keeper.write('决定日期', '2026-11-20', dialog);
  await keeper.page.keyboard.press('Enter');
  await keeper.write('说明', '机构改革，职责并入市发改委。', dialog);
  await keeper.choose('并入单位', receiving, dialog);
  await keeper.look('organisation-dissolve');
  await keeper.press('撤销或合并', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await keeper.sees('已撤销');
  await keeper.sees(`并入${receiving}`);
}

async function release(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.goTo('/desk');
  const duty = authority.page.getByRole('link', { name: new RegExp(leaving, 'u') }).first();
  await authority.finds(duty);
  await duty.click();
  await authority.arrives('办理移交');
  await authority.sees('现在不能移交的目录（1 条）');
  await authority.look('transfer-held', { everyLanguage: true });
  await authority.follow('主管部门正在调整');
  await authority.press('撤回调整');
  const dialog = authority.page.getByRole('dialog');
  await authority.write('理由', '部门已经合并，由接收部门核实后再定。', dialog);
  await authority.press('确定', dialog);
  await dialog.waitFor({ state: 'hidden' });
  await authority.sees('已撤回');
}

async function order(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.goTo('/desk');
  const duty = authority.page.getByRole('link', { name: new RegExp(leaving, 'u') }).first();
  await authority.finds(duty);
  await duty.click();
  await authority.arrives('办理移交');
  await authority.tick('部门合并');
  await authority.write('依据文号', documentNumber);
  await authority.write('决定日期', '2026-11-20');
  await authority.page.keyboard.press('Enter');
  await authority.write('说明', '职责并入市发改委。');
  await authority.choose('接收部门', receiving);
  await authority.look('transfer-new', { everyLanguage: true });
  await authority.press('确认移交');
  await authority.arrives(documentNumber);
  await authority.sees('待接收');
  await authority.look('transfer-ordered', { everyLanguage: true });
  await authority.goTo('/catalog/transfers');
  await authority.sees(leaving);
  await authority.look('transfers', { everyLanguage: true });
}

async function takeOver(city: City): Promise<void> {
  const head = await city.person('fgw.fzr');
  await head.goTo('/desk');
  await head.follow(new RegExp(leaving, 'u'));
  await head.arrives(documentNumber);
  await head.look('transfer-to-answer', { everyLanguage: true });
  await head.press('接收');
  await head.look('transfer-accept-dialog');
  await head.sign('同意接收。');
  await head.sees('已接收');
  await head.look('transfer-accepted');
}

async function isTheirs(city: City): Promise<void> {
  const reader = await city.person('slj.djy');
  await reader.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await reader.follow(entryName);
  await reader.arrives(entryName);
  await reader.sees(receiving);
  await reader.look('entry-handed-over');
}
