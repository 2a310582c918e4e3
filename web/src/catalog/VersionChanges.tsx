import type { EntryContent } from '@karez/contract/catalog/content';
import { Card, Table } from 'antd';
import { useWords } from '../client/language.tsx';
import { fieldNames, fieldText } from './entry-text.ts';
import type { Names } from './use-names.ts';

type Compared = { before: EntryContent; after: EntryContent; names: Names };

/** JSON with keys in one order: the order in which a store keeps them says nothing. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}

/** Fields of the new version that differ from the version in force, from what to what: what a reviewer has to look at. */
export function VersionChanges({ before, after, names }: Compared) {
  const words = useWords();
  const { t } = words;
  const changes = fieldNames
    .filter((field) => inOrder(before[field]) !== inOrder(after[field]))
    .map((field) => ({ field, before: fieldText(field, before, { words, names }), after: fieldText(field, after, { words, names }) }));
  return (
    <Card size="small" title={t('portal.catalog.version-changes', { count: changes.length })}>
      {changes.length === 0 ? (
        <span className="soft">{t('portal.catalog.version-same')}</span>
      ) : (
        <Table
          size="small"
          rowKey="field"
          pagination={false}
          dataSource={changes}
          columns={[
            { title: t('portal.catalog.change.field'), width: 140, render: (_value, change) => t(`catalog.field.${change.field}`) },
            {
              title: t('portal.catalog.change.before'),
              render: (_value, change) => <div className="pre soft">{change.before || t('portal.catalog.blank')}</div>,
            },
            {
              title: t('portal.catalog.change.after'),
              render: (_value, change) => <div className="pre">{change.after || t('portal.catalog.blank')}</div>,
            },
          ]}
        />
      )}
    </Card>
  );
}
