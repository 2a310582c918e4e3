import type { Download } from '@karez/contract/route';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { actedBy } from '#platform/caller';

/** Lines that are read together while a ledger is written: each page asks the list's whole question, its counts too. */
const LINES_AT_ONCE = 1000;

type Cell = string | number;
type Page<Line> = { readonly items: readonly Line[]; readonly next: string | null; readonly total: number };

/** What a cell is written with: the reader's words, and days in the region's zone. */
export type Writing = { readonly words: Words; readonly day: (instant: string | null | undefined) => string };

/** A list of the portal, as it is handed over. */
export type Listed<Line> = {
  /** Id of the route, for the evidence. */
  readonly action: string;
  /** Message prefix: `<prefix>.sheet`, `.title`, `.file`, and one key a column. */
  readonly prefix: string;
  /** The filters as they were given, for the evidence: ids and codes, never what somebody typed. */
  readonly facts: Readonly<Record<string, string | null>>;
  /** The same filters in words, for the head of the sheet. */
  readonly filters: (words: Words) => readonly string[];
  readonly columns: readonly (readonly [column: string, width: number, cell: (line: Line, writing: Writing) => Cell])[];
  /** The list's own question: what is exported is what is shown. */
  readonly read: (page: { readonly cursor: string | undefined; readonly limit: number }) => Promise<Page<Line> | Refusal>;
};

export type Asking = { readonly actor: Actor; readonly origin: string; readonly language: Language };

/** A ledger as it is written: what its head says, and its rows as they come. */
export type Written = {
  /** Id of the route, for the evidence. */
  readonly action: string;
  /** Message keys of the sheet, the title, and the file's name. */
  readonly words: { readonly sheet: string; readonly title: string; readonly file: string };
  readonly facts: Readonly<Record<string, string | null>>;
  readonly filters: readonly string[];
  /** Message key and width of each column. */
  readonly columns: readonly (readonly [key: string, width: number])[];
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  readonly total: number;
};

type LedgerNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;

/** Writes rows as a workbook (台账); the export is evidenced, with how many rows it has, before its first byte leaves. */
export async function writeLedger(
  { database, clock, config }: LedgerNeeds,
  { actor, origin, language }: Asking,
  { action, words: keys, facts, filters, columns, rows, total }: Written,
): Promise<Download> {
  const at = clock.now();
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at,
      actor: actedBy(actor),
      action,
      outcome: { result: 'done' },
      origin,
      facts: { rows: total, ...facts },
    }),
  );
  const words = wordsIn(language);
  const unit = actor.orgId === null ? '' : ((await organisationById(database.reader, actor.orgId))?.name ?? '');
  const said = filters.filter((text) => text !== '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text(keys.sheet),
    title: words.text(keys.title),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), said.length === 0 ? words.text('table.ledger.no-filter') : said.join(' / ')],
      [words.text('table.ledger.made-on'), dayIn(config.KAREZ_TIME_ZONE, at)],
      [words.text('table.ledger.maker'), await personTitle(database.reader, actor.id)],
    ],
    columns: columns.map(([key, width]) => ({ header: words.text(key), width })),
    rows,
  });
  return { fileName: words.text(keys.file), contentType: workbookMediaType, content };
}

/** Writes a list with its filters as a workbook while it is read page by page. */
export async function exportLedger<Line>(needs: LedgerNeeds, asking: Asking, listed: Listed<Line>): Promise<Download | Refusal> {
  const { action, prefix, facts, filters, columns, read } = listed;
  const first = await read({ cursor: undefined, limit: LINES_AT_ONCE });
  if (isRefusal(first)) return first;
  const words = wordsIn(asking.language);
  const zone = needs.config.KAREZ_TIME_ZONE;
  const writing: Writing = { words, day: (instant) => (instant ? dayIn(zone, new Date(instant)) : '') };
  return writeLedger(needs, asking, {
    action,
    words: { sheet: `${prefix}.sheet`, title: `${prefix}.title`, file: `${prefix}.file` },
    facts,
    filters: filters(words),
    columns: columns.map(([column, width]) => [`${prefix}.${column}`, width]),
    rows: rowsOf(first, listed, writing),
    total: first.total,
  });
}

async function* rowsOf<Line>(first: Page<Line>, { columns, read }: Listed<Line>, writing: Writing): AsyncGenerator<Cell[]> {
  for (let page = first; ;) {
    for (const line of page.items) yield columns.map(([, , cell]) => cell(line, writing));
    if (page.next === null) return;
    const next = await read({ cursor: page.next, limit: LINES_AT_ONCE });
    if (isRefusal(next)) throw new Error(`a ledger cannot be read on: ${next.code}`);
    page = next;
  }
}
