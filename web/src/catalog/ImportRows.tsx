import { listImportRows, type Import, type ImportRow } from '@karez/contract/catalog-import';
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { OutcomeRows, useAskedOutcome } from '../client/OutcomeRows.tsx';
import { useAnswer } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { WideTable } from '../ui/WideTable.tsx';
import { toldChanges } from './change-text.ts';
import { ChangeList } from './ChangeList.tsx';
import { OutcomeTag } from './import-tags.tsx';
import { useNames } from './use-names.ts';

const EVERY_MS = 3_000;

/** The dry run row by row: new, changed field by field from what to what, unchanged, or why it is not taken. */
export function ImportRows({ job }: { job: Import }) {
  const { t } = useWords();
  const outcome = useAskedOutcome();
  const position = useCursor(outcome ?? '');
  const rows = useAnswer(
    listImportRows,
    {
      params: { importId: job.id },
      query: { ...(outcome ? { outcome } : {}), ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
    },
    job.state === 'checking' || job.state === 'applying' ? { everyMilliseconds: EVERY_MS } : {},
  );
  return (
    <OutcomeRows title={t('portal.catalog.import.rows')} counts={job.outcomes}>
      <Loaded query={rows}>
        {({ answer }) => (
          <>
            <RowTable rows={answer.items} />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )}
      </Loaded>
    </OutcomeRows>
  );
}

function RowTable({ rows }: { rows: readonly ImportRow[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<ImportRow> = [
    {
      title: t('portal.catalog.import.row'),
      width: 80,
      render: (_value, row) => (row.rows > 1 ? `${row.row}–${row.row + row.rows - 1}` : row.row),
    },
    { title: t('portal.catalog.import.outcome'), width: 110, render: (_value, row) => <OutcomeTag outcome={row.outcome} /> },
    {
      title: t('catalog.field.name'),
      width: 260,
      render: (_value, row) => <bdi>{row.entryId ? <Link to={paths.entry(row.entryId)}>{row.name}</Link> : row.name || '—'}</bdi>,
    },
    { title: t('portal.catalog.provider'), width: 200, render: (_value, row) => <bdi>{row.provider || '—'}</bdi> },
    { title: t('portal.catalog.import.what'), render: (_value, row) => <WhatOfRow row={row} /> },
  ];
  const table = (
    <Table<ImportRow>
      rowKey="row"
      size="small"
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      locale={{ emptyText: <Blank says={t('portal.catalog.import.no-rows')} /> }}
    />
  );
  if (rows.length === 0) return table;
  return (
    <WideTable label={t('portal.catalog.import.rows')} minWidth={980}>
      {table}
    </WideTable>
  );
}

function WhatOfRow({ row }: { row: ImportRow }) {
  const words = useWords();
  const names = useNames();
  const { t, has } = words;
  const field = (name: string) => (has(`catalog.import.field.${name}`) ? t(`catalog.import.field.${name}`) : name);
  return (
    <div className="stack" style={{ gap: 2 }}>
      {row.refusals.map((refusal) => (
        <div key={`${refusal.path} ${refusal.code}`} style={{ color: '#a8322a' }}>
          {t(`field.${refusal.code}`, refusal.params)}
        </div>
      ))}
      {row.opensVersion === null ? null : <div>{t('portal.catalog.import.opens-change', { version: row.opensVersion })}</div>}
      <ChangeList changes={toldChanges(row.changes, { words, names })} />
      {row.unknown.map((one) => (
        <div key={`${one.field} ${one.raw}`} className="soft">
          {t('portal.catalog.import.unknown', { field: field(one.field), raw: one.raw })}
        </div>
      ))}
    </div>
  );
}
