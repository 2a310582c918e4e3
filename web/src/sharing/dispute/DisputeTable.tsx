import type { DisputeSummary } from '@karez/contract/sharing/dispute';
import { Table } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { DisputeStateTag } from './DisputeStateTag.tsx';

/** Disputes with what they are about, the two sides, and the clock. */
export function DisputeTable({ disputes }: { disputes: readonly DisputeSummary[] }) {
  const { t } = useWords();
  return (
    <Table<DisputeSummary>
      rowKey="id"
      size="middle"
      dataSource={[...disputes]}
      pagination={false}
      {...(disputes.length > 0 ? { scroll: { x: 960 } } : {})}
      locale={{
        emptyText: (
          <Blank
            says={t('portal.dispute.none')}
            action={<Link to={paths.applications('outgoing')}>{t('portal.menu.applications-out')}</Link>}
          />
        ),
      }}
      columns={[
        {
          title: t('portal.dispute.about'),
          width: 270,
          render: (_value, row) => (
            <>
              <Link to={paths.dispute(row.id)}>
                <bdi>{row.entry.name}</bdi>
              </Link>
              <div className="small soft">
                <bdi className="code">{row.no}</bdi>
              </div>
              <div className="small soft">
                {t(`sharing.dispute-kind.${row.kind}`)} · <bdi>{dayAndTime(row.raisedAt)}</bdi>
              </div>
            </>
          ),
        },
        {
          title: t('portal.dispute.state'),
          width: 150,
          render: (_value, row) => (
            <>
              <DisputeStateTag state={row.state} />
              {row.result ? <div className="small soft">{t(`sharing.dispute-result.${row.result}`)}</div> : null}
            </>
          ),
        },
        { title: t('portal.sharing.clock'), width: 190, render: (_value, row) => <ClockBadge clock={row.clock} /> },
        { title: t('portal.dispute.requester'), width: 170, render: (_value, row) => <bdi>{row.requester.name}</bdi> },
        { title: t('portal.dispute.provider'), width: 170, render: (_value, row) => <bdi>{row.provider.name}</bdi> },
      ]}
    />
  );
}
