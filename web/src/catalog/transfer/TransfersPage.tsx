import { listTransfers, type TransferSummary } from '@karez/contract/catalog/transfer';
import { Button, Card, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';

/** 目录移交: what the reader's department or authority has to do with, latest first. */
export function TransfersPage() {
  const { t } = useWords();
  const orders = usePower('catalog.publish');
  const position = useCursor('');
  const transfers = useAnswer(listTransfers, { query: position.cursor === undefined ? {} : { cursor: position.cursor } });
  return (
    <>
      <PageHead
        title={t('portal.menu.transfers')}
        purpose={t('portal.catalog.transfer.purpose')}
        actions={
          orders ? (
            <Link to={paths.newTransfer()}>
              <Button type="primary">{t('portal.catalog.transfer.new')}</Button>
            </Link>
          ) : null
        }
      />
      <Card>
        <Loaded query={transfers}>
          {({ answer }) => (
            <>
              <TransferTable transfers={answer.items} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function TransferTable({ transfers }: { transfers: readonly TransferSummary[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<TransferSummary> = [
    {
      title: t('portal.catalog.transfer.document'),
      render: (_value, transfer) => (
        <Link to={paths.transfer(transfer.id)}>
          <bdi>{transfer.documentNumber}</bdi>
          <div className="small soft">{t(`catalog.transfer.kind.${transfer.kind}`)}</div>
        </Link>
      ),
    },
    { title: t('portal.catalog.transfer.from'), render: (_value, transfer) => <bdi>{transfer.from.name}</bdi> },
    {
      title: t('portal.catalog.transfer.receiver'),
      render: (_value, { receivers }) =>
        receivers.length === 0 ? t('portal.catalog.transfer.receivers-none') : <bdi>{receivers.join(' / ')}</bdi>,
    },
    {
      title: t('portal.catalog.transfer.progress'),
      render: (_value, { counts }) => t('portal.catalog.transfer.progress-says', counts),
    },
    { title: t('portal.catalog.transfer.ordered-at'), width: 160, render: (_value, transfer) => dayAndTime(transfer.orderedAt) },
  ];
  return (
    <Table<TransferSummary>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...transfers]}
      pagination={false}
      {...(transfers.length > 0 ? { scroll: { x: 900 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.catalog.transfer.none')} /> }}
    />
  );
}
