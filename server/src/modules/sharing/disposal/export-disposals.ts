import type { DisposalSummary } from '@karez/contract/sharing/disposal';
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
import { countDisposals, disposalsMatching, type DisposalFilters, type Reach } from './disposal-list-store.ts';
import type { DisposalNeeds } from './disposal-step.ts';
import { presentDisposalLines } from './present-disposal.ts';
import { filtersOf, reachOf, type DisposalQuery } from './read-disposals.ts';

/** Disposals that are read together while a ledger is written. */
const ROWS_AT_ONCE = 200;
const columns = [
  ['no', 26],
  ['grant', 26],
  ['entry', 34],
  ['requester', 26],
  ['provider', 26],
  ['trigger', 14],
  ['method', 14],
  ['state', 18],
  ['ordered-on', 14],
  ['due-on', 14],
  ['certified-on', 14],
  ['certificate', 26],
] as const;

function cells(words: Words, line: DisposalSummary, zone: string): string[] {
  const day = (instant: string | null | undefined) => (instant ? dayIn(zone, new Date(instant)) : '');
  return [
    line.no,
    line.grant.no,
    line.entry.name,
    line.requester.name,
    line.provider.name,
    words.text(`sharing.disposal-trigger.${line.trigger}`),
    words.text(`sharing.disposal-method.${line.method}`),
    words.text(`sharing.disposal-state.${line.state}`),
    day(line.orderedAt),
    day(line.clock?.dueAt),
    day(line.certifiedAt),
    line.certificateNo ?? '',
  ];
}

type Reading = {
  readonly reach: Reach;
  readonly filters: DisposalFilters;
  readonly at: Date;
  readonly words: Words;
  readonly zone: string;
};

/** The rows as they are read, page by page, newest first. */
async function* rowsOf(reader: Reader, { reach, filters, at, words, zone }: Reading): AsyncGenerator<string[]> {
  for (let after: { at: Date; id: string } | null = null; ;) {
    const found = await disposalsMatching(reader, reach, { ...filters, after, limit: ROWS_AT_ONCE });
    for (const line of await presentDisposalLines(reader, found, at)) yield cells(words, line, zone);
    const last = found.at(-1);
    if (!last || found.length < ROWS_AT_ONCE) return;
    after = { at: last.orderedAt, id: last.id };
  }
}

async function filterWords(reader: Reader, words: Words, query: DisposalQuery): Promise<string> {
  const ids = [query.requester, query.provider].flatMap((id) => (id === undefined ? [] : [id]));
  const sides = await sidesOf(reader, ids);
  const states = (query.state ?? '').split(',').filter((state) => state !== '');
  const said = [
    ...(query.side === undefined ? [] : [words.text(`sharing.disposal-side.${query.side}`)]),
    ...states.map((state) => words.text(`sharing.disposal-state.${state}`)),
    ...(query.trigger === undefined ? [] : [words.text(`sharing.disposal-trigger.${query.trigger}`)]),
    ...ids.map((id) => sides(id).name),
    ...(query.overdue === undefined ? [] : [words.text('sharing.disposal-ledger.is-overdue')]),
    query.q ?? '',
  ].filter((text) => text !== '');
  return said.length === 0 ? words.text('table.ledger.no-filter') : said.join(' / ');
}

export type ExportDisposals = DisposalQuery & { readonly actor: Actor; readonly origin: string; readonly language: Language };

/** The list as a workbook, written while it is read; the export is evidenced before its first byte leaves. */
export async function exportDisposals(needs: DisposalNeeds, { actor, origin, language, ...query }: ExportDisposals): Promise<Download> {
  const { reader } = needs.database;
  const zone = needs.config.KAREZ_TIME_ZONE;
  const at = needs.clock.now();
  const { empty, ...filters } = filtersOf(query, at);
  const reach = reachOf(actor);
  const count = empty ? 0 : await countDisposals(reader, reach, filters);
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at,
      actor: { kind: actor.kind, id: actor.id, orgId: actor.orgId },
      action: 'sharing.export-disposals',
      outcome: { result: 'done' },
      origin,
      facts: { rows: count, side: query.side ?? null, state: query.state ?? null },
    }),
  );
  const words = wordsIn(language);
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text('sharing.disposal-ledger.sheet'),
    title: words.text('sharing.disposal-ledger.title'),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), await filterWords(reader, words, query)],
      [words.text('table.ledger.made-on'), dayIn(zone, at)],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: columns.map(([column, width]) => ({ header: words.text(`sharing.disposal-ledger.${column}`), width })),
    rows: empty ? [] : rowsOf(reader, { reach, filters, at, words, zone }),
  });
  return { fileName: words.text('sharing.disposal-ledger.file'), contentType: workbookMediaType, content };
}
