import type { Item } from '@karez/contract/catalog/content';
import { Table, Tag, type TableColumnsType } from 'antd';
import { useWords } from '../client/language.tsx';
import { ShareTypeTag } from './tags.tsx';

/** 信息项 of an entry with everything the guide asks of each. */
export function ItemsTable({ items, entryShareType }: { items: readonly Item[]; entryShareType: Item['shareType'] }) {
  const { t } = useWords();
  const columns: TableColumnsType<Item> = [
    { title: t('portal.catalog.item.no'), dataIndex: 'no', width: 60 },
    {
      title: t('portal.catalog.item.name'),
      width: 190,
      render: (_value, item) => (
        <>
          {item.nameZh} <ItemMarks item={item} />
        </>
      ),
    },
    { title: t('portal.catalog.item.field-name'), width: 150, render: (_value, item) => <span className="code">{item.fieldName ?? '—'}</span> },
    { title: t('portal.catalog.item.meaning'), width: 220, render: (_value, item) => <ItemMeaning item={item} /> },
    {
      title: t('portal.catalog.item.type'),
      width: 110,
      render: (_value, item) => (item.dataType ? `${t(`catalog.data-type.${item.dataType}`)}${item.lengthBytes === null ? '' : ` (${item.lengthBytes})`}` : '—'),
    },
    { title: t('portal.catalog.item.nullable'), width: 72, render: (_value, item) => t(item.nullable ? 'portal.yes' : 'portal.no') },
    { title: t('portal.catalog.item.sensitivity'), width: 124, render: (_value, item) => (item.sensitivity ? t(`catalog.sensitivity.${item.sensitivity}`) : '—') },
    { title: t('portal.catalog.item.share-type'), width: 128, render: (_value, item) => <ShareTypeTag shareType={item.shareType ?? entryShareType} /> },
    { title: t('portal.catalog.item.mask'), width: 110, render: (_value, item) => t(`catalog.masking.${item.maskingRule}`) },
  ];
  return <Table<Item> rowKey="no" size="small" columns={columns} dataSource={[...items]} pagination={items.length > 50 ? { pageSize: 50 } : false} scroll={{ x: 1164 }} />;
}

function ItemMarks({ item }: { item: Item }) {
  const { t } = useWords();
  return (
    <>
      {item.isKey ? <Tag color="blue">{t('portal.catalog.item.key')}</Tag> : null}
      {item.isTimestamp ? <Tag>{t('portal.catalog.item.timestamp')}</Tag> : null}
      {item.isBaseItem ? <Tag color="green">{t('portal.catalog.item.base')}</Tag> : null}
    </>
  );
}

function ItemMeaning({ item }: { item: Item }) {
  const { t } = useWords();
  const more = [
    item.codeSet ? t('portal.catalog.item.code-set-is', { codeSet: item.codeSet }) : '',
    item.dataElement ? t('portal.catalog.item.data-element-is', { dataElement: item.dataElement }) : '',
    item.updateCycle ? t('portal.catalog.updated', { cycle: t(`catalog.update-cycle.${item.updateCycle}`) }) : '',
  ].filter((text) => text !== '');
  return (
    <>
      {item.meaning || '—'}
      {more.map((text) => (
        <div key={text} className="small soft">
          {text}
        </div>
      ))}
    </>
  );
}
