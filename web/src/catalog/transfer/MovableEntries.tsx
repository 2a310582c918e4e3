import { listTransferable, type Transferable } from '@karez/contract/catalog/transfer';
import { useQuery } from '@tanstack/react-query';
import { Alert, Radio, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { call } from '../../client/call.ts';
import { useWords } from '../../client/language.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { EntryStateTag } from '../tags.tsx';
import { pages } from '../../client/pages.ts';

const PAGE = 100;

/** What an order finds in a department: named entries, how many it moves, and how many of these are drafts that only the department knows. */
type Transferables = { readonly entries: readonly Transferable[]; readonly movable: number; readonly drafts: number };

/** Everything of a department that an order moves, and what holds the rest, read to the last page: what is chosen is chosen of all. */
async function transferableOf(fromOrgId: string): Promise<Transferables> {
  const entries: Transferable[] = [];
  let cursor: string | null | undefined;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a cursor is known only when its page has come
    const { answer } = await call(listTransferable, { query: { fromOrgId, limit: PAGE, ...(cursor ? { cursor } : {}) } });
    entries.push(...answer.items);
    if (answer.next === null) return { entries, movable: answer.movable, drafts: answer.drafts };
    cursor = answer.next;
  }
}

/** What an order can move from a department, and what it cannot move yet; nothing while no department is chosen. */
export function useTransferable(from: string | undefined) {
  return useQuery({ queryKey: [listTransferable.id, from], queryFn: () => transferableOf(from ?? ''), enabled: from !== undefined });
}

type Chosen = {
  from: string;
  /** `null`: all of them. */
  value?: readonly string[] | null;
  onChange?: ((ids: readonly string[] | null) => void) | undefined;
};

/** All entries of the department that can be moved now, or some that are ticked; and those that cannot, each with what holds it. */
export function MovableEntries({ from, value = null, onChange }: Chosen) {
  const { t } = useWords();
  const query = useTransferable(from);
  const { entries, movable: count } = query.data ?? { entries: [], movable: 0 };
  const movable = entries.filter(({ hold }) => hold === null);
  const held = entries.filter(({ hold }) => hold !== null);
  if (query.error) return <Trouble error={query.error} />;
  return (
    <div className="stack">
      <Radio.Group
        value={value === null ? 'all' : 'some'}
        onChange={({ target }) => onChange?.(target.value === 'all' ? null : [])}
        options={[
          { value: 'all', label: t('portal.catalog.transfer.entries-all', { count }) },
          { value: 'some', label: t('portal.catalog.transfer.entries-some', { count: value?.length ?? 0 }) },
        ]}
      />
      {query.data ? <CountWords found={query.data} /> : null}
      {query.isPending || movable.length > 0 ? (
        <EntryTable entries={movable} loading={query.isPending} value={value} onChange={onChange} />
      ) : null}
      <HeldEntries held={held} isAll={count === 0} />
    </div>
  );
}

/** That there is nothing, or that drafts go along that are not named here. */
function CountWords({ found: { entries, movable, drafts } }: { found: Transferables }) {
  const { t } = useWords();
  if (movable + entries.length === 0) return <Blank says={t('refusal.catalog.transfer.nothing-to-move')} />;
  return drafts > 0 ? <span className="soft">{t('portal.catalog.transfer.drafts', { count: drafts })}</span> : null;
}

type Shown = Pick<Chosen, 'onChange'> & { entries: readonly Transferable[]; loading: boolean; value: readonly string[] | null };

function EntryTable({ entries, loading, value, onChange }: Shown) {
  const { t } = useWords();
  const columns: TableColumnsType<Transferable> = [
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
    <WideTable label={t('portal.catalog.transfer.entries-which')} minWidth={560}>
      <Table<Transferable>
        rowKey="entryId"
        size="small"
        loading={loading}
        columns={columns}
        dataSource={[...entries]}
        pagination={pages(t, 10)}
        {...(value === null
          ? {}
          : {
              rowSelection: {
                selectedRowKeys: [...value],
                onChange: (keys: React.Key[]) => onChange?.(keys.map(String)),
                getTitleCheckboxProps: () => ({ 'aria-label': t('portal.choose-all') }),
              },
            })}
      />
    </WideTable>
  );
}

/** Where that which holds an entry is decided. */
function caseOf({ entryId, hold }: Transferable): string {
  if (hold?.kind === 'adjustment' && hold.caseId !== null) return paths.adjustment(hold.caseId);
  if (hold?.kind === 'moving' && hold.caseId !== null) return paths.transfer(hold.caseId);
  return paths.entry(entryId);
}

function HeldEntries({ held, isAll }: { held: readonly Transferable[]; isAll: boolean }) {
  const { t } = useWords();
  if (held.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('portal.catalog.transfer.held', { count: held.length })}
      description={
        <>
          {t(isAll ? 'portal.catalog.transfer.held-all' : 'portal.catalog.transfer.held-says')}
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {held.map((entry) => (
              <li key={entry.entryId}>
                <bdi>{entry.name}</bdi>{' '}
                {entry.hold ? <Link to={caseOf(entry)}>{t(`portal.catalog.transfer.hold.${entry.hold.kind}`)}</Link> : null}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
