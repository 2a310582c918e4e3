import type { Download } from '@karez/contract/route';
import type { UseRecordLine } from '@karez/contract/sharing/use-record';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { dayIn } from '@karez/kit/clock';
import { recordEvidence } from '#modules/audit/append';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { sidesOf } from '../present-application.ts';
import { presentUseLines, useReachOf, type UseQuery } from './list-use-records.ts';
import { countUseRecords, useRecordsMatching, type UseFilters, type UsePlace, type UseReach } from './use-list-store.ts';

/** Records that are read together while a ledger is written. */
const ROWS_AT_ONCE = 200;
const columns = [
  ['quarter', 12],
  ['grant', 28],
  ['entry', 34],
  ['requester', 26],
  ['provider', 26],
  ['state', 14],
  ['stated-on', 14],
  ['calls', 12],
  ['refused', 12],
  ['failed', 12],
  ['records', 12],
  ['first-on', 14],
  ['last-on', 14],
  ['drawn', 10],
  ['matched', 10],
  ['waiting', 10],
  ['missed', 10],
  ['kept-until', 14],
] as const;

function cells(words: Words, line: UseRecordLine, zone: string): (string | number)[] {
  const { counts, sample } = line;
  return [
    line.quarter,
    line.grantNo,
    line.entryName,
    line.requester.name,
    line.provider.name,
    words.text(line.state === 'owed' && line.late ? 'sharing.use-gap.late' : `sharing.use-state.${line.state}`),
    line.statedAt === null ? '' : dayIn(zone, new Date(line.statedAt)),
    counts.calls,
    counts.refused,
    counts.failed,
    counts.records,
    counts.firstOn ?? '',
    counts.lastOn ?? '',
    sample.drawn,
    sample.matched,
    sample.waiting,
    sample.differing + sample.unmatched,
    line.keptUntil,
  ];
}

type Reading = { readonly reach: UseReach; readonly filters: UseFilters; readonly at: Date };

/** The rows as they are read, page by page. */
async function* linesOf(reader: Reader, { reach, filters, at }: Reading): AsyncGenerator<UseRecordLine> {
  for (let after: UsePlace | null = null; ;) {
    const found = await useRecordsMatching(reader, reach, { ...filters, after, limit: ROWS_AT_ONCE });
    yield* await presentUseLines(reader, found, at);
    const last = found.at(-1);
    if (!last || found.length < ROWS_AT_ONCE) return;
    after = { quarter: last.record.quarter, id: last.record.id };
  }
}

async function* rowsOf(lines: AsyncIterable<UseRecordLine>, words: Words, zone: string): AsyncGenerator<(string | number)[]> {
  for await (const line of lines) yield cells(words, line, zone);
}

async function filterWords(reader: Reader, words: Words, { side, state, gap, quarter, requester, provider }: UseQuery): Promise<string> {
  const ids = [requester, provider].flatMap((id) => (id === undefined ? [] : [id]));
  const sideOf = await sidesOf(reader, ids);
  return [
    words.text(`sharing.use-side.${side}`),
    ...(state === undefined ? [] : [words.text(`sharing.use-state.${state}`)]),
    ...(gap === undefined ? [] : [words.text(`sharing.use-gap.${gap}`)]),
    ...(quarter === undefined ? [] : [quarter]),
    ...ids.map((id) => sideOf(id).name),
  ].join(' / ');
}

export type ExportUseRecords = UseQuery & { readonly actor: Actor; readonly origin: string; readonly language: Language };

/** 使用记录台账: the same rows as the list, written while they are read; the export is evidenced before its first byte leaves. */
export async function exportUseRecords(
  { database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>,
  { actor, origin, language, ...query }: ExportUseRecords,
): Promise<Download> {
  const { reader } = database;
  const zone = config.KAREZ_TIME_ZONE;
  const at = clock.now();
  const { side, ...filters } = query;
  const reach = useReachOf(actor, side);
  const rows = reach === null ? 0 : await countUseRecords(reader, reach, filters);
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at,
      actor: { kind: actor.kind, id: actor.id, orgId: actor.orgId },
      action: 'sharing.export-use-records',
      outcome: { result: 'done' },
      origin,
      facts: { rows, side, state: query.state ?? null, gap: query.gap ?? null, quarter: query.quarter ?? null },
    }),
  );
  const words = wordsIn(language);
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text('sharing.use-ledger.sheet'),
    title: words.text('sharing.use-ledger.title'),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), await filterWords(reader, words, query)],
      [words.text('table.ledger.made-on'), dayIn(zone, at)],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: columns.map(([header, width]) => ({ header: words.text(`sharing.use-ledger.${header}`), width })),
    rows: reach === null ? [] : rowsOf(linesOf(reader, { reach, filters, at }), words, zone),
  });
  return { fileName: words.text('sharing.use-ledger.file'), contentType: workbookMediaType, content };
}
