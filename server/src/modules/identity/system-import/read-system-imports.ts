import type { listSystemImportRows } from '@karez/contract/identity/system-import';
import type { AnswerOf, Download, QueryOf } from '@karez/contract/route';
import type { Language } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { refusedWorkbook, refusedWorkbookName, refusedWords, workbookMediaType } from '#platform/tables/refused-workbook';
import type { Actor } from '../actor.ts';
import { recordAct } from '../evidence.ts';
import { countSystemRows, findSystemImport, refusedSystemRows, systemRowsOfOutcome } from './system-import-store.ts';
import { systemRowView } from './system-import-view.ts';
import { hasRefusedRows, type SystemImport } from './system-import.ts';

type Asked = { readonly actor: Actor; readonly importId: string };

/** The import as its department may see it; for everyone else it does not exist. */
export async function visibleSystemImport(reader: Reader, { actor, importId }: Asked): Promise<SystemImport | Refusal> {
  const found = await findSystemImport(reader, importId);
  return found && found.orgId === actor.orgId ? found : refuse('identity.system-import.not-found');
}

type Rows = typeof listSystemImportRows;

/** The rows of an import in the order of the file; the cursor is the last row number that was shown. */
export async function systemImportRows(reader: Reader, asked: Asked & QueryOf<Rows>): Promise<AnswerOf<Rows> | Refusal> {
  const found = await visibleSystemImport(reader, asked);
  if (isRefusal(found)) return found;
  const { outcome, limit, cursor = '' } = asked;
  const counts = await countSystemRows(reader, found.id);
  const after = /^\d{1,7}$/u.test(cursor) ? Number(cursor) : 0;
  const rows = await systemRowsOfOutcome(reader, { importId: found.id, outcome: outcome ?? null, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(systemRowView),
    next: rows.length > limit ? String(shown.at(-1)?.row ?? 0) : null,
    total: outcome === undefined ? counts.new + counts.changed + counts.unchanged + counts.error : counts[outcome],
  };
}

/** The refused rows as a workbook in the reader's language; the download is evidenced before its first byte leaves. */
export async function downloadRefusedSystems(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, importId, origin, language }: Asked & { readonly origin: string; readonly language: Language },
): Promise<Download | Refusal> {
  const found = await visibleSystemImport(database.reader, { actor, importId });
  if (isRefusal(found)) return found;
  const ready = hasRefusedRows(found, await countSystemRows(database.reader, found.id));
  if (isRefusal(ready)) return ready;
  const rows = await refusedSystemRows(database.reader, found.id);
  const object = { kind: 'system-import', id: found.id };
  await database.transaction((tx) =>
    recordAct(tx, { actor, at: clock.now(), action: 'identity.download-refused-systems', object, origin, facts: { rows: rows.length } }),
  );
  const words = wordsIn(language);
  const { columns } = found;
  const groups = rows.map(({ row, raw, refusals: wrong }) => {
    const texts = new Map(columns.map(({ column, header }) => [column, raw[header] ?? '']));
    return { rows: [{ row, texts, refusals: wrong }], once: new Set<number>() };
  });
  return {
    fileName: refusedWorkbookName(words, found.fileName),
    contentType: workbookMediaType,
    content: refusedWorkbook({
      columns,
      named: columns.find(({ field }) => field === 'name')?.column,
      groups: () => groups,
      words: refusedWords(words),
    }),
  };
}
