import { duplicateStatuses, type DuplicateReport, type DuplicateStatus } from '@karez/contract/catalog/duplicate';
import { Button, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import type { DuplicateChoice } from './duplicate-choice.ts';

type Row = DuplicateReport['totals'] & { readonly organisationId: string; readonly organisationName: string };
type Counts = { report: DuplicateReport; choice: DuplicateChoice; onChoose: (next: DuplicateChoice) => void };

/** Departments one below the other, all of them first; each number opens its list below. */
export function DuplicateCounts({ report, choice, onChoose }: Counts) {
  const { t } = useWords();
  const all: Row = { ...report.totals, organisationId: '', organisationName: t('portal.duplicate.everything') };
  const rows = report.departments.length > 1 ? [all, ...report.departments] : report.departments;
  const { registered, withSource } = report.elements;
  const number = (row: Row, status: DuplicateStatus) => {
    if (row[status] === 0) return <span className="soft">0</span>;
    const isChosen = choice.status === status && (choice.organisationId ?? '') === row.organisationId;
    const { organisationId: _organisation, ...rest } = choice;
    return (
      <Button
        type={isChosen ? 'primary' : 'link'}
        size="small"
        aria-pressed={isChosen}
        aria-label={t('portal.duplicate.number', {
          organisation: row.organisationName,
          status: t(`catalog.duplicate.status.${status}`),
          count: row[status],
        })}
        onClick={() => onChoose({ ...rest, status, ...(row.organisationId === '' ? {} : { organisationId: row.organisationId }) })}
      >
        {row[status]}
      </Button>
    );
  };
  const columns: TableColumnsType<Row> = [
    { title: t('portal.duplicate.department'), render: (_value, row) => <bdi>{row.organisationName}</bdi> },
    ...duplicateStatuses.map((status) => ({
      title: t(`catalog.duplicate.status.${status}`),
      width: 140,
      render: (_value: unknown, row: Row) => number(row, status),
    })),
  ];
  return (
    <>
      <p className="soft" style={{ marginBlockStart: 0 }}>
        {t('portal.duplicate.elements', { registered, withSource })} <Link to={paths.elements()}>{t('portal.duplicate.to-elements')}</Link>
      </p>
      <WideTable label={t('portal.duplicate.by-department')} minWidth={860}>
        <Table<Row>
          rowKey="organisationId"
          size="small"
          columns={columns}
          dataSource={rows}
          pagination={false}
          locale={{ emptyText: <Blank says={t('portal.duplicate.none')} /> }}
        />
      </WideTable>
    </>
  );
}
