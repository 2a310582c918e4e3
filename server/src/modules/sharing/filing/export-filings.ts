import type { FilingSummary } from '@karez/contract/sharing/filing';
import type { Download } from '@karez/contract/route';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { dayIn } from '@karez/kit/clock';
import { recordEvidence } from '#modules/audit/append';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { sidesOf } from '../present-application.ts';
import { countFilings, filingsMatching, type FilingFilters, type Reach } from './filing-list-store.ts';
import type { FilingNeeds } from './filing-step.ts';
import { presentFilingLines } from './present-filing.ts';
import { filtersOf, reachOf, type FilingQuery } from './read-filings.ts';

/** Filings that are read together while a ledger is written. */
const ROWS_AT_ONCE = 200;
const columns = [
  ['no', 26],
  ['kind', 14],
  ['entry', 34],
  ['service', 26],
  ['provider', 26],
  ['state', 18],
  ['effective-on', 14],
  ['raised-on', 14],
  ['due-on', 14],
  ['ended-on', 14],
] as const;

function cells(words: Words, line: FilingSummary, zone: string): string[] {
  const day = (instant: string | null | undefined) => (instant ? dayIn(zone, new Date(instant)) : '');
  return [
    line.no,
    words.text(`sharing.filing-kind.${line.kind}`),
    line.entry.name,
    line.service?.name ?? '',
    line.provider.name,
    words.text(`sharing.filing-state.${line.state}`),
    line.effectiveOn,
    day(line.raisedAt),
    day(line.clock?.dueAt),
    day(line.endedAt),
  ];
}

type Reading = {
  readonly reach: Reach;
  readonly filters: FilingFilters;
  readonly at: Date;
  readonly words: Words;
  readonly zone: string;
};

/** The rows as they are read, page by page, newest first. */
async function* rowsOf(reader: Reader, { reach, filters, at, words, zone }: Reading): AsyncGenerator<string[]> {
  for (let after: { at: Date; id: string } | null = null; ;) {
    const found = await filingsMatching(reader, reach, { ...filters, after, limit: ROWS_AT_ONCE });
    for (const line of await presentFilingLines(reader, found, at)) yield cells(words, line, zone);
    const last = found.at(-1);
    if (!last || found.length < ROWS_AT_ONCE) return;
    after = { at: last.raisedAt, id: last.id };
  }
}

async function filterWords(reader: Reader, words: Words, query: FilingQuery): Promise<string> {
  const ids = query.provider === undefined ? [] : [query.provider];
  const sides = await sidesOf(reader, ids);
  const states = (query.state ?? '').split(',').filter((state) => state !== '');
  const said = [
    ...(query.side === undefined ? [] : [words.text(`sharing.filing-side.${query.side}`)]),
    ...states.map((state) => words.text(`sharing.filing-state.${state}`)),
    ...(query.kind === undefined ? [] : [words.text(`sharing.filing-kind.${query.kind}`)]),
    ...ids.map((id) => sides(id).name),
    query.q ?? '',
  ].filter((text) => text !== '');
  return said.length === 0 ? words.text('table.ledger.no-filter') : said.join(' / ');
}

export type ExportFilings = FilingQuery & { readonly actor: Actor; readonly origin: string; readonly language: Language };

/** The list as a workbook, written while it is read; the export is evidenced before its first byte leaves. */
export async function exportFilings(needs: FilingNeeds, { actor, origin, language, ...query }: ExportFilings): Promise<Download> {
  const { reader } = needs.database;
  const zone = needs.config.KAREZ_TIME_ZONE;
  const at = needs.clock.now();
  const { empty, ...filters } = filtersOf(query);
  const reach = reachOf(actor);
  const count = empty ? 0 : await countFilings(reader, reach, filters);
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at,
      actor: { kind: actor.kind, id: actor.id, orgId: actor.orgId },
      action: 'sharing.export-filings',
      outcome: { result: 'done' },
      origin,
      facts: { rows: count, side: query.side ?? null, state: query.state ?? null },
    }),
  );
  const words = wordsIn(language);
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text('sharing.filing-ledger.sheet'),
    title: words.text('sharing.filing-ledger.title'),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), await filterWords(reader, words, query)],
      [words.text('table.ledger.made-on'), dayIn(zone, at)],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: columns.map(([column, width]) => ({ header: words.text(`sharing.filing-ledger.${column}`), width })),
    rows: empty ? [] : rowsOf(reader, { reach, filters, at, words, zone }),
  });
  return { fileName: words.text('sharing.filing-ledger.file'), contentType: workbookMediaType, content };
}
