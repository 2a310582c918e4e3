import { BULK_MAX, type BulkCandidate, type BulkDeed } from '@karez/contract/catalog/bulk';
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { ShareTypeTag, StageTag } from '../tags.tsx';

type Choosing = {
  deed: BulkDeed;
  candidates: readonly BulkCandidate[];
  chosen: readonly BulkCandidate[];
  onChoose: (chosen: readonly BulkCandidate[]) => void;
};

/** Entries that wait for a deed. What is approved must have been opened since it last changed: its row says so, and cannot be chosen before. */
export function CandidateTable({ deed, candidates, chosen, onChoose }: Choosing) {
  const { t } = useWords();
  const needsOpening = deed === 'publish';
  const columns: TableColumnsType<BulkCandidate> = [
    {
      title: t('catalog.field.name'),
      render: (_value, candidate) => (
        <Link to={paths.entry(candidate.entryId)}>
          <bdi>{candidate.name}</bdi>
          <div className="small soft code">{candidate.resourceCode ?? t('portal.catalog.code-later')}</div>
        </Link>
      ),
    },
    { title: t('portal.catalog.provider'), width: 200, render: (_value, { organisationName }) => <bdi>{organisationName}</bdi> },
    { title: t('catalog.field.shareType'), width: 140, render: (_value, { shareType }) => <ShareTypeTag shareType={shareType} /> },
    ...(deed === 'list'
      ? []
      : [
          {
            title: t('portal.catalog.stands'),
            width: 180,
            render: (_value: unknown, { stage }: BulkCandidate) => (stage ? <StageTag stage={stage} /> : null),
          },
        ]),
    ...(needsOpening
      ? [
          {
            title: t('portal.bulk.opened'),
            width: 170,
            render: (_value: unknown, { opened }: BulkCandidate) => (
              <StateTag tone={opened ? 'ok' : 'warn'}>{t(opened ? 'portal.bulk.opened-yes' : 'portal.bulk.opened-no')}</StateTag>
            ),
          },
        ]
      : []),
  ];
  return (
    <WideTable label={t(`portal.bulk.deed.${deed}`)} minWidth={860}>
      <Table<BulkCandidate>
        rowKey="entryId"
        size="middle"
        columns={columns}
        dataSource={[...candidates]}
        pagination={false}
        rowSelection={{
          preserveSelectedRowKeys: true,
          selectedRowKeys: chosen.map(({ entryId }) => entryId),
          onChange: (_keys, rows) => onChoose(rows.slice(0, BULK_MAX)),
          getCheckboxProps: (candidate) => ({
            disabled: needsOpening && !candidate.opened,
            'aria-label': t('portal.bulk.choose', { name: candidate.name }),
          }),
          getTitleCheckboxProps: () => ({ 'aria-label': t('portal.bulk.choose-all') }),
        }}
        locale={{ emptyText: <Blank says={t(`portal.bulk.none.${deed}`)} /> }}
      />
    </WideTable>
  );
}
