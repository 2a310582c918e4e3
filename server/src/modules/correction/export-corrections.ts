import type { CorrectionSummary } from '@karez/contract/correction/schemas';
import type { Download } from '@karez/contract/route';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { dayIn } from '@karez/kit/clock';
import { recordEvidence } from '#modules/audit/append';
import { entryTitles } from '#modules/catalog';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import { sidesOf } from '#modules/sharing';
import type { Reader } from '#platform/database';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { countCorrections, correctionsMatching, type ListFilters, type Reach } from './correction-list-store.ts';
import type { CorrectionNeeds } from './correction-step.ts';
import { presentCorrectionLines } from './present-correction.ts';
import { filtersOf, reachOf, type CorrectionQuery } from './read-corrections.ts';

/** Reports that are read together while a ledger is written. */
const ROWS_AT_ONCE = 200;
const headers = [
  'no',
  'entry',
  'items',
  'issue',
  'requester',
  'provider',
  'state',
  'result',
  'filed-on',
  'due-on',
  'answered-on',
  'ended-on',
] as const;
const widths = [26, 34, 30, 12, 26, 26, 18, 14, 14, 14, 14, 14];

function cells(words: Words, line: CorrectionSummary, zone: string): string[] {
  const day = (instant: string | null | undefined) => (instant ? dayIn(zone, new Date(instant)) : '');
  return [
    line.no ?? '',
    line.entry.name,
    line.itemNames.join('、'),
    line.issue === null ? '' : words.text(`correction.issue.${line.issue}`),
    line.requester.name,
    line.provider.name,
    words.text(`correction.state.${line.state}`),
    line.result === null ? '' : words.text(`correction.result.${line.result}`),
    day(line.filedAt),
    day(line.clock?.dueAt),
    day(line.answeredAt),
    day(line.endedAt),
  ];
}

type Reading = { readonly reach: Reach; readonly filters: ListFilters; readonly at: Date };

/** The rows as they are read, page by page, newest first. */
async function* linesOf(reader: Reader, { reach, filters, at }: Reading): AsyncGenerator<CorrectionSummary> {
  for (let after: { at: Date; id: string } | null = null; ;) {
    const found = await correctionsMatching(reader, reach, { ...filters, after, limit: ROWS_AT_ONCE });
    yield* await presentCorrectionLines(reader, found, at);
    const last = found.at(-1);
    if (!last || found.length < ROWS_AT_ONCE) return;
    after = { at: last.createdAt, id: last.id };
  }
}

async function* rowsOf(lines: AsyncIterable<CorrectionSummary>, words: Words, zone: string): AsyncGenerator<string[]> {
  for await (const line of lines) yield cells(words, line, zone);
}

async function filterWords(reader: Reader, words: Words, query: CorrectionQuery): Promise<string> {
  const ids = [query.requester, query.provider].flatMap((id) => (id === undefined ? [] : [id]));
  const sides = await sidesOf(reader, ids);
  const entries = query.entry === undefined ? [] : [(await entryTitles(reader, [query.entry])).get(query.entry) ?? query.entry];
  const states = (query.state ?? '').split(',').filter((state) => state !== '');
  const said = [
    ...(query.side === undefined ? [] : [words.text(`correction.side.${query.side}`)]),
    ...states.map((state) => words.text(`correction.state.${state}`)),
    ...entries,
    ...ids.map((id) => sides(id).name),
    ...(query.overdue === undefined ? [] : [words.text('correction.ledger.is-overdue')]),
    ...(query.q === undefined ? [] : [query.q]),
  ].filter((text) => text !== '');
  return said.length === 0 ? words.text('table.ledger.no-filter') : said.join(' / ');
}

export type ExportCorrections = CorrectionQuery & { readonly actor: Actor; readonly origin: string; readonly language: Language };

/** The list as a workbook, written while it is read; the export is evidenced before its first byte leaves. */
export async function exportCorrections(
  needs: CorrectionNeeds,
  { actor, origin, language, ...query }: ExportCorrections,
): Promise<Download> {
  const { reader } = needs.database;
  const zone = needs.config.KAREZ_TIME_ZONE;
  const at = needs.clock.now();
  const { empty, ...filters } = filtersOf(query, at);
  const reading = { reach: reachOf(actor), filters, at };
  const count = empty ? 0 : await countCorrections(reader, reading.reach, filters);
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at,
      actor: { kind: actor.kind, id: actor.id, orgId: actor.orgId },
      action: 'correction.export-corrections',
      outcome: { result: 'done' },
      origin,
      facts: { rows: count, side: query.side ?? null, state: query.state ?? null },
    }),
  );
  const words = wordsIn(language);
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text('correction.ledger.sheet'),
    title: words.text('correction.ledger.title'),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), await filterWords(reader, words, query)],
      [words.text('table.ledger.made-on'), dayIn(zone, at)],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: headers.map((header, place) => ({ header: words.text(`correction.ledger.${header}`), width: widths[place] ?? 12 })),
    rows: empty ? [] : rowsOf(linesOf(reader, reading), words, zone),
  });
  return { fileName: words.text('correction.ledger.file'), contentType: workbookMediaType, content };
}
