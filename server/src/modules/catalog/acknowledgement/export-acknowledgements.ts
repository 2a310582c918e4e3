import type { AcknowledgementSummary, exportAcknowledgements as route } from '@karez/contract/catalog/acknowledgement';
import type { Download, QueryOf } from '@karez/contract/route';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { dayIn } from '@karez/kit/clock';
import { recordEvidence } from '#modules/audit/append';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { actedBy } from '#platform/caller';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { acknowledgementsWithin } from './acknowledgement-store.ts';
import { acknowledgementSummary, runningClocks } from './acknowledgement-view.ts';
import { overdueWithin, reachOf } from './read-acknowledgements.ts';

/** Rows of one ledger, at most: more is narrowed by a filter. */
const LEDGER_ROWS_MAX = 20_000;
const columns = [
  ['entry', 34],
  ['provider', 28],
  ['department', 28],
  ['from', 10],
  ['to', 10],
  ['opened', 14],
  ['due', 14],
  ['overdue', 10],
  ['state', 22],
  ['closed', 14],
] as const;

type Board = QueryOf<typeof route>;
type ExportAcknowledgements = Board & { readonly actor: Actor; readonly origin: string; readonly language: Language };

function cells(words: Words, told: AcknowledgementSummary, zone: string): string[] {
  return [
    told.entryName,
    told.providerName,
    told.organisationName,
    told.from.version,
    told.to.version,
    dayIn(zone, new Date(told.openedAt)),
    told.clock?.dueOn ?? '',
    told.clock?.overdue === true ? words.text('catalog.acknowledgement.ledger.is-overdue') : '',
    words.text(`catalog.acknowledgement.state.${told.state}`),
    told.closedAt === null ? '' : dayIn(zone, new Date(told.closedAt)),
  ];
}

/** Filters in words; that only one entry was asked for is told by its name. */
function filterWords(words: Words, { side, state, entryId, overdue }: Board, entryName: string | undefined): string {
  return [
    words.text(`catalog.acknowledgement.ledger.side.${side}`),
    ...(state === undefined ? [] : [words.text(`catalog.acknowledgement.state.${state}`)]),
    ...(overdue === undefined ? [] : [words.text('catalog.acknowledgement.ledger.is-overdue')]),
    ...(entryId === undefined || entryName === undefined ? [] : [entryName]),
  ].join(' / ');
}

/** 版本告知 as a workbook: the rows of the list; the export is evidenced before its first byte leaves. */
export async function exportAcknowledgements(needs: StepNeeds, command: ExportAcknowledgements): Promise<Download> {
  const { actor, origin, language, side, state, entryId, overdue } = command;
  const { reader } = needs.database;
  const at = needs.clock.now();
  const reach = reachOf(actor, side);
  const ids = overdue === undefined ? undefined : await overdueWithin(reader, reach, { at, state, entryId });
  const { items } = await acknowledgementsWithin(reader, reach, { state, entryId, ids, after: null, limit: LEDGER_ROWS_MAX });
  const clocks = await runningClocks(
    reader,
    items.map(({ id }) => id),
    at,
  );
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at,
      actor: actedBy(actor),
      action: 'catalog.export-acknowledgements',
      outcome: { result: 'done' },
      origin,
      facts: { rows: items.length, side, state: state ?? null, overdue: overdue ?? null },
    }),
  );
  const words = wordsIn(language);
  const content = ledgerWorkbook({
    language,
    sheet: words.text('catalog.acknowledgement.ledger.sheet'),
    title: words.text('catalog.acknowledgement.ledger.title'),
    facts: [
      [words.text('table.ledger.unit'), actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '')],
      [words.text('table.ledger.filters'), filterWords(words, command, items[0]?.entryName)],
      [words.text('table.ledger.made-on'), todayOf(needs)],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: columns.map(([key, width]) => ({ header: words.text(`catalog.acknowledgement.ledger.${key}`), width })),
    rows: items.map((told) => cells(words, acknowledgementSummary(told, { clock: clocks.get(told.id), at }), needs.config.KAREZ_TIME_ZONE)),
  });
  return { fileName: words.text('catalog.acknowledgement.ledger.file'), contentType: workbookMediaType, content };
}
