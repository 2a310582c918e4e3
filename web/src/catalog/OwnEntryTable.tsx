import type { EntrySummary } from '@karez/contract/catalog/answers';
import { Button, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { usePower } from '../client/session.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { ResourceCode } from './ResourceCode.tsx';
import { EntryStateTag, ShareTypeTag, StageTag } from './tags.tsx';

/** Entries of one stage: what each is, how it is shared, where it stands, and the way to go on. */
export function OwnEntryTable({ entries, loading, says }: { entries: readonly EntrySummary[]; loading: boolean; says: string }) {
  const { t } = useWords();
  const registers = usePower('catalog.register');
  const columns: TableColumnsType<EntrySummary> = [
    {
      title: t('catalog.field.name'),
      render: (_value, entry) => (
        <Link to={paths.entry(entry.id)}>
          {entry.name}
          <ResourceCode code={entry.resourceCode} />
        </Link>
      ),
    },
    { title: t('catalog.field.shareType'), width: 140, render: (_value, entry) => <ShareTypeTag shareType={entry.shareType} /> },
    {
      title: t('catalog.field.updateCycle'),
      width: 110,
      render: (_value, entry) => (entry.updateCycle ? t(`catalog.update-cycle.${entry.updateCycle}`) : '—'),
    },
    { title: t('catalog.field.items'), width: 90, align: 'end', render: (_value, entry) => entry.itemCount },
    { title: t('portal.catalog.published'), width: 120, render: (_value, entry) => entry.publishedOn ?? '—' },
    {
      title: t('portal.catalog.stands'),
      width: 210,
      render: (_value, entry) => (
        <span className="row">
          <EntryStateTag state={entry.state} />
          {entry.stage && entry.state !== 'published' && entry.stage !== 'imported' ? <StageTag stage={entry.stage} /> : null}
        </span>
      ),
    },
    {
      title: t('portal.catalog.next'),
      width: 110,
      render: (_value, entry) =>
        registers && entry.stage === 'draft' ? (
          <Link to={paths.editEntry(entry.id)}>
            <Button size="small">{t('portal.catalog.go-on')}</Button>
          </Link>
        ) : (
          <Link to={paths.entry(entry.id)}>{t('portal.catalog.look')}</Link>
        ),
    },
  ];
  return (
    <Table<EntrySummary>
      rowKey="id"
      size="middle"
      loading={loading}
      columns={columns}
      dataSource={[...entries]}
      pagination={false}
      {...(entries.length > 0 ? { scroll: { x: 960 } } : {})}
      locale={{ emptyText: <Blank says={says} /> }}
    />
  );
}
