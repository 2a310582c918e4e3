import type { DemandSummary } from '@karez/contract/sharing/demand';
import { Table, Tag } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { DemandStateTag } from './DemandStateTag.tsx';

/** Demands with who asks, who answers, by when. */
export function DemandTable({ demands }: { demands: readonly DemandSummary[] }) {
  const { t } = useWords();
  return (
    <Table<DemandSummary>
      rowKey="id"
      size="middle"
      dataSource={[...demands]}
      pagination={false}
      {...(demands.length > 0 ? { scroll: { x: 1180 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.demand.none')} action={<Link to={paths.search()}>{t('portal.menu.search')}</Link>} /> }}
      columns={[
        {
          title: t('portal.demand.name'),
          width: 250,
          render: (_value, row) => (
            <>
              <Link to={paths.demand(row.id)}>
                <bdi>{row.name === '' ? t('portal.demand.unnamed') : row.name}</bdi>
              </Link>{' '}
              {row.urgency === 'urgent' ? <Tag color="error">{t('sharing.demand-urgency.urgent')}</Tag> : null}
              <div className="small soft">
                <bdi className="code">{row.no ?? t('portal.sharing.no-number')}</bdi> ·{' '}
                {t('portal.demand.item-count', { count: row.itemCount })}
              </div>
            </>
          ),
        },
        {
          title: t('portal.demand.state'),
          width: 170,
          render: (_value, row) => <DemandStateTag state={row.state} overdue={row.promiseOverdue} />,
        },
        { title: t('portal.sharing.clock'), width: 165, render: (_value, row) => <ClockBadge clock={row.clock} /> },
        { title: t('portal.demand.requester'), render: (_value, row) => <bdi>{row.requester.name}</bdi> },
        { title: t('portal.demand.provider'), render: (_value, row) => (row.provider ? <bdi>{row.provider.name}</bdi> : '—') },
        { title: t('portal.demand.wished-on'), width: 120, render: (_value, row) => row.wishedOn ?? '—' },
        { title: t('portal.demand.promised-on'), width: 120, render: (_value, row) => row.promisedOn ?? '—' },
      ]}
    />
  );
}
