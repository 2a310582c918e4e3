import type { Download } from '@karez/contract/route';
import type { Language } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { isRefusal, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import {
  refusedWorkbook,
  refusedWords,
  refusedWorkbookName,
  workbookMediaType,
  type RefusedGroup,
} from '#platform/tables/refused-workbook';
import { columnLetters } from '#platform/tables/sheet-facts';
import { openTable, type Table, type TableRow } from '#platform/tables/table-file';
import type { ColumnField } from './headers.ts';
import { recordImport } from './import-evidence.ts';
import { uploadedFile } from './import-file.ts';
import { hasRefusedRows, type ImportJob } from './import-job.ts';
import { refusedRowsBehind } from './import-row-store.ts';
import { groupedRows } from './imported-entry.ts';
import { headerFor } from './judging.ts';
import { visibleImport } from './read-imports.ts';

/** Refused rows that are read at once while the workbook is written. */
const refusedRowsAtOnce = 500;
/** What each row of an entry states of its own item; the other columns are the entry's. */
const itemFields: Readonly<Record<ImportJob['target'], readonly ColumnField[]>> = {
  'own-department': ['itemName', 'itemType', 'itemLength'],
  'sample-place': ['itemName', 'itemType', 'itemLength'],
  'own-drafts': ['itemName', 'itemType', 'itemLength', 'shareType', 'openToPublic', 'updateCycle'],
};

type Asked = { readonly actor: Actor; readonly importId: string; readonly origin: string; readonly language: Language };

/**
 * The entries that were not taken, with all their rows as the file has them, wrong cells coloured and noted in the reader's
 * language: to correct and upload again. The download is evidenced before its first byte leaves.
 */
export async function downloadRefusedRows(
  { database, clock, files, keys }: Pick<Needs, 'database' | 'clock' | 'files' | 'keys'>,
  { actor, importId, origin, language }: Asked,
): Promise<Download | Refusal> {
  const job = await visibleImport(database.reader, { actor, importId });
  if (isRefusal(job)) return job;
  const ready = hasRefusedRows(job);
  if (isRefusal(ready)) return ready;
  const bytes = await uploadedFile({ files, keys }, job);
  if (!bytes) throw new Error('the file of an import is not in the store of files');
  const table = await openTable(bytes, headerFor(job.target));
  if (isRefusal(table)) return table;
  await database.transaction((tx) => recordImport(tx, { actor, at: clock.now(), action: 'catalog.download-refused-rows', job, origin }));
  const words = wordsIn(language);
  const { columns } = table;
  return {
    fileName: refusedWorkbookName(words, job.file.name),
    contentType: workbookMediaType,
    content: refusedWorkbook({
      columns,
      named: columns.find(({ field }) => field === 'name')?.column,
      groups: () => refusedGroups(database.reader, { job, table }),
      words: refusedWords(words),
    }),
  };
}

type Reading = { readonly job: ImportJob; readonly table: Table<ColumnField> };

/** The refused entries in the order of the file: the file is read once more, beside what the import says of its rows. */
async function* refusedGroups(reader: Reader, { job, table }: Reading): AsyncGenerator<RefusedGroup> {
  const refused = allRefused(reader, job);
  let next = await refused.next();
  for await (const rows of groupedRows(table)) {
    if (isRefusal(rows) || next.done) return;
    if (rows[0]?.row !== next.value.row) continue;
    yield groupOf(rows, { refusals: next.value.refusals, table, job });
    next = await refused.next();
  }
}

async function* allRefused(reader: Reader, job: ImportJob): AsyncGenerator<{ row: number; refusals: readonly FieldRefusal[] }> {
  for (let row = 0; ;) {
    const rows = await refusedRowsBehind(reader, job.id, { row, limit: refusedRowsAtOnce });
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    row = last.row;
  }
}

function groupOf(
  rows: readonly TableRow<ColumnField>[],
  { refusals, table, job }: Reading & { refusals: readonly FieldRefusal[] },
): RefusedGroup {
  const [first] = rows;
  const ofRow = Map.groupBy(refusals, ({ path }) => Number(path.split('/')[0]));
  const isOnce = ({ column, field }: Table<ColumnField>['columns'][number]): boolean => {
    if (field === null || itemFields[job.target].includes(field)) return false;
    const text = first?.texts.get(column) ?? '';
    const isTold = text !== '' || refusals.some(({ path }) => path === `${first?.row}/${columnLetters(column)}`);
    return isTold && rows.every(({ texts }) => (texts.get(column) ?? '') === text);
  };
  return {
    rows: rows.map(({ row, texts }) => ({ row, texts, refusals: ofRow.get(row) ?? [] })),
    once: new Set(table.columns.filter(isOnce).map(({ column }) => column)),
  };
}
