import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import type { DemandSummary } from '@karez/contract/sharing/demand';
import type { Download } from '@karez/contract/route';
import { dayIn } from '@karez/kit/clock';
import { recordEvidence } from '#modules/audit/append';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { sidesOf } from '../present-application.ts';
import { demandsMatching } from './demand-list-store.ts';
import type { DemandNeeds } from './demand-step.ts';
import { presentDemandSummaries } from './present-demand.ts';
import { demandFiltersOf, demandReachOf, type DemandQuery } from './read-demands.ts';

/** Rows of one ledger, at most: more is narrowed by a filter. */
const LEDGER_ROWS_MAX = 20_000;
const headers = [
  'no',
  'name',
  'requester',
  'provider',
  'state',
  'items',
  'urgency',
  'sent-on',
  'wished-on',
  'promised-on',
  'overdue',
] as const;
const widths = [26, 34, 26, 26, 16, 10, 10, 14, 14, 14, 12];

function cells(words: Words, demand: DemandSummary, zone: string): (string | number)[] {
  return [
    demand.no ?? '',
    demand.name,
    demand.requester.name,
    demand.provider?.name ?? '',
    words.text(`sharing.demand-state.${demand.state}`),
    demand.itemCount,
    words.text(`sharing.demand-urgency.${demand.urgency}`),
    demand.sentAt === null ? '' : dayIn(zone, new Date(demand.sentAt)),
    demand.wishedOn ?? '',
    demand.promisedOn ?? '',
    demand.promiseOverdue ? words.text('sharing.demand-ledger.is-overdue') : '',
  ];
}

async function filterWords(reader: Reader, words: Words, query: DemandQuery): Promise<string> {
  const ids = [query.requester, query.provider].flatMap((id) => (id === undefined ? [] : [id]));
  const sides = await sidesOf(reader, ids);
  const states = (query.state ?? '').split(',').filter((state) => state !== '');
  const said = [
    ...(query.side === undefined ? [] : [words.text(`sharing.demand-side.${query.side}`)]),
    ...states.map((state) => words.text(`sharing.demand-state.${state}`)),
    ...ids.map((id) => sides(id).name),
    ...(query.overdue === undefined ? [] : [words.text('sharing.demand-ledger.is-overdue')]),
    ...(query.q === undefined ? [] : [query.q]),
  ].filter((text) => text !== '');
  return said.length === 0 ? words.text('table.ledger.no-filter') : said.join(' / ');
}

export type ExportDemands = DemandQuery & { readonly actor: Actor; readonly origin: string; readonly language: Language };

/** 需求清单 as a workbook: the same rows as the list; the export is evidenced before its first byte leaves. */
export async function exportDemands(needs: DemandNeeds, { actor, origin, language, ...query }: ExportDemands): Promise<Download> {
  const { reader } = needs.database;
  const zone = needs.config.KAREZ_TIME_ZONE;
  const at = needs.clock.now();
  const today = dayIn(zone, at);
  const { empty, ...filters } = demandFiltersOf(query, today);
  const found = empty ? [] : await demandsMatching(reader, demandReachOf(actor), { ...filters, after: null, limit: LEDGER_ROWS_MAX });
  const rows = await presentDemandSummaries(reader, found, { at, today });
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at,
      actor: { kind: actor.kind, id: actor.id, orgId: actor.orgId },
      action: 'sharing.export-demands',
      outcome: { result: 'done' },
      origin,
      facts: { rows: rows.length, side: query.side ?? null, state: query.state ?? null },
    }),
  );
  const words = wordsIn(language);
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text('sharing.demand-ledger.sheet'),
    title: words.text('sharing.demand-ledger.title'),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), await filterWords(reader, words, query)],
      [words.text('table.ledger.made-on'), today],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: headers.map((header, place) => ({ header: words.text(`sharing.demand-ledger.${header}`), width: widths[place] ?? 12 })),
    rows: rows.map((demand) => cells(words, demand, zone)),
  });
  return { fileName: words.text('sharing.demand-ledger.file'), contentType: workbookMediaType, content };
}
