import { caseMeasures, type CaseFigures, type DaysTaken } from '@karez/contract/sharing/statistics';
import type { Download } from '@karez/contract/route';
import { wordsIn } from '@karez/contract/words';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { writeLedger, type Asking } from '#modules/desk';
import type { Needs } from '#platform/needs';
import { sidesOf } from '../present-application.ts';
import { readStatistics, type StatisticsQuery } from './read-statistics.ts';

const daysIn = (taken: DaysTaken): string[] => (taken === null ? ['', ''] : [String(taken.p50), String(taken.p80)]);

const cellsOf = ({ counts, firstAnswer, delivery }: CaseFigures): string[] => [
  ...caseMeasures.map((measure) => String(counts[measure])),
  ...daysIn(firstAnswer),
  ...daysIn(delivery),
];

/** 办理统计 as a workbook: the sum, each department, each month. */
export async function exportStatistics(
  needs: Pick<Needs, 'database' | 'clock' | 'config'>,
  { language, origin, ...query }: StatisticsQuery & Asking,
): Promise<Download | Refusal> {
  const { reader } = needs.database;
  const found = await readStatistics({ ...needs, reader }, query);
  if (isRefusal(found)) return found;
  const words = wordsIn(language);
  const rows = [
    [words.text('sharing.statistics.all'), ...cellsOf(found.all)],
    ...found.providers.map(({ provider, figures }) => [provider.name, ...cellsOf(figures)]),
    ...found.months.map(({ month, figures }) => [month, ...cellsOf(figures)]),
  ];
  const provider = query.organisationId === undefined ? [] : [(await sidesOf(reader, [query.organisationId]))(query.organisationId).name];
  return writeLedger(
    needs,
    { actor: query.actor, language, origin },
    {
      action: 'sharing.export-statistics',
      words: {
        sheet: 'sharing.statistics.statistics',
        title: 'sharing.statistics.statistics-title',
        file: 'sharing.statistics.statistics-file',
      },
      facts: {},
      columns: [
        ['sharing.statistics.provider-or-month', 30],
        ...caseMeasures.map((measure) => [`sharing.statistics.measure.${measure}`, 14] as const),
        ['sharing.statistics.first-answer-p50', 18],
        ['sharing.statistics.first-answer-p80', 18],
        ['sharing.statistics.delivery-p50', 18],
        ['sharing.statistics.delivery-p80', 18],
      ],
      rows,
      total: rows.length,
      filters: [words.text('sharing.statistics.period-filter', { since: found.since, until: found.until }), ...provider],
    },
  );
}
