import type { UseRecordLine } from '@karez/contract/sharing/use-record';
import { Table } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { UseStateTag } from './UseStateTag.tsx';

type Shown = { records: readonly UseRecordLine[]; side: 'held' | 'given' | 'authority' };

/** Use records with their calls, their statement and how their sample stands. */
export function UseRecordTable({ records, side }: Shown) {
  const { t } = useWords();
  return (
    <Table<UseRecordLine>
      rowKey="id"
      size="middle"
      dataSource={[...records]}
      pagination={false}
      {...(records.length > 0 ? { scroll: { x: 1120 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.use.none')} /> }}
      columns={[
        {
          title: t('portal.sharing.entry'),
          width: 240,
          render: (_value, row) => (
            <Link to={paths.grant(row.grantId)}>
              <bdi>{row.entryName}</bdi>
              <div className="small soft code">{row.grantNo}</div>
            </Link>
          ),
        },
        { title: t('portal.sharing.requester'), hidden: side === 'held', render: (_value, row) => <bdi>{row.requester.name}</bdi> },
        { title: t('portal.sharing.provider'), hidden: side === 'given', render: (_value, row) => <bdi>{row.provider.name}</bdi> },
        { title: t('portal.use.quarter'), width: 90, dataIndex: 'quarter' },
        {
          title: t('portal.sharing.state'),
          width: 190,
          render: (_value, row) => (
            <>
              <UseStateTag state={row.state} late={row.late} />
              {row.state === 'owed' ? <ClockBadge clock={row.clock} /> : null}
              {row.statedAt ? <div className="small soft">{day(row.statedAt)}</div> : null}
            </>
          ),
        },
        { title: t('sharing.use-ledger.calls'), width: 100, render: (_value, row) => row.counts.calls },
        { title: t('sharing.use-ledger.records'), width: 100, render: (_value, row) => row.counts.records },
        { title: t('sharing.use-ledger.drawn'), width: 200, render: (_value, row) => <Sample record={row} /> },
        { title: t('sharing.use-ledger.kept-until'), width: 120, dataIndex: 'keptUntil' },
      ]}
    />
  );
}

function Sample({ record: { sample } }: { record: UseRecordLine }) {
  const { t } = useWords();
  const missed = sample.differing + sample.unmatched;
  if (sample.drawn === 0) return <span className="soft">{t('portal.use.no-calls')}</span>;
  return (
    <span className="row" style={{ gap: 4 }}>
      <span>{t('portal.use.sample-tally', { matched: sample.matched, drawn: sample.drawn })}</span>
      {sample.waiting > 0 ? <StateTag tone="waiting">{t('portal.use.waiting', { count: sample.waiting })}</StateTag> : null}
      {missed > 0 ? <StateTag tone="danger">{t('portal.use.missed', { count: missed })}</StateTag> : null}
    </span>
  );
}
