import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith, deniedContent, itemWith } from '../test-content.ts';
import { storyIn } from '../test-story.ts';
import { catalogWorld, type Answer } from '../test-world.ts';
import { readEntriesAloud } from './read-aloud.job.ts';

const { database } = await createTestDatabase();
const world = await catalogWorld(database);
const { call } = world;
const story = storyIn(world);

type Match = { field: string; by: string; text: string; ranges: [number, number][] };
type Item = { id: string; name: string; matches: Match[] };

const find = (account: string, query: Record<string, string>) =>
  call(account, `GET /catalog/entries?${new URLSearchParams(query).toString()}`);
const itemsOf = (answer: Answer) => answer.body['items'] as Item[];
const namesOf = (answer: Answer) => itemsOf(answer).map(({ name }) => name);
/** Each match as “field form: marked text”. */
const whyOf = (answer: Answer, name: string) =>
  (itemsOf(answer).find((item) => item.name === name)?.matches ?? []).map(
    ({ field, by, text, ranges }) => `${field} ${by}: ${ranges.map(([from, to]) => text.slice(from, to)).join('|')}`,
  );
const facet = (answer: Answer, name: string) =>
  (answer.body['facets'] as Record<string, { value: string; count: number }[]>)[name]?.map(({ value, count }) => `${value} ${count}`);

const items = [
  itemWith({ nameZh: '取水口坐标', fieldName: 'intake_position' }),
  itemWith({ no: 2, nameZh: '许可证号', fieldName: 'permit_no', isKey: false }),
];
await story.published(contentWith({ name: '企业登记信息' }));
await story.published(contentWith({ name: '鄯善县坎儿井普查名录', abstract: '暗渠与竖井', items }));
await story.published(contentWith({ name: '最低生活保障对象名册', abstract: '按月', items: [itemWith()] }));
await story.published(contentWith({ name: '重点行业音乐场所长效检查', abstract: '全市', nameUg: 'ئۇيغۇر تىلى', items: [itemWith()] }));
const hidden = await story.signed(contentWith({ name: '葡萄种植备案', abstract: '葡萄沟' }));

test('catalog.list-entries: pinyin finds names, departments and items by first letters and by whole syllables, and marks what was meant', async () => {
  const initials = await find('water.gly', { q: 'kej' });
  const whole = await find('water.gly', { q: 'qiyedengji' });
  const begun = await find('water.gly', { q: 'QiYeDengJ' });
  const item = await find('water.gly', { q: 'qskzb' });
  const department = await find('water.gly', { q: 'shichangjiandu' });

  expect(namesOf(initials)).toEqual(['鄯善县坎儿井普查名录']);
  expect(whyOf(initials, '鄯善县坎儿井普查名录')).toEqual(['name pinyin: 坎儿井']);
  expect(namesOf(whole)).toEqual(['企业登记信息']);
  expect(whyOf(whole, '企业登记信息')).toEqual(['name pinyin: 企业登记']);
  expect(whyOf(begun, '企业登记信息')).toEqual(['name pinyin: 企业登记']);
  expect(whyOf(item, '鄯善县坎儿井普查名录')).toEqual(['item pinyin: 取水口坐标']);
  expect(itemsOf(department)).toHaveLength(4);
  expect(whyOf(department, '企业登记信息')[0]).toBe('provider pinyin: 市场监督');
  expect(initials.body['closest']).toBe(false);
});

test('catalog.list-entries: place names and characters of two readings are found as people here say them', async () => {
  for (const q of ['shanshan', 'ssx', 'shanshanxiankanerjing'])
    expect(namesOf(await find('water.gly', { q })), q).toEqual(['鄯善县坎儿井普查名录']);
  for (const q of ['zhongdian', 'hangye', 'yinyue', 'changxiao', 'zdhy'])
    expect(namesOf(await find('water.gly', { q })), q).toEqual(['重点行业音乐场所长效检查']);
});

test('catalog.list-entries: pinyin begins at a syllable: letters from the middle of two are no match', async () => {
  const inside = await find('water.gly', { q: 'iyedengj' });

  expect(itemsOf(inside).flatMap(({ matches }) => matches.map(({ by }) => by))).not.toContain('pinyin');
});

test('catalog.list-entries: a department is found by its short name, its former name and by names that everybody uses, and says so', async () => {
  const short = await find('water.gly', { q: '市场监管局' });
  const former = await find('water.gly', { q: '工商行政管理局' });
  const common = await find('water.gly', { q: '工商局' });

  expect(whyOf(short, '企业登记信息')).toContain('provider-other-name text: 市场监管局');
  expect(whyOf(short, '企业登记信息')).toContain('provider short-name: 市场监督管理局');
  expect(whyOf(former, '企业登记信息')).toEqual(['provider-other-name text: 工商行政管理局', 'provider former-name: 市场监督管理局']);
  expect(whyOf(common, '企业登记信息')).toEqual(['provider former-name: 市场监督管理局']);
});

test('catalog.list-entries: a thing is found by another word for it; what holds the word itself comes first', async () => {
  await story.published(contentWith({ name: '低保资金发放', abstract: '全市', items: [itemWith()] }));

  const other = await find('water.gly', { q: '低保' });

  expect(namesOf(other)).toEqual(['低保资金发放', '最低生活保障对象名册']);
  expect(whyOf(other, '低保资金发放')).toEqual(['name text: 低保']);
  expect(whyOf(other, '最低生活保障对象名册')).toEqual(['name synonym: 最低生活保障']);
});

test('catalog.list-entries: an item is found by its field name, and words may lie in different fields and forms', async () => {
  const field = await find('water.gly', { q: 'intake_pos' });
  const mixed = await find('water.gly', { q: 'kanerjing permit 市场监管局' });

  expect(whyOf(field, '鄯善县坎儿井普查名录')).toEqual(['item text: intake_pos']);
  expect(namesOf(mixed)).toEqual(['鄯善县坎儿井普查名录']);
});

test('catalog.list-entries: one character is answered; a Uyghur name is found without its seats and in presentation forms', async () => {
  expect(namesOf(await find('water.gly', { q: '渠' }))).toEqual(['鄯善县坎儿井普查名录']);
  expect(whyOf(await find('water.gly', { q: 'ۇيغۇر' }), '重点行业音乐场所长效检查')[0]).toContain('name-ug text: ');
});

test('catalog.list-entries: only when nothing holds the words is what is near them found: one letter or Chinese character wrong, missing or too many', async () => {
  for (const q of ['intaje', 'intke', 'inttake', 'qiyedenji', '企业记信息', '企业登纪信息']) {
    const near = await find('water.gly', { q });
    expect([near.body['closest'], itemsOf(near).length > 0], q).toEqual([true, true]);
    expect(
      itemsOf(near).flatMap(({ matches }) => matches.map(({ by }) => by)),
      q,
    ).toContain('near');
  }
  expect(whyOf(await find('water.gly', { q: 'intaje' }), '鄯善县坎儿井普查名录')).toEqual(['item near: intake']);
  expect(whyOf(await find('water.gly', { q: '企业记信息' }), '企业登记信息')[0]).toBe('name near: 企业登记信息');

  // Three letters are too few, and a filter that leaves nothing is no typing error.
  expect((await find('water.gly', { q: 'itk' })).body).toMatchObject({ total: 0, closest: false });
  expect((await find('water.gly', { q: '企业登记', state: 'legacy-incomplete' })).body).toMatchObject({ total: 0, closest: false });
});

test('catalog.list-entries: behind the few that hold the words stands what holds their parts, said to be so and marked', async () => {
  const both = await find('water.gly', { q: '登记企业' });
  const one = await find('water.gly', { q: '企业登记信息' });

  expect(both.body).toMatchObject({ holding: 0, closest: true });
  expect(whyOf(both, '企业登记信息')).toContain('name part: 企业登记');
  expect(one.body).toMatchObject({ holding: 1, closest: false });
  expect(itemsOf(one)[0]).toMatchObject({ name: '企业登记信息', holds: true });
  expect(
    itemsOf(one)
      .slice(1)
      .every((entry) => 'holds' in entry && entry.holds === false),
  ).toBe(true);
});

test('catalog.list-entries: whoever may not see an entry learns nothing of it by pinyin, by another word, by being near or by a count', async () => {
  for (const q of ['葡萄种植', 'ptzz', 'putaozhongzhi', '葡萄的种植', '葡萄沟']) {
    const stranger = await find('water.gly', { q });
    expect([stranger.text.includes(hidden.id), stranger.body['total']], q).toEqual([false, 0]);
    expect((await find('market.dj', { q })).text, q).toContain(hidden.id);
    expect((await find('office.fb', { q })).text, q).toContain(hidden.id);
  }
  const denied = await story.register(deniedContent({ name: '举报线索', items: [itemWith({ nameZh: '举报人住址' })] }));
  expect((await find('water.gly', { q: 'jbrzz' })).text).not.toContain(denied.id);
});

test('catalog.list-entries: each facet counts what the reader may see under all other filters, its own left out', async () => {
  const q = { q: 'shichangjiandu' };
  const own = await find('market.dj', { ...q, state: 'published' });
  const stranger = await find('water.gly', { ...q, state: 'published' });

  expect(facet(own, 'state')).toEqual(['published 5', 'unpublished 2']);
  expect(facet(stranger, 'state')).toEqual(['published 5']);
  expect(facet(own, 'provider')).toEqual([`${world.orgId('market')} 5`]);
  expect(own.body['total']).toBe(5);
});

const valuesIn = async (account: string, name: string, query: Record<string, string> = {}) =>
  call(account, `GET /catalog/facets/${name}?${new URLSearchParams(query).toString()}`);
const countedOf = (answer: Answer) =>
  (answer.body['items'] as { value: string; label: string; count: number }[]).map(({ label, count }) => `${label} ${count}`);

test('catalog.list-facet-values: the values and counts of one facet, as beside the results: what the reader may not see counts nowhere', async () => {
  const query = { q: 'shichangjiandu', state: 'published' };
  const own = await valuesIn('market.dj', 'state', query);
  const stranger = await valuesIn('water.gly', 'state', query);

  expect(countedOf(own)).toEqual(['published 5', 'unpublished 2']);
  expect(countedOf(stranger)).toEqual(['published 5']);
  expect([own.body['total'], stranger.body['total']]).toEqual([2, 1]);
  expect((await valuesIn('water.gly', 'state', { scope: 'mine' })).body).toEqual({ items: [], next: null, total: 0 });
});

test('catalog.list-facet-values: a department is found by any part of its name, by another name for it and by pinyin; a classification and a region by code too', async () => {
  for (const named of ['监督', '市场监管局', 'scjd', 'shichang', ''])
    expect(countedOf(await valuesIn('water.gly', 'provider', { named }))[0], named).toContain('市场监督管理局');
  for (const named of ['气象', 'qxj', world.orgId('market').slice(0, 8)])
    expect((await valuesIn('water.gly', 'provider', { named })).body, named).toMatchObject({ items: [], total: 0 });

  const { value } = ((await valuesIn('water.gly', 'region')).body['items'] as { value: string; label: string }[])[0] ?? { value: '' };
  expect((await valuesIn('water.gly', 'region', { named: value.slice(0, 4) })).body['total']).toBe(1);
});

test('catalog.list-facet-values: pages follow one another; a cursor that was never given out is refused', async () => {
  const all = countedOf(await valuesIn('market.dj', 'state'));
  const first = await valuesIn('market.dj', 'state', { limit: '1' });
  const second = await valuesIn('market.dj', 'state', { limit: '1', cursor: String(first.body['next']) });
  const wrong = await valuesIn('market.dj', 'state', { cursor: 'bm9uZQ' });

  expect([...countedOf(first), ...countedOf(second)]).toEqual(all.slice(0, 2));
  expect([first.body['total'], second.body['next']]).toEqual([2, null]);
  expect([wrong.status, wrong.body['code']]).toEqual([400, 'request.invalid']);
});

test('catalog.list-entries: pages follow one another without repetition also where ranks change', async () => {
  const all = namesOf(await find('market.dj', { q: 'xx', limit: '100' }));
  const paged: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await find('market.dj', { q: 'xx', limit: '1', ...(cursor === '' ? {} : { cursor }) });
    paged.push(...namesOf(page));
    cursor = page.body['next'] as string | null;
  }

  expect(all.length).toBeGreaterThan(0);
  expect(paged).toEqual(all);
});

test('entries from before readings are found by pinyin as soon as the job has read them, also by a process that was running', async () => {
  await sql`UPDATE catalog.search_document SET readings = '{}', readings_version = 0`.execute(database.reader);
  expect((await find('water.gly', { q: 'qiyedengji' })).body['total']).toBe(0);

  const read = await readEntriesAloud({ database });

  expect(read).toBeGreaterThanOrEqual(6);
  expect(namesOf(await find('water.gly', { q: 'qiyedengji' }))).toEqual(['企业登记信息']);
  expect(await readEntriesAloud({ database })).toBe(0);
});
