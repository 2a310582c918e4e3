import { listEntries } from '@karez/contract/catalog';
import type { EntrySummary } from '@karez/contract/catalog/answers';
import { useQuery } from '@tanstack/react-query';
import { Radio, Table, type TableColumnsType } from 'antd';
import { call } from '../../client/call.ts';
import { useWords } from '../../client/language.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { EntryStateTag } from '../tags.tsx';

const PAGE = 100;

/** Everything of a department that can be moved, read to the last page: what is chosen is chosen of all. */
async function movableOf(provider: string): Promise<readonly EntrySummary[]> {
  const found: EntrySummary[] = [];
  let cursor: string | null | undefined;
  do {
    // oxlint-disable-next-line no-await-in-loop -- a cursor is known only when its page has come
    const { answer } = await call(listEntries, {
      query: { provider, state: 'published,change-pending,suspended', limit: PAGE, ...(cursor ? { cursor } : {}) },
    });
    found.push(...answer.items);
    cursor = answer.next;
  } while (cursor !== null);
  return found;
}

type Chosen = {
  from: string;
  /** `null`: all of them. */
  value?: readonly string[] | null;
  onChange?: (ids: readonly string[] | null) => void;
};

/** All entries of the department, or some that are ticked. */
export function MovableEntries({ from, value = null, onChange }: Chosen) {
  const { t } = useWords();
  const query = useQuery({ queryKey: [listEntries.id, 'movable', from], queryFn: () => movableOf(from) });
  const entries = query.data ?? [];
  const columns: TableColumnsType<EntrySummary> = [
    { title: t('catalog.field.name'), dataIndex: 'name', render: (name: string) => <bdi>{name}</bdi> },
    {
      title: t('portal.catalog.code'),
      dataIndex: 'resourceCode',
      width: 180,
      render: (code: string) => <bdi className="code">{code}</bdi>,
    },
    { title: t('portal.sharing.state'), width: 130, render: (_value, { state }) => <EntryStateTag state={state} /> },
  ];
  return (
    <div className="stack">
      <Radio.Group
        value={value === null ? 'all' : 'some'}
        onChange={({ target }) => onChange?.(target.value === 'all' ? null : [])}
        options={[
          { value: 'all', label: t('portal.catalog.transfer.entries-all', { count: entries.length }) },
          { value: 'some', label: t('portal.catalog.transfer.entries-some', { count: value?.length ?? 0 }) },
        ]}
      />
      <Table<EntrySummary>
        rowKey="id"
        size="small"
        loading={query.isPending}
        columns={columns}
        dataSource={[...entries]}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        {...(value === null
          ? {}
          : { rowSelection: { selectedRowKeys: [...value], onChange: (keys: React.Key[]) => onChange?.(keys.map(String)) } })}
        locale={{ emptyText: <Blank says={t('refusal.catalog.transfer.nothing-to-move')} /> }}
      />
    </div>
  );
}
