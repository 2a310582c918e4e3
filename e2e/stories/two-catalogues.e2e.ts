import assert from 'node:assert/strict';
import type { City } from '../src/city.ts';
import type { Person } from '../src/person.ts';
import { story } from '../src/story.ts';

story(
  '91-3.0.1, 91-3.1, 91-4.3: 市农业农村局 lists an entry on a promise, the two catalogues are told apart and counted, and the authority issues an edition that prints',
  async (city) => {
    await list(city);
    await tellsApart(city);
    await issue(city);
  },
);

async function list(city: City): Promise<void> {
  const head = await city.person('nyncj.fzr');
  await head.goTo(`/catalog?q=${encodeURIComponent('葡萄种植')}`);
  await head.page.getByRole('list', { name: '查找结果' }).getByRole('link').first().click();
  await head.sees('本条目录尚未纳入共享目录');
  await head.look('entry-unlisted', { everyLanguage: true });
  await head.press('纳入共享目录');
  const dialog = head.page.getByRole('dialog');
  await head.write('承诺日期', '2027-03-31', dialog);
  await head.page.keyboard.press('Enter');
  await head.write('责任科室', '种植业管理科', dialog);
  await head.look('listing-dialog');
  await head.signs();
  await head.sees('种植业管理科承诺于');
  await head.look('entry-listed', { everyLanguage: true });
}

async function tellsApart(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.goTo('/catalog');
  await authority.page.getByText(/^共享目录 \d+$/u).click();
  await authority.sees(/已承诺挂接/u);
  await authority.look('shared-catalogue', { everyLanguage: true });
  await authority.goTo('/catalog/listings');
  await authority.sees('挂接率');
  await authority.look('mounted-rate', { everyLanguage: true });
}

async function issue(city: City): Promise<void> {
  const authority = await city.person('zfb.zgy');
  await authority.goTo('/catalog/editions');
  await authority.look('editions', { everyLanguage: true });
  await authority.press('发布通告');
  await authority.sign('同意发布。');
  await authority.sees(/第 2 期/u);
  await authority.sees('摘要（SM3）');
  await authority.look('edition', { everyLanguage: true });
  await authority.follow('打印版');
  await authority.sees('（盖章处）');
  await authority.look('edition-print', { everyLanguage: true });
  const print = await authority.page.pdf({ preferCSSPageSize: true });
  assert.ok(print.includes('%PDF'), 'the edition does not print');
  await inUyghur(authority);
}

/** A reader of Chinese prints the Uyghur version: the reviewed texts that the edition froze, from right to left, each above its Chinese. */
async function inUyghur(authority: Person): Promise<void> {
  await authority.page.getByRole('radiogroup', { name: '打印语言' }).getByText('维吾尔文').click();
  await authority.sees('پەقەت خەنزۇچىسى قانۇنىي كۈچكە ئىگە');
  const paper = authority.page.locator('[dir="rtl"] article.edition-paper');
  await paper.waitFor();
  assert.ok((await paper.locator('.parallel-text').count()) > 0, 'the Uyghur version has no reviewed text');
  await authority.look('edition-print-uyghur');
  const print = await authority.page.pdf({ preferCSSPageSize: true });
  assert.ok(print.includes('%PDF'), 'the Uyghur version does not print');
}
