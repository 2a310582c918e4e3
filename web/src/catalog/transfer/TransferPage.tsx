import { getTransfer, type Transfer } from '@karez/contract/catalog/transfer';
import { Breadcrumb, Card, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { TransferDeeds } from './TransferDeeds.tsx';
import { pages } from '../../client/pages.ts';

type Line = Transfer['lines'][number];
const tones: Readonly<Record<Line['state'], Tone>> = { orphaned: 'danger', offered: 'waiting', accepted: 'ok', retired: 'off' };

/** One transfer: the instrument, every entry with its receiver and answer, and what the reader may answer. */
export function TransferPage() {
  const { transferId = '' } = useParams();
  const transfer = useAnswer(getTransfer, { params: { transferId } });
  return <Loaded query={transfer}>{({ answer }) => <ShownTransfer key={answer.id} transfer={answer} />}</Loaded>;
}

function ShownTransfer({ transfer }: { transfer: Transfer }) {
  const { t } = useWords();
  const names = transfer.allowed['name-receiver']?.allowed === true;
  const open = (line: Line) => line.mine || (names && line.state === 'orphaned');
  const ids = transfer.lines.filter(open).map(({ entryId }) => entryId);
  // Everything that waits for the reader is ticked at first: an order is answered whole, and entries are left out.
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = ids.filter((id) => !left.includes(id));
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[
              { title: <Link to={paths.transfers()}>{t('portal.menu.transfers')}</Link> },
              { title: <bdi>{transfer.documentNumber}</bdi> },
            ]}
          />
        }
        title={<bdi>{transfer.documentNumber}</bdi>}
        purpose={`${t(`catalog.transfer.kind.${transfer.kind}`)} · ${transfer.from.name}`}
        actions={<TransferDeeds transfer={transfer} chosen={chosen} onDone={() => setLeft([])} />}
      />
      <div className="stack">
        <Card>
          <Facts
            facts={[
              { label: t('portal.catalog.transfer.from'), value: <bdi>{transfer.from.name}</bdi> },
              { label: t('portal.catalog.transfer.decided-on'), value: transfer.decidedOn },
              {
                label: t('portal.catalog.transfer.ordered-at'),
                value: `${dayAndTime(transfer.orderedAt)} ${transfer.orderedByOrganisation}`,
              },
              { label: t('portal.catalog.transfer.reason'), value: transfer.reason, wide: true },
            ]}
          />
        </Card>
        <Card title={t('portal.catalog.transfer.entries')}>
          <LineTable
            lines={transfer.lines}
            open={open}
            chosen={chosen}
            onChoose={(kept) => setLeft(ids.filter((id) => !kept.includes(id)))}
          />
        </Card>
      </div>
    </>
  );
}

type Shown = {
  lines: readonly Line[];
  open: (line: Line) => boolean;
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
};

function LineTable({ lines, open, chosen, onChoose }: Shown) {
  const { t } = useWords();
  const columns: TableColumnsType<Line> = [
    {
      title: t('catalog.field.name'),
      render: (_value, { entryId, name, opens }) => {
        const shown = name === null ? <span className="soft">{t('portal.catalog.transfer.draft')}</span> : <bdi>{name}</bdi>;
        return opens ? <Link to={paths.entry(entryId)}>{shown}</Link> : shown;
      },
    },
    {
      title: t('portal.catalog.transfer.receiver'),
      render: (_value, { receiver }) => (receiver ? <bdi>{receiver.name}</bdi> : t('portal.catalog.transfer.receivers-none')),
    },
    {
      title: t('portal.sharing.state'),
      render: (_value, line) => (
        <>
          <StateTag tone={tones[line.state]}>{t(`catalog.transfer.line.${line.state}`)}</StateTag>
          {line.opinion ? (
            <div className="small soft pre">
              {line.declined ? t('portal.catalog.transfer.declined', { opinion: line.opinion }) : line.opinion}
            </div>
          ) : null}
        </>
      ),
    },
  ];
  return (
    <WideTable label={t('portal.catalog.transfer.entries')} minWidth={640}>
      <Table<Line>
        rowKey="entryId"
        size="middle"
        columns={columns}
        dataSource={[...lines]}
        pagination={pages(t, 50)}
        {...(lines.some(open)
          ? {
              rowSelection: {
                selectedRowKeys: [...chosen],
                onChange: (keys: React.Key[]) => onChoose(keys.map(String)),
                getTitleCheckboxProps: () => ({ 'aria-label': t('portal.choose-all') }),
                getCheckboxProps: (line: Line) => ({
                  disabled: !open(line),
                  'aria-label': line.name ?? t('portal.catalog.transfer.draft'),
                }),
              },
            }
          : {})}
      />
    </WideTable>
  );
}
