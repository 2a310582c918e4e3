import type { FilingSummary } from '@karez/contract/sharing/filing';
import { Table } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { FilingStateTag } from './FilingStateTag.tsx';

/** Filings with what they are about, their day and the authority's clock. */
export function FilingTable({ filings }: { filings: readonly FilingSummary[] }) {
  const { t } = useWords();
  return (
    <Table<FilingSummary>
      rowKey="id"
      size="middle"
      dataSource={[...filings]}
      pagination={false}
      {...(filings.length > 0 ? { scroll: { x: 1260 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.filing.none')} /> }}
      columns={[
        {
          title: t('portal.filing.about'),
          width: 300,
          render: (_value, row) => (
            <>
              <Link to={paths.filing(row.id)}>
                <bdi>{row.entry.name}</bdi>
              </Link>
              <div className="small soft">
                <bdi className="code">{row.no}</bdi>
              </div>
              {row.service ? (
                <div className="small soft">
                  <bdi>{row.service.name}</bdi>
                </div>
              ) : null}
            </>
          ),
        },
        { title: t('portal.filing.kind'), width: 150, render: (_value, row) => t(`sharing.filing-kind.${row.kind}`) },
        { title: t('portal.filing.state'), width: 180, render: (_value, row) => <FilingStateTag state={row.state} /> },
        { title: t('portal.filing.effective-on'), width: 130, render: (_value, row) => <span className="number">{row.effectiveOn}</span> },
        { title: t('portal.sharing.clock'), width: 165, render: (_value, row) => <ClockBadge clock={row.clock} /> },
        { title: t('portal.filing.provider'), render: (_value, row) => <bdi>{row.provider.name}</bdi> },
        { title: t('portal.filing.raised-at'), width: 150, render: (_value, row) => dayAndTime(row.raisedAt) },
      ]}
    />
  );
}
