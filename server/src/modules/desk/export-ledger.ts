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

/** Lines that are read together while a ledger is written. */
const LINES_AT_ONCE = 200;

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

/**
 * Writes a list with its filters as a workbook (台账) while it is read page by page. The export is evidenced, with how many rows it has, before its first
 * byte leaves.
 */
export async function exportLedger<Line>(
  { database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>,
  { actor, origin, language }: Asking,
  listed: Listed<Line>,
): Promise<Download | Refusal> {
  const at = clock.now();
  const first = await listed.read({ cursor: undefined, limit: LINES_AT_ONCE });
  if (isRefusal(first)) return first;
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at,
      actor: { kind: actor.kind, id: actor.id, orgId: actor.orgId },
      action: listed.action,
      outcome: { result: 'done' },
      origin,
      facts: { rows: first.total, ...listed.facts },
    }),
  );
  const words = wordsIn(language);
  const zone = config.KAREZ_TIME_ZONE;
  const writing: Writing = { words, day: (instant) => (instant ? dayIn(zone, new Date(instant)) : '') };
  const unit = actor.orgId === null ? '' : ((await organisationById(database.reader, actor.orgId))?.name ?? '');
  const filters = listed.filters(words).filter((text) => text !== '');
  const said = (name: string) => words.text(`${listed.prefix}.${name}`);
  const content = ledgerWorkbook({
    language,
    sheet: said('sheet'),
    title: said('title'),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), filters.length === 0 ? words.text('table.ledger.no-filter') : filters.join(' / ')],
      [words.text('table.ledger.made-on'), dayIn(zone, at)],
      [words.text('table.ledger.maker'), await personTitle(database.reader, actor.id)],
    ],
    columns: listed.columns.map(([column, width]) => ({ header: said(column), width })),
    rows: rowsOf(first, listed, writing),
  });
  return { fileName: said('file'), contentType: workbookMediaType, content };
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
