import { listSystemImportRows, type SystemImport, type SystemImportRow } from '@karez/contract/identity/system-import';
import { Table, type TableColumnsType } from 'antd';
import { OutcomeTag } from '../catalog/import-tags.tsx';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { useWords } from '../client/language.tsx';
import { Becomes } from '../ui/Becomes.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { OutcomeRows, useAskedOutcome } from '../client/OutcomeRows.tsx';
import { useAnswer } from '../client/queries.ts';
import { Blank } from '../ui/Blank.tsx';

/** The dry run row by row; each count opens its rows. */
export function SystemImportRows({ found }: { found: SystemImport }) {
  const { t } = useWords();
  const outcome = useAskedOutcome();
  const position = useCursor(outcome ?? '');
  const rows = useAnswer(listSystemImportRows, {
    params: { importId: found.id },
    query: { ...(outcome ? { outcome } : {}), ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  return (
    <OutcomeRows title={t('portal.identity.system-import.rows')} counts={found.outcomes}>
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

function RowTable({ rows }: { rows: readonly SystemImportRow[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<SystemImportRow> = [
    { title: t('portal.identity.system-import.row'), width: 72, dataIndex: 'row' },
    { title: t('identity.system-field.name'), width: 280, render: (_value, row) => row.name || '—' },
    { title: t('portal.identity.system-import.outcome'), width: 110, render: (_value, row) => <OutcomeTag outcome={row.outcome} /> },
    { title: t('portal.identity.system-import.what'), render: (_value, row) => <WhatOfRow row={row} /> },
  ];
  return (
    <Table<SystemImportRow>
      rowKey="row"
      size="small"
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      {...(rows.length > 0 ? { scroll: { x: 860 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.identity.system-import.no-rows')} /> }}
    />
  );
}

function WhatOfRow({ row }: { row: SystemImportRow }) {
  const { t } = useWords();
  const shown = useShownValue();
  return (
    <div className="stack" style={{ gap: 2 }}>
      {row.refusals.map((refusal) => (
        <div key={`${refusal.path} ${refusal.code}`} style={{ color: '#a8322a' }}>
          {t(`field.${refusal.code}`, refusal.params)}
        </div>
      ))}
      {row.outcome === 'new' ? (
        <div>{row.changes.map((change) => shown(change.field, change.after)).join(' · ')}</div>
      ) : (
        row.changes.map((change) => (
          <div key={change.field}>
            {t(`identity.system-field.${change.field}`)}
            {': '}
            <span className="was">{shown(change.field, change.before)}</span>
            <Becomes />
            <span className="becomes">{shown(change.field, change.after)}</span>
          </div>
        ))
      )}
    </div>
  );
}

/** A value of a change in words: codes of code lists by their names. */
function useShownValue(): (field: string, value: string) => string {
  const { t } = useWords();
  return (field, value) => {
    if (value === '') return t('portal.identity.system-import.nothing');
    if (field === 'networkZone') return t(`identity.network-zone.${value}`);
    return field === 'protectionLevel' ? t('identity.protection-level', { level: value }) : value;
  };
}
