import type { DisposalSummary } from '@karez/contract/sharing/disposal';
import { Table } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { DisposalStateTag } from './DisposalStateTag.tsx';

/** Disposals with the grant that ended and why, who owes them, and the clock. */
export function DisposalTable({ disposals }: { disposals: readonly DisposalSummary[] }) {
  const { t } = useWords();
  return (
    <Table<DisposalSummary>
      rowKey="id"
      size="middle"
      dataSource={[...disposals]}
      pagination={false}
      {...(disposals.length > 0 ? { scroll: { x: 960 } } : {})}
      locale={{
        emptyText: <Blank says={t('portal.disposal.none')} action={<Link to={paths.grants('held')}>{t('portal.sharing.grants')}</Link>} />,
      }}
      columns={[
        {
          title: t('portal.disposal.about'),
          width: 220,
          render: (_value, row) => (
            <>
              <Link to={paths.disposal(row.id)}>
                <bdi>{row.entry.name}</bdi>
              </Link>
              <div className="small soft">
                <bdi className="code">{row.no}</bdi>
              </div>
              <div className="small soft">
                <bdi className="code">{row.grant.no}</bdi>
              </div>
            </>
          ),
        },
        {
          title: t('portal.disposal.state'),
          width: 130,
          render: (_value, row) => (
            <>
              <DisposalStateTag state={row.state} />
              <div className="small soft">{t(`sharing.disposal-method.${row.method}`)}</div>
            </>
          ),
        },
        { title: t('portal.sharing.clock'), width: 190, render: (_value, row) => <ClockBadge clock={row.clock} /> },
        {
          title: t('portal.disposal.trigger'),
          width: 140,
          render: (_value, row) => (
            <>
              <div>{t(`sharing.disposal-trigger.${row.trigger}`)}</div>
              <div className="small soft">{dayAndTime(row.orderedAt)}</div>
            </>
          ),
        },
        { title: t('portal.disposal.requester'), width: 140, render: (_value, row) => <bdi>{row.requester.name}</bdi> },
        { title: t('portal.disposal.provider'), width: 140, render: (_value, row) => <bdi>{row.provider.name}</bdi> },
      ]}
    />
  );
}
