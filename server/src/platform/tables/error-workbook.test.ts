import { buffer } from 'node:stream/consumers';

import { expect, test } from 'vitest';

import { isRefusal } from '@karez/kit/refusal';

import { errorWorkbook } from './error-workbook.ts';
import { listHeader } from './header-fixture.ts';
import { openTable, type TableRow } from './table-file.ts';

test('refused rows come back in the file’s own columns with the reasons, as text, ready to be uploaded again', async () => {
  const refusals = [{ path: '7/B', code: 'table.text-too-long', params: { row: 7, column: 'B' } }];
  const rows = [{ row: 7, raw: { 标题: '=1+1', 提供单位: '', 更新周期: '每年' }, refusals }];
  const words = { sheet: '未导入', row: '原行号', reasons: '原因', reason: (refusal: { path: string }) => `原因在 ${refusal.path}` };

  const bytes = await buffer(errorWorkbook(['标题', '提供单位', '更新周期'], rows, words));

  const table = await openTable(bytes, listHeader);
  if (isRefusal(table)) throw new Error(table.code);
  const read: TableRow[] = [];
  for await (const row of table.rows()) if (!isRefusal(row)) read.push(row);
  expect(read.map(({ raw }) => raw)).toEqual([{ 原行号: '7', 原因: '原因在 7/B', 标题: '=1+1', 更新周期: '每年' }]);
  expect(read.flatMap((row) => row.refusals)).toEqual([]);
});
