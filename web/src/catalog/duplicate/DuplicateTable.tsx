import type { DuplicateRow } from '@karez/contract/catalog/duplicate';
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';
import { WideTable } from '../../ui/WideTable.tsx';

const tones: Readonly<Record<DuplicateRow['status'], Tone>> = {
  open: 'warn',
  pending: 'waiting',
  accepted: 'off',
  cited: 'ok',
  elsewhere: 'warn',
};

/** What would be collected twice, who holds it, and what the department said. */
export function DuplicateTable({ rows }: { rows: readonly DuplicateRow[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<DuplicateRow> = [
    {
      title: t('portal.duplicate.entry'),
      width: 220,
      render: (_value, row) => (
        <>
          <Link to={paths.entry(row.entryId)}>
            <bdi>{row.entryName}</bdi>
          </Link>
          <div className="small soft">
            <bdi>{row.organisationName}</bdi>
          </div>
        </>
      ),
    },
    {
      title: t('portal.duplicate.datum'),
      width: 170,
      render: (_value, row) => (
        <>
          <bdi>{row.name}</bdi>
          <div className="small soft">{t(`portal.source.place.${row.place}`)}</div>
        </>
      ),
    },
    {
      title: t('portal.duplicate.held-by'),
      width: 210,
      render: (_value, row) => (
        <>
          <Link to={row.kind === 'element' ? paths.element(row.targetId) : paths.entry(row.targetId)}>
            <bdi>{row.targetName}</bdi>
          </Link>
          <div className="small soft">
            <bdi>{row.targetOrganisation}</bdi>
          </div>
        </>
      ),
    },
    {
      title: t('portal.duplicate.status'),
      width: 130,
      render: (_value, row) => <StateTag tone={tones[row.status]}>{t(`catalog.duplicate.status.${row.status}`)}</StateTag>,
    },
    {
      title: t('portal.duplicate.text'),
      render: (_value, row) => (row.text === '' ? <span className="soft">—</span> : <bdi className="pre">{row.text}</bdi>),
    },
    { title: t('portal.duplicate.on'), width: 110, dataIndex: 'on' },
  ];
  return (
    <WideTable label={t('portal.duplicate.all')} minWidth={980}>
      <Table<DuplicateRow>
        rowKey="id"
        size="middle"
        columns={columns}
        dataSource={[...rows]}
        pagination={false}
        locale={{ emptyText: <Blank says={t('portal.duplicate.none')} /> }}
      />
    </WideTable>
  );
}
