import { readXlsx } from 'hucre/xlsx';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../tools/seed/city-people.ts';
import { grantOn } from './test-granted.ts';
import { idOf, receivingCity } from './test-received.ts';

const store = await createTestDatabase();
const { city, as, entry, received } = await receivingCity(store);
const application = await received(await entry('=SUM(A1)'));
await received(await entry('取水'));
const grantId = await grantOn(city, await entry('企业'), [1, 2]);

const rowsOf = async (by: string, path: string) => (await readXlsx(expected(await as(by, `GET ${path}`), 200).bytes)).sheets[0]?.rows ?? [];
const recordSchema = z.object({ action: z.string(), facts: z.record(z.string(), z.unknown()).optional() });
/** Records of exports, as their bytes say, those of many rows first: the test's clock stands still, so nothing else orders them. */
async function exported(action: string) {
  const { rows } = await sql<{ body: string }>`SELECT convert_from(body, 'UTF8') AS body FROM audit.pending`.execute(store.database.reader);
  return rows
    .map(({ body }) => recordSchema.parse(JSON.parse(body)))
    .filter((record) => record.action === action)
    .toSorted((one, other) => Number(other.facts?.['rows']) - Number(one.facts?.['rows']));
}

test('sharing.export-applications: 台账 of what is listed, with unit, filters, day and maker; another department’s holds none of it; evidenced', async () => {
  const rows = await rowsOf('scjg.djy', '/sharing/applications/ledger?side=incoming&state=at-provider');

  expect(rows.slice(0, 6).map(([name, value]) => [name, value])).toEqual(
    [
      ['政务数据共享申请台账', null],
      ['制表单位', '吐鲁番市市场监督管理局'],
      ['筛选条件', '本部门办理的申请 / 提供部门办理中'],
      ['制表日期', '2026-11-23'],
      ['制表人', '市市场监管局·登记员'],
      [null, null],
    ].filter((_row, at) => at < 6),
  );
  expect(rows.slice(7).map(([, name]) => name)).toEqual(['取水', '=SUM(A1)']);
  expect(rows[7]?.[6], 'working days that are left count as a number').toBeGreaterThan(0);
  expect((await rowsOf('zrzy.djy', '/sharing/applications/ledger?side=incoming')).slice(7)).toEqual([]);

  const records = await exported('sharing.export-applications');
  expect(records).toMatchObject([
    { facts: { rows: 2, side: 'incoming', state: 'at-provider' } },
    { facts: { rows: 0, side: 'incoming', state: null } },
  ]);
});

test('sharing.export-grants: the grants of one side, with their last day; what somebody typed to find is not in the evidence', async () => {
  const rows = await rowsOf('slj.djy', '/sharing/grants/ledger?side=held&state=active');
  const given = expected(await as('slj.djy', `GET /sharing/grants/${grantId}`), 200).body;

  expect(rows.slice(7).map((row) => [row[0], row[1], row[5], row[6]])).toEqual([[given['no'], '企业', 2, '有效']]);
  await rowsOf('slj.djy', '/sharing/applications/ledger?q=typed-by-hand');
  expect(JSON.stringify(await exported('sharing.export-applications'))).not.toContain('typed-by-hand');
});

test('desk.export-todos, desk.export-begun, desk.export-notices: each tab of the inbox as it is narrowed, and no line of others', async () => {
  const todos = await rowsOf('scjg.djy', `/desk/todos/ledger?kind=sharing.application&q=${encodeURIComponent('取水')}`);
  expect(todos[2]?.slice(0, 2)).toEqual(['筛选条件', '待办 / 共享申请 / 取水']);
  expect(todos.slice(7)).toHaveLength(1);

  const begun = await rowsOf('slj.djy', '/desk/begun/ledger?state=running&mine=yes');
  expect(begun.slice(7).map((row) => [row[1], row[2], row[3]])).toEqual([
    ['共享申请', '提供部门办理中', '市水利局·登记员'],
    ['共享申请', '提供部门办理中', '市水利局·登记员'],
  ]);
  expect((await rowsOf('scjg.djy', '/desk/begun/ledger?kind=sharing.application')).slice(7)).toEqual([]);

  const notices = await rowsOf('slj.djy', '/desk/notices/ledger?tab=unread');
  expect(notices.slice(7).map(([title]) => String(title))).toEqual([expect.stringContaining('企业')]);
  expect(await exported('desk.export-begun')).toMatchObject([{ facts: { rows: 2, mine: 'yes' } }, { facts: { rows: 0 } }]);
});

test('本部门时限: the heads of a unit see every term in it, whoever has it; its clerks, and other units, see none there', async () => {
  const unit = async (by: string) => expected(await as(by, 'GET /desk/todos?tab=unit&kind=sharing.application'), 200).body;

  expect(await unit('scjg.fzr')).toMatchObject({ total: 2 });
  expect(JSON.stringify(await unit('scjg.fzr'))).toContain(idOf(application));
  for (const other of ['scjg.djy', 'slj.fzr', 'zfb.zgl']) expect(await unit(other), other).toMatchObject({ total: 0 });
  expect(expected(await as('scjg.fzr', 'GET /desk/counts'), 200).body).toMatchObject({
    unit: expected(await as('scjg.fzr', 'GET /desk/todos?tab=unit'), 200).body['total'],
  });
});
