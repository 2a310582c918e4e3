import { listUnknownValues } from '@karez/contract/catalog-import';
import { Card, Table } from 'antd';
import { useWords } from '../client/language.tsx';
import { useAnswer } from '../client/queries.ts';
import { pages } from '../client/pages.ts';

/** Spellings that state no value of their list, and how often: such fields stay empty, nothing is guessed. */
export function UnknownValues({ importId, ready }: { importId: string; ready: boolean }) {
  const { t, has } = useWords();
  const values = useAnswer(listUnknownValues, { params: { importId } }, { enabled: ready });
  const items = values.data?.answer.items ?? [];
  if (items.length === 0) return null;
  const field = (name: string) => (has(`catalog.import.field.${name}`) ? t(`catalog.import.field.${name}`) : name);
  return (
    <Card title={t('portal.catalog.import.unknown-values', { count: items.length })}>
      <p className="soft" style={{ marginBlockStart: 0 }}>
        {t('portal.catalog.import.unknown-says')}
      </p>
      <Table
        size="small"
        rowKey={(one) => `${one.field} ${one.raw}`}
        dataSource={items}
        pagination={pages(t, 10)}
        columns={[
          { title: t('portal.catalog.change.field'), width: 200, render: (_value, one) => field(one.field) },
          { title: t('portal.catalog.import.written'), render: (_value, one) => one.raw },
          { title: t('portal.catalog.import.how-often'), width: 120, align: 'end', dataIndex: 'count' },
        ]}
      />
    </Card>
  );
}
