import type { EntryContent } from '@karez/contract/catalog/content';
import { Card, Table } from 'antd';
import { useWords } from '../client/language.tsx';
import { contentChanges, type Change } from './change-text.ts';
import { stacked } from '../ui/stacked.tsx';
import type { Names } from './use-names.ts';
import { pages } from '../client/pages.ts';

type Compared = { before: EntryContent; after: EntryContent; names: Names };

const ROWS_SHOWN = 50;

/** Places of the new version that differ from the version in force, from what to what: what a reviewer has to look at. */
export function VersionChanges({ before, after, names }: Compared) {
  const words = useWords();
  const { t } = words;
  const changes = contentChanges({ before, after }, { words, names });
  return (
    <Card size="small" title={t('portal.catalog.version-changes', { count: changes.length })}>
      <ChangeTable changes={changes} />
    </Card>
  );
}

/** Places that differ, from what to what; on a telephone the two texts one below the other, for neither may be out of sight. */
export function ChangeTable({ changes, none }: { changes: readonly Change[]; none?: string }) {
  const { t } = useWords();
  if (changes.length === 0) return <span className="soft">{none ?? t('portal.catalog.version-same')}</span>;
  return (
    <Table
      className="stacked stacked-long"
      size="small"
      rowKey="key"
      pagination={pages(t, ROWS_SHOWN)}
      dataSource={[...changes]}
      columns={stacked<Change>([
        { title: t('portal.catalog.change.field'), width: 150, render: (_value, { label }) => label },
        {
          title: t('portal.catalog.change.before'),
          width: '42%',
          render: (_value, change) => (
            <div className="pre soft">
              <bdi>{change.before}</bdi>
            </div>
          ),
        },
        {
          title: t('portal.catalog.change.after'),
          render: (_value, change) => (
            <div className="pre">
              <bdi>{change.after}</bdi>
            </div>
          ),
        },
      ])}
    />
  );
}
