import type { DisputeSummary } from '@karez/contract/sharing/dispute';
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
import { countDisputes, disputesMatching, type DisputeFilters, type Reach } from './dispute-list-store.ts';
import type { DisputeNeeds } from './dispute-step.ts';
import { presentDisputeLines } from './present-dispute.ts';
import { filtersOf, reachOf, type DisputeQuery } from './read-disputes.ts';

/** Disputes that are read together while a ledger is written. */
const ROWS_AT_ONCE = 200;
const columns = [
  ['no', 26],
  ['kind', 14],
  ['entry', 34],
  ['application', 26],
  ['requester', 26],
  ['provider', 26],
  ['state', 18],
  ['result', 18],
  ['raised-on', 14],
  ['due-on', 14],
  ['ended-on', 14],
] as const;

function cells(words: Words, line: DisputeSummary, zone: string): string[] {
  const day = (instant: string | null | undefined) => (instant ? dayIn(zone, new Date(instant)) : '');
  return [
    line.no,
    words.text(`sharing.dispute-kind.${line.kind}`),
    line.entry.name,
    line.application?.no ?? '',
    line.requester.name,
    line.provider.name,
    words.text(`sharing.dispute-state.${line.state}`),
    line.result === null ? '' : words.text(`sharing.dispute-result.${line.result}`),
    day(line.raisedAt),
    day(line.clock?.dueAt),
    day(line.endedAt),
  ];
}

type Reading = {
  readonly reach: Reach;
  readonly filters: DisputeFilters;
  readonly at: Date;
  readonly words: Words;
  readonly zone: string;
};

/** The rows as they are read, page by page, newest first. */
async function* rowsOf(reader: Reader, { reach, filters, at, words, zone }: Reading): AsyncGenerator<string[]> {
  for (let after: { at: Date; id: string } | null = null; ;) {
    const found = await disputesMatching(reader, reach, { ...filters, after, limit: ROWS_AT_ONCE });
    for (const line of await presentDisputeLines(reader, found, at)) yield cells(words, line, zone);
    const last = found.at(-1);
    if (!last || found.length < ROWS_AT_ONCE) return;
    after = { at: last.raisedAt, id: last.id };
  }
}

async function filterWords(reader: Reader, words: Words, query: DisputeQuery): Promise<string> {
  const ids = [query.requester, query.provider].flatMap((id) => (id === undefined ? [] : [id]));
  const sides = await sidesOf(reader, ids);
  const states = (query.state ?? '').split(',').filter((state) => state !== '');
  const said = [
    ...(query.side === undefined ? [] : [words.text(`sharing.dispute-side.${query.side}`)]),
    ...states.map((state) => words.text(`sharing.dispute-state.${state}`)),
    ...(query.kind === undefined ? [] : [words.text(`sharing.dispute-kind.${query.kind}`)]),
    ...ids.map((id) => sides(id).name),
    ...(query.overdue === undefined ? [] : [words.text('sharing.dispute-ledger.is-overdue')]),
    query.q ?? '',
  ].filter((text) => text !== '');
  return said.length === 0 ? words.text('table.ledger.no-filter') : said.join(' / ');
}

export type ExportDisputes = DisputeQuery & { readonly actor: Actor; readonly origin: string; readonly language: Language };

/** The list as a workbook, written while it is read; the export is evidenced before its first byte leaves. */
export async function exportDisputes(needs: DisputeNeeds, { actor, origin, language, ...query }: ExportDisputes): Promise<Download> {
  const { reader } = needs.database;
  const zone = needs.config.KAREZ_TIME_ZONE;
  const at = needs.clock.now();
  const { empty, ...filters } = filtersOf(query, at);
  const reach = reachOf(actor);
  const count = empty ? 0 : await countDisputes(reader, reach, filters);
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at,
      actor: { kind: actor.kind, id: actor.id, orgId: actor.orgId },
      action: 'sharing.export-disputes',
      outcome: { result: 'done' },
      origin,
      facts: { rows: count, side: query.side ?? null, state: query.state ?? null },
    }),
  );
  const words = wordsIn(language);
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text('sharing.dispute-ledger.sheet'),
    title: words.text('sharing.dispute-ledger.title'),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), await filterWords(reader, words, query)],
      [words.text('table.ledger.made-on'), dayIn(zone, at)],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: columns.map(([column, width]) => ({ header: words.text(`sharing.dispute-ledger.${column}`), width })),
    rows: empty ? [] : rowsOf(reader, { reach, filters, at, words, zone }),
  });
  return { fileName: words.text('sharing.dispute-ledger.file'), contentType: workbookMediaType, content };
}
