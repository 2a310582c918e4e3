import { caseMeasures, type CaseFigures, type DaysTaken } from '@karez/contract/sharing/statistics';
import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { CaseCount } from './CaseCount.tsx';
import type { Scope } from './period.ts';

/** One line of figures: of a department or of a month. */
export type FiguresRow = { readonly key: string; readonly name: ReactNode; readonly scope: Scope; readonly figures: CaseFigures };

/** How long it took, as a link to the cases, the slowest first. */
function Days({ taken, measure, scope }: { taken: DaysTaken; measure: 'answered' | 'delivered'; scope: Scope }) {
  const { t } = useWords();
  if (taken === null) return <span className="soft">{t('portal.statistics.no-days')}</span>;
  return <Link to={paths.countedCases({ ...scope, measure })}>{t('portal.statistics.days', { p50: taken.p50, p80: taken.p80 })}</Link>;
}

/** Figures under each other; each number opens its list. */
export function FiguresTable({ head, rows }: { head: string; rows: readonly FiguresRow[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<FiguresRow> = [
    { key: 'name', title: head, width: 200, render: (_, { name }) => name },
    ...caseMeasures.map((measure) => ({
      key: measure,
      title: <span title={t(`sharing.statistics.formula.${measure}`)}>{t(`sharing.statistics.measure.${measure}`)}</span>,
      align: 'end' as const,
      render: (_: unknown, { figures, scope }: FiguresRow) => <CaseCount measure={measure} count={figures.counts[measure]} scope={scope} />,
    })),
    {
      key: 'first-answer',
      title: t('portal.statistics.first-answer'),
      render: (_, { figures, scope }) => <Days taken={figures.firstAnswer} measure="answered" scope={scope} />,
    },
    {
      key: 'delivery',
      title: t('portal.statistics.delivery'),
      render: (_, { figures, scope }) => <Days taken={figures.delivery} measure="delivered" scope={scope} />,
    },
  ];
  return (
    <Table<FiguresRow>
      size="small"
      rowKey="key"
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <Blank says={t('portal.statistics.none')} /> }}
    />
  );
}
