import { caseMeasures, type CaseFigures, type DaysTaken } from '@karez/contract/sharing/statistics';
import type { Download } from '@karez/contract/route';
import { wordsIn } from '@karez/contract/words';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { sidesOf } from '../present-application.ts';
import { writeLedger, type LedgerAsked, type LedgerNeeds } from '../write-ledger.ts';
import { readStatistics, type StatisticsQuery } from './read-statistics.ts';

const daysIn = (taken: DaysTaken): string[] => (taken === null ? ['', ''] : [String(taken.p50), String(taken.p80)]);

const cellsOf = ({ counts, firstAnswer, delivery }: CaseFigures): string[] => [
  ...caseMeasures.map((measure) => String(counts[measure])),
  ...daysIn(firstAnswer),
  ...daysIn(delivery),
];

/** 办理统计 as a workbook: the sum, each department, each month. */
export async function exportStatistics(
  needs: LedgerNeeds,
  { language, origin, ...query }: StatisticsQuery & LedgerAsked,
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
      words: 'sharing.statistics',
      list: 'statistics',
      columns: [
        ['provider-or-month', 30],
        ...caseMeasures.map((measure) => [`measure.${measure}`, 14] as const),
        ['first-answer-p50', 18],
        ['first-answer-p80', 18],
        ['delivery-p50', 18],
        ['delivery-p80', 18],
      ],
      rows,
      total: rows.length,
      filters: [words.text('sharing.statistics.period-filter', { since: found.since, until: found.until }), ...provider],
    },
  );
}
