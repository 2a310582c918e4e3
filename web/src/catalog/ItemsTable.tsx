import type { Item } from '@karez/contract/catalog/content';
import { Table, Tag, type TableColumnsType } from 'antd';
import { useWords } from '../client/language.tsx';
import { WideTable } from '../ui/WideTable.tsx';
import { SourceLine } from './source/SourceLine.tsx';
import type { Sources } from './source/use-sources.ts';
import { ShareTypeTag } from './tags.tsx';
import { pages } from '../client/pages.ts';

const ROWS_SHOWN = 50;

/** 信息项 of an entry with everything the guide asks of each. */
type Items = {
  items: readonly Item[];
  entryShareType: Item['shareType'];
  /** The item by which rows go back to their districts. */
  regionItemNo: number | null;
  sources: Sources;
};

export function ItemsTable({ items, entryShareType, regionItemNo, sources }: Items) {
  const { t } = useWords();
  const columns: TableColumnsType<Item> = [
    { title: t('portal.catalog.item.no'), dataIndex: 'no', width: 56 },
    {
      title: t('portal.catalog.item.name-and-field'),
      width: 168,
      render: (_value, item) => (
        <>
          {item.nameZh} <ItemMarks item={item} />
          {item.no === regionItemNo ? <Tag>{t('catalog.field.regionItemNo')}</Tag> : null}
          <div className="code small soft">{item.fieldName ?? '—'}</div>
        </>
      ),
    },
    { title: t('portal.catalog.item.meaning'), render: (_value, item) => <ItemMeaning item={item} sources={sources} /> },
    { title: t('portal.catalog.item.type'), width: 104, render: (_value, item) => <ItemType item={item} /> },
    {
      title: t('portal.catalog.item.sensitivity'),
      width: 116,
      render: (_value, item) => (
        <>
          {item.sensitivity ? t(`catalog.sensitivity.${item.sensitivity}`) : '—'}
          {item.maskingRule === 'none' ? null : (
            <div className="small soft">{t('portal.catalog.item.masked-as', { mask: t(`catalog.masking.${item.maskingRule}`) })}</div>
          )}
        </>
      ),
    },
    {
      title: t('portal.catalog.item.share-type'),
      width: 132,
      render: (_value, item) => <ShareTypeTag shareType={item.shareType ?? entryShareType} />,
    },
  ];
  return (
    <WideTable label={t('portal.catalog.section.items')} minWidth={660}>
      <Table<Item> rowKey="no" size="small" columns={columns} dataSource={[...items]} pagination={pages(t, ROWS_SHOWN)} />
    </WideTable>
  );
}

function ItemType({ item }: { item: Item }) {
  const { t } = useWords();
  return (
    <>
      {item.dataType ? t(`catalog.data-type.${item.dataType}`) : '—'}
      {item.lengthBytes === null ? '' : ` (${item.lengthBytes})`}
      <div className="small soft">{t(item.nullable ? 'portal.catalog.item.may-be-null' : 'portal.catalog.item.never-null')}</div>
    </>
  );
}

function ItemMarks({ item }: { item: Item }) {
  const { t } = useWords();
  return (
    <>
      {item.isKey ? <Tag color="processing">{t('portal.catalog.item.key')}</Tag> : null}
      {item.isTimestamp ? <Tag>{t('portal.catalog.item.timestamp')}</Tag> : null}
      {item.isBaseItem ? <Tag color="green">{t('portal.catalog.item.base')}</Tag> : null}
    </>
  );
}

function ItemMeaning({ item, sources }: { item: Item; sources: Sources }) {
  const { t } = useWords();
  const more = [
    item.codeSet ? t('portal.catalog.item.code-set-is', { codeSet: item.codeSet }) : '',
    item.dataElement ? t('portal.catalog.item.data-element-is', { dataElement: item.dataElement }) : '',
    item.updateCycle ? t('portal.catalog.updated', { cycle: t(`catalog.update-cycle.${item.updateCycle}`) }) : '',
  ].filter((text) => text !== '');
  return (
    <>
      {item.meaning || (more.length === 0 ? '—' : '')}
      {more.map((text) => (
        <div key={text} className="small soft">
          {text}
        </div>
      ))}
      {sources.of('item', item.no).map((source) => (
        <SourceLine key={`${source.source.entryId} ${source.source.elementId}`} source={source} />
      ))}
    </>
  );
}
