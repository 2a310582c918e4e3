import assert from 'node:assert/strict';
import type { City } from '../src/city.ts';
import type { Person } from '../src/person.ts';
import { story } from '../src/story.ts';

/** Posts that together see every page of the menu. */
const accounts = ['scjg.djy', 'scjg.shy', 'zfb.zgl', 'aqgly', 'sjgly'] as const;
const pagesMin = 18;

story(
  '91-7.1.1: every page of every post’s menu opens, in Chinese, in Uyghur from right to left, and in English, readable for everybody, whole at both widths and on a telephone',
  async (city) => {
    const seen = new Set<string>();
    for (const account of accounts) await openMenu(await city.person(account), seen);
    await openOneOfEach(city);
    assert.ok(seen.size >= pagesMin, `the menus led to ${seen.size} pages only`);
  },
);

async function openMenu(person: Person, seen: Set<string>): Promise<void> {
  const menu = person.page.getByRole('navigation', { name: '主菜单' });
  const closed = menu.getByRole('menuitem', { expanded: false });
  while ((await closed.count()) > 0) await closed.first().click();
  const links = await menu.getByRole('link').all();
  const addresses = await Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''));
  for (const address of addresses.filter((one) => !seen.has(one))) {
    seen.add(address);
    await person.goTo(address);
    await person.page.getByRole('heading', { level: 1 }).waitFor();
    // Its own line in the menu, whatever groups were open before and however narrow the window was.
    await menu.locator('.ant-menu-item-selected').waitFor();
    await person.look(`menu${address.replaceAll(/[/?=]/gu, '-')}`, { everyLanguage: true, telephone: true });
  }
}

/** Pages that stand behind a list. */
async function openOneOfEach(city: City): Promise<void> {
  const clerk = await city.person('scjg.djy');
  for (const { list, name } of [
    { list: '/gateway/services', name: '企业登记信息查询接口' },
    { list: '/sharing/applications?side=incoming', name: '企业登记基本信息' },
    { list: '/sharing/grants?side=given', name: '企业登记基本信息' },
  ]) {
    await clerk.goTo(list);
    await clerk.follow(new RegExp(name, 'u'));
    await clerk.page.getByRole('heading', { level: 1, name: new RegExp(name, 'u') }).waitFor();
    await clerk.look(`one${new URL(clerk.page.url()).pathname.replaceAll(/\/[^/]*$/gu, '').replaceAll('/', '-')}`, { everyLanguage: true });
  }
  await clerk.goTo('/sharing/statistics');
  await clerk.follow(/^收到：/u);
  await clerk.arrives('收到');
  await clerk.look('one-sharing-statistics-cases', { everyLanguage: true, telephone: true });
}
