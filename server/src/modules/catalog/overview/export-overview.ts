import { lateMeasures, measureIds } from '@karez/contract/catalog/overview';
import type { Download } from '@karez/contract/route';
import type { Language } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { actedBy } from '#platform/caller';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import type { DemandNeeds } from './overview-question.ts';
import { readOverview } from './read-overview.ts';

const nameWidth = 30;
const countWidth = 14;

/** The authority's 目录看板 as a ledger; the export is evidenced before its first byte leaves. */
export async function exportOverview(
  needs: StepNeeds & DemandNeeds,
  { actor, origin, language }: { actor: Actor; origin: string; language: Language },
): Promise<Download | Refusal> {
  const { reader } = needs.database;
  const { oversees, departments } = await readOverview({ ...needs, reader }, actor);
  if (!oversees) return refuse('catalog.overview.not-authority');
  await needs.database.transaction((tx) =>
    recordEvidence(tx, {
      at: needs.clock.now(),
      actor: actedBy(actor),
      action: 'catalog.export-overview',
      outcome: { result: 'done' },
      origin,
      facts: { rows: departments.length },
    }),
  );
  const words = wordsIn(language);
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text('catalog.overview.ledger.sheet'),
    title: words.text('catalog.overview.ledger.title'),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), words.text('table.ledger.no-filter')],
      [words.text('table.ledger.made-on'), todayOf(needs)],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: [
      { header: words.text('catalog.overview.ledger.department'), width: nameWidth },
      { header: words.text('catalog.overview.ledger.late'), width: countWidth },
      ...measureIds.map((id) => ({ header: words.text(`catalog.overview.measure.${id}`), width: countWidth })),
    ],
    rows: departments.map(({ name, counts }) => [
      name,
      lateMeasures.reduce((sum, id) => sum + counts[id], 0),
      ...measureIds.map((id) => counts[id]),
    ]),
  });
  return { fileName: words.text('catalog.overview.ledger.file'), contentType: workbookMediaType, content };
}
