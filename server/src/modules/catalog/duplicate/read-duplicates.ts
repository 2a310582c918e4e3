import { recordEvidence } from '#modules/audit/append';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import { duplicateStatuses, type DuplicateReport, type DuplicateRow } from '@karez/contract/catalog/duplicate';
import type { Download } from '@karez/contract/route';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import type { Reader } from '#platform/database';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { actedBy } from '#platform/caller';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { duplicateCounts, duplicateRows, elementCounts, type DuplicateFilters, type DuplicateReach } from './duplicate-store.ts';

const nowhere = '00000000-0000-0000-0000-000000000000';
const reachOf = (actor: Actor): DuplicateReach => ({ organisationId: actor.orgId ?? nowhere, regionCodes: authorityRegionsOf(actor) });

type ReadNeeds = Pick<StepNeeds, 'config'> & { readonly reader: Reader };
type Asking = { readonly actor: Actor };

/** Numbers by department and in all; each opens the list that it counts. */
export async function reportDuplicates(
  { reader, config }: ReadNeeds,
  { actor, ...period }: Asking & Pick<DuplicateFilters, 'from' | 'to'>,
): Promise<DuplicateReport> {
  const reach = reachOf(actor);
  const departments = await duplicateCounts(reader, { reach, zone: config.KAREZ_TIME_ZONE, filters: period });
  const totals = { open: 0, pending: 0, accepted: 0, cited: 0, elsewhere: 0 };
  for (const status of duplicateStatuses) totals[status] = departments.reduce((sum, department) => sum + department[status], 0);
  const regions = reach.regionCodes.length > 0 ? reach.regionCodes : [actor.regionCode ?? ''];
  return { totals, departments, elements: await elementCounts(reader, regions) };
}

export async function listDuplicates(
  { reader, config }: ReadNeeds,
  { actor, cursor, limit, ...filters }: Asking & DuplicateFilters & { cursor?: string | undefined; limit: number },
) {
  const asked = { reach: reachOf(actor), zone: config.KAREZ_TIME_ZONE, filters };
  const { items, total } = await duplicateRows(reader, { ...asked, after: cursor ?? null, limit: limit + 1 });
  const shown = items.slice(0, limit);
  return { items: shown, next: items.length > limit ? (shown.at(-1)?.id ?? null) : null, total };
}

/** Rows of one ledger, at most: more is narrowed by a filter. */
const ledgerRowsMax = 20_000;
const headers = ['organisation', 'entry', 'place', 'name', 'status', 'source-organisation', 'source', 'text', 'on'] as const;
const widths = [26, 34, 14, 26, 16, 26, 34, 50, 14];

function cells(words: Words, row: DuplicateRow): string[] {
  return [
    row.organisationName,
    row.entryName,
    words.text(`portal.source.place.${row.place}`),
    row.name,
    words.text(`catalog.duplicate.status.${row.status}`),
    row.targetOrganisation,
    row.targetName,
    row.text,
    row.on,
  ];
}

function filterWords(words: Words, { status, from, to }: DuplicateFilters): string {
  const said = [
    ...(status === undefined ? [] : [words.text(`catalog.duplicate.status.${status}`)]),
    ...(from === undefined && to === undefined ? [] : [words.text('catalog.duplicate.period', { from: from ?? '…', to: to ?? '…' })]),
  ];
  return said.length === 0 ? words.text('table.ledger.no-filter') : said.join(' / ');
}

/** The report as a ledger; the export is evidenced before its first byte leaves. */
export async function exportDuplicates(
  needs: StepNeeds,
  { actor, origin, language, ...filters }: Asking & DuplicateFilters & { origin: string; language: Language },
): Promise<Download> {
  const { reader } = needs.database;
  const asked = { reach: reachOf(actor), zone: needs.config.KAREZ_TIME_ZONE, filters };
  const { items } = await duplicateRows(reader, { ...asked, after: null, limit: ledgerRowsMax });
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at: needs.clock.now(),
      actor: actedBy(actor),
      action: 'catalog.export-duplicates',
      outcome: { result: 'done' },
      origin,
      facts: { rows: items.length, status: filters.status ?? null, organisationId: filters.organisationId ?? null },
    }),
  );
  const words = wordsIn(language);
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text('catalog.duplicate.ledger.sheet'),
    title: words.text('catalog.duplicate.ledger.title'),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), filterWords(words, filters)],
      [words.text('table.ledger.made-on'), todayOf(needs)],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: headers.map((header, at) => ({ header: words.text(`catalog.duplicate.ledger.${header}`), width: widths[at] ?? 12 })),
    rows: items.map((row) => cells(words, row)),
  });
  return { fileName: words.text('catalog.duplicate.ledger.file'), contentType: workbookMediaType, content };
}
