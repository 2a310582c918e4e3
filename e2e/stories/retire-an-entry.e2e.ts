import type { City } from '../src/city.ts';
import { story } from '../src/story.ts';

const entryName = '景区客流统计';
const successorName = '坎儿井普查名录';

story(
  '91-3.2, 91-3.2.1: 市文旅局 asks to retire an entry and names its successor; the authority approves, others are led on, and it comes back under its code',
  async (city) => {
    await suspendAndLift(city);
    await ask(city);
    await approve(city);
    await isLedOn(city);
    await comesBack(city);
  },
);

async function suspendAndLift(city: City): Promise<void> {
  const leader = await city.person('zfb.zgl');
  await leader.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await leader.follow(entryName);
  await leader.press('暂停');
  const dialog = leader.page.getByRole('dialog');
  await leader.write('理由', '统计口径与数据项说明不一致，请核对后更正。', dialog);
  await leader.write('整改期限', '2027-03-31', dialog);
  await leader.page.keyboard.press('Enter');
  await leader.look('suspension-dialog');
  await leader.signs();
  await leader.sees('已暂停');
  await leader.look('entry-suspended', { everyLanguage: true });
  await leader.press('解除暂停');
  await leader.sign('已更正，解除暂停。');
  await leader.sees('已发布');
}

async function ask(city: City): Promise<void> {
  const head = await city.person('wlj.fzr');
  await head.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await head.follow(entryName);
  await head.press('申请下线');
  const dialog = head.page.getByRole('dialog');
  await head.write('理由', '客流已随坎儿井景区一并登记，不再单独维护。', dialog);
  await head.write('拟停止使用日期', '2027-06-30', dialog);
  await head.page.keyboard.press('Enter');
  await head.choose('接替的目录', successorName, dialog);
  await head.look('retirement-dialog');
  await head.signs();
  await head.sees('拟下线');
  await head.look('entry-leaving', { everyLanguage: true });
}

async function approve(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.follow(new RegExp(`审批目录下线.*${entryName}`, 'u'));
  await authority.arrives(entryName);
  await authority.press('批准');
  await authority.confirm('同意下线。');
  await authority.sees('这条目录已下线');
  await authority.look('entry-retired', { everyLanguage: true });
}

async function isLedOn(city: City): Promise<void> {
  const reader = await city.person('slj.djy');
  await reader.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await reader.sees('没有');
  await reader.look('entry-not-found');
}

async function comesBack(city: City): Promise<void> {
  const head = await city.person('wlj.fzr');
  await head.page.reload();
  await head.press('申请恢复');
  await head.write('理由', '仍需单独使用。', head.page.getByRole('dialog'));
  await head.signs();
  await head.sees('拟恢复');
  const authority = await city.person('zfb.zgy');
  await authority.goTo('/desk');
  await authority.follow(new RegExp(`审批目录恢复.*${entryName}`, 'u'));
  await authority.press('批准');
  await authority.confirm('同意恢复。');
  await authority.sees('已发布');
}
