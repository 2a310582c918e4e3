import { nonconformityText } from '@karez/contract/catalog/conformance-text';
import { recordEvidence } from '#modules/audit/append';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import type { Download } from '@karez/contract/route';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import type { Reader } from '#platform/database';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { actedBy } from '#platform/caller';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { nonconformityView } from './answer-nonconformity.ts';
import {
  nonconformityFacets,
  nonconformitiesVisible,
  type NonconformityFilters,
  type NonconformityReach,
  type ListedNonconformity,
} from './nonconformity-store.ts';
import { runsOf } from './run-store.ts';
import { runView } from './start-run.ts';

const nowhere = '00000000-0000-0000-0000-000000000000';
const reachOf = (actor: Actor): NonconformityReach => ({ regionCodes: authorityRegionsOf(actor), organisationId: actor.orgId ?? nowhere });

type ReadNeeds = Pick<StepNeeds, 'clock' | 'config'> & { readonly reader: Reader };
type Page = { readonly cursor: string | undefined; readonly limit: number };

export async function listRuns(reader: Reader, { actor, cursor, limit }: Page & { actor: Actor }) {
  const { items, total } = await runsOf(reader, { regionCodes: authorityRegionsOf(actor), before: cursor ?? null, limit: limit + 1 });
  const shown = items.slice(0, limit);
  return { items: shown.map(runView), next: items.length > limit ? (shown.at(-1)?.id ?? null) : null, total };
}

/** Nonconformities that the reader may see; every count is the length of the list that it opens. */
export async function listNonconformitiesFor(
  needs: ReadNeeds,
  { actor, cursor, limit, ...filters }: Page & NonconformityFilters & { actor: Actor },
) {
  const reach = reachOf(actor);
  const { items, total } = await nonconformitiesVisible(needs.reader, reach, { ...filters, after: cursor ?? null, limit: limit + 1 });
  const shown = items.slice(0, limit);
  const today = todayOf(needs);
  return {
    items: shown.map((nonconformity) => nonconformityView(actor, nonconformity, today)),
    next: items.length > limit ? (shown.at(-1)?.id ?? null) : null,
    total,
    facets: await nonconformityFacets(needs.reader, reach, filters),
  };
}

/** Rows of one ledger, at most: more is narrowed by a filter. */
const ledgerRowsMax = 20_000;
const headers = ['organisation', 'entry', 'rule', 'severity', 'field', 'clause', 'state', 'due-on', 'explanation', 'opinion'] as const;
const widths = [26, 34, 60, 10, 18, 12, 12, 14, 40, 40];

function cells(words: Words, nonconformity: ListedNonconformity): string[] {
  const { rule, params, severity, field, state } = nonconformity;
  return [
    nonconformity.organisationName,
    nonconformity.entryName,
    nonconformityText((key, some) => words.text(key, some), { rule, params }),
    words.text(`catalog.conformance.severity.${severity}`),
    words.text(`catalog.field.${field}`),
    words.text(`catalog.conformance.clause.${rule}`),
    words.text(`catalog.conformance.state.${state}`),
    nonconformity.dueOn,
    nonconformity.explained?.opinion ?? '',
    nonconformity.decided?.opinion ?? '',
  ];
}

function filterWords(words: Words, { rule, severity, state }: NonconformityFilters): string {
  const said = [
    ...(rule === undefined ? [] : [words.text(`catalog.conformance.name.${rule}`)]),
    ...(severity === undefined ? [] : [words.text(`catalog.conformance.severity.${severity}`)]),
    ...(state === undefined ? [] : [words.text(`catalog.conformance.state.${state}`)]),
  ];
  return said.length === 0 ? words.text('table.ledger.no-filter') : said.join(' / ');
}

/** Nonconformities as a ledger; the export is evidenced before its first byte leaves. */
export async function exportNonconformities(
  needs: StepNeeds,
  { actor, origin, language, ...filters }: NonconformityFilters & { actor: Actor; origin: string; language: Language },
): Promise<Download> {
  const { reader } = needs.database;
  const { items } = await nonconformitiesVisible(reader, reachOf(actor), { ...filters, after: null, limit: ledgerRowsMax });
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at: needs.clock.now(),
      actor: actedBy(actor),
      action: 'catalog.export-nonconformities',
      outcome: { result: 'done' },
      origin,
      facts: {
        rows: items.length,
        rule: filters.rule ?? null,
        state: filters.state ?? null,
        organisationId: filters.organisationId ?? null,
      },
    }),
  );
  const words = wordsIn(language);
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text('catalog.conformance.ledger.sheet'),
    title: words.text('catalog.conformance.ledger.title'),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), filterWords(words, filters)],
      [words.text('table.ledger.made-on'), todayOf(needs)],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: headers.map((header, at) => ({ header: words.text(`catalog.conformance.ledger.${header}`), width: widths[at] ?? 12 })),
    rows: items.map((nonconformity) => cells(words, nonconformity)),
  });
  return { fileName: words.text('catalog.conformance.ledger.file'), contentType: workbookMediaType, content };
}
