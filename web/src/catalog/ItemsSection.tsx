import { DownOutlined, PlusOutlined, RightOutlined, DeleteOutlined } from '@ant-design/icons';
import { dataTypeSchema, maskingRuleSchema, sensitivities, shareTypes, updateCycles, type Item } from '@karez/contract/catalog/content';
import { emptyItem } from '@karez/contract/catalog/empty-content';
import { Button, Checkbox, Input, InputNumber, Pagination, Select } from 'antd';
import { memo, useCallback, useState } from 'react';
import { useWords } from '../client/language.tsx';
import { WideTable } from '../ui/WideTable.tsx';
import { ItemDenials } from './denial/ItemDenials.tsx';
import { ElementField } from './element/ElementField.tsx';
import type { Wrong } from './draft.ts';
import { Labelled, WrongWords, type Editing } from './fields.tsx';
import { ItemsPaste } from './ItemsPaste.tsx';
import { clearable } from '../client/clearable.tsx';

const ROWS_SHOWN = 20;
const ITEMS_MAX = 500;

type ChangeItem = (place: number, change: Partial<Item> | null) => void;

/** 信息项 as a table that one types into; the rest of an item opens below its row. */
export function ItemsSection({ edit, usedNumbers }: { edit: Editing; usedNumbers: readonly number[] }) {
  const { t } = useWords();
  const [page, setPage] = useState(1);
  const { draft, set } = edit;
  const { items } = draft;
  // A number keeps its meaning over all versions: a new item takes one that none had.
  const nextNo = Math.max(0, ...usedNumbers, ...items.map((item) => item.no)) + 1;
  const change: ChangeItem = useCallback(
    (place, part) =>
      set((before) => ({
        items:
          part === null
            ? before.items.filter((_item, index) => index !== place)
            : before.items.map((item, index) => (index === place ? { ...item, ...part } : item)),
      })),
    [set],
  );
  const add = (made: readonly Item[]) => {
    set((before) => ({ items: [...before.items, ...made].slice(0, ITEMS_MAX) }));
    setPage(Math.ceil((items.length + made.length) / ROWS_SHOWN));
  };
  const start = (page - 1) * ROWS_SHOWN;
  return (
    <>
      <Labelled edit={edit} field="items" hint={t('portal.catalog.hint.items')}>
        {items.length > 0 ? (
          <WideTable label={t('portal.catalog.section.items')} minWidth={930}>
            <table className="item-table">
              <ItemHead />
              <tbody>
                {items.slice(start, start + ROWS_SHOWN).map((item, index) => (
                  <ItemRow key={item.no} item={item} place={start + index} wrongs={edit.wrongs} onChange={change} />
                ))}
              </tbody>
            </table>
          </WideTable>
        ) : null}
        <ItemDenials edit={edit} onChange={change} />
        <div className="row" style={{ marginBlockStart: 8 }}>
          <Button icon={<PlusOutlined />} onClick={() => add([emptyItem({ no: nextNo, nameZh: '' })])} disabled={items.length >= ITEMS_MAX}>
            {t('portal.catalog.item.add')}
          </Button>
          <ItemsPaste nextNo={nextNo} onPaste={add} />
          {items.length > ROWS_SHOWN ? (
            <Pagination size="small" current={page} pageSize={ROWS_SHOWN} total={items.length} showSizeChanger={false} onChange={setPage} />
          ) : null}
        </div>
      </Labelled>
      <RegionItemField edit={edit} />
    </>
  );
}

/** The item by which rows go back to their districts: a text, unmasked, and no personal data. */
function RegionItemField({ edit }: { edit: Editing }) {
  const { t } = useWords();
  const { items, regionItemNo } = edit.draft;
  const fitting = items.filter(
    ({ no, dataType, sensitivity, maskingRule }) =>
      no === regionItemNo || (dataType === 'C' && sensitivity === 'none' && maskingRule === 'none'),
  );
  return (
    <Labelled edit={edit} field="regionItemNo" hint={t('portal.catalog.hint.regionItemNo')}>
      <Select<number>
        aria-labelledby="label-regionItemNo"
        allowClear={clearable(t)}
        style={{ inlineSize: '100%', maxInlineSize: 420 }}
        placeholder={t('portal.catalog.choose')}
        {...(regionItemNo === null ? {} : { value: regionItemNo })}
        options={fitting.map(({ no, nameZh }) => ({ value: no, label: t('portal.catalog.region-item', { no, name: nameZh }) }))}
        onChange={(next: number | undefined) => edit.set(() => ({ regionItemNo: next ?? null }))}
      />
    </Labelled>
  );
}

const heads = ['no', 'name', 'field-name', 'type', 'length', 'key', 'nullable', 'sensitivity', 'share-type', 'mask'] as const;

function ItemHead() {
  const { t } = useWords();
  return (
    <thead>
      <tr>
        <th aria-label={t('portal.more')} />
        {heads.map((head) => (
          <th key={head} scope="col">
            {t(`portal.catalog.item.${head}`)}
          </th>
        ))}
        <th aria-label={t('portal.delete')} />
      </tr>
    </thead>
  );
}

type Row = { item: Item; place: number; wrongs: readonly Wrong[]; onChange: ChangeItem };

const ItemRow = memo(function ItemRow({ item, place, wrongs, onChange }: Row) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const change = (part: Partial<Item>) => onChange(place, part);
  const named = (word: string) => `${t('portal.catalog.item.row', { no: item.no })} ${t(`portal.catalog.item.${word}`)}`;
  const wrong = (field: string) => (wrongs.some(({ path }) => path === `items/${place}/${field}`) ? ({ status: 'error' } as const) : {});
  return (
    <>
      <tr>
        <td>
          <Button
            type="text"
            size="small"
            icon={open ? <DownOutlined /> : <RightOutlined className="mirrored" />}
            aria-expanded={open}
            aria-label={`${t('portal.more')} ${item.nameZh}`}
            onClick={() => setOpen(!open)}
          />
        </td>
        <td>{item.no}</td>
        <td style={{ minInlineSize: 124 }}>
          <Input
            {...wrong('nameZh')}
            aria-label={named('name')}
            maxLength={128}
            value={item.nameZh}
            onChange={({ target }) => change({ nameZh: target.value })}
          />
          <WrongWords wrongs={wrongs} path={`items/${place}/nameZh`} />
        </td>
        <td style={{ minInlineSize: 116 }}>
          <Input
            {...wrong('fieldName')}
            className="code"
            aria-label={named('field-name')}
            maxLength={64}
            value={item.fieldName ?? ''}
            onChange={({ target }) => change({ fieldName: target.value === '' ? null : target.value })}
          />
          <WrongWords wrongs={wrongs} path={`items/${place}/fieldName`} />
        </td>
        <td style={{ minInlineSize: 116 }}>
          <Pick
            {...wrong('dataType')}
            label={named('type')}
            value={item.dataType}
            values={dataTypeSchema.options}
            word="catalog.data-type"
            onPick={(dataType) => change({ dataType })}
          />
        </td>
        <td style={{ inlineSize: 84 }}>
          <InputNumber<number>
            {...wrong('lengthBytes')}
            aria-label={named('length')}
            min={1}
            precision={0}
            controls={false}
            style={{ inlineSize: 72 }}
            value={item.lengthBytes}
            onChange={(lengthBytes) => change({ lengthBytes })}
          />
        </td>
        <td style={{ textAlign: 'center' }}>
          <Checkbox aria-label={named('key')} checked={item.isKey} onChange={({ target }) => change({ isKey: target.checked })} />
        </td>
        <td style={{ textAlign: 'center' }}>
          <Checkbox
            aria-label={named('nullable')}
            checked={item.nullable}
            onChange={({ target }) => change({ nullable: target.checked })}
          />
        </td>
        <td style={{ minInlineSize: 112 }}>
          <Pick
            {...wrong('sensitivity')}
            label={named('sensitivity')}
            value={item.sensitivity}
            values={sensitivities}
            word="catalog.sensitivity"
            onPick={(sensitivity) => change({ sensitivity })}
          />
        </td>
        <td style={{ minInlineSize: 112 }}>
          <Pick
            {...wrong('shareType')}
            label={named('share-type')}
            value={item.shareType}
            values={shareTypes}
            word="catalog.share-type"
            none={t('portal.catalog.item.as-entry')}
            onPick={(shareType) => change({ shareType, denial: shareType === 'denied' ? item.denial : null })}
          />
          <WrongWords wrongs={wrongs} path={`items/${place}/shareType`} />
        </td>
        <td style={{ minInlineSize: 104 }}>
          <Pick
            label={named('mask')}
            value={item.maskingRule}
            values={maskingRuleSchema.options}
            word="catalog.masking"
            fixed
            onPick={(maskingRule) => change({ maskingRule: maskingRule ?? 'none' })}
          />
        </td>
        <td>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={`${t('portal.delete')} ${item.nameZh}`}
            onClick={() => onChange(place, null)}
          />
        </td>
      </tr>
      {open ? <MoreOfItem item={item} change={change} named={named} /> : null}
    </>
  );
});

function MoreOfItem({ item, change, named }: { item: Item; change: (part: Partial<Item>) => void; named: (word: string) => string }) {
  const { t } = useWords();
  const openness = item.openToPublic === null ? null : item.openToPublic ? 'yes' : 'no';
  return (
    <tr>
      <td />
      <td colSpan={11}>
        <div className="boxed" style={{ display: 'grid', gap: 8, gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))' }}>
          <div style={{ gridColumn: '1 / -1' }}>
            <Input.TextArea
              rows={2}
              maxLength={500}
              placeholder={t('portal.catalog.item.meaning')}
              aria-label={named('meaning')}
              value={item.meaning}
              onChange={({ target }) => change({ meaning: target.value })}
            />
          </div>
          <Input
            placeholder={t('portal.catalog.item.code-set')}
            aria-label={named('code-set')}
            maxLength={128}
            value={item.codeSet ?? ''}
            onChange={({ target }) => change({ codeSet: target.value || null })}
          />
          <ElementField
            label={named('data-element')}
            value={item.dataElement}
            itemName={item.nameZh}
            onChange={(dataElement) => change({ dataElement })}
          />
          <Pick
            label={named('update-cycle')}
            value={item.updateCycle}
            values={updateCycles}
            word="catalog.update-cycle"
            none={t('portal.catalog.item.cycle-as-entry')}
            onPick={(updateCycle) => change({ updateCycle })}
          />
          <Pick
            label={named('open')}
            value={openness}
            values={['yes', 'no'] as const}
            word="portal"
            none={t('portal.catalog.item.open-as-entry')}
            onPick={(next) => change({ openToPublic: next === null ? null : next === 'yes' })}
          />
          <span className="row">
            <Checkbox checked={item.isTimestamp} onChange={({ target }) => change({ isTimestamp: target.checked })}>
              {t('portal.catalog.item.timestamp')}
            </Checkbox>
            <Checkbox checked={item.isBaseItem} onChange={({ target }) => change({ isBaseItem: target.checked })}>
              {t('portal.catalog.item.base')}
            </Checkbox>
          </span>
        </div>
      </td>
    </tr>
  );
}

type Picked<T extends string> = {
  label: string;
  value: T | null;
  values: readonly T[];
  word: string;
  none?: string;
  fixed?: boolean;
  status?: 'error';
  onPick: (next: T | null) => void;
};

/** A small choice within a row; empty means “not stated” or, where `none` says so, “like the entry”. */
function Pick<T extends string>({ label, value, values, word, none, fixed, status, onPick }: Picked<T>) {
  const { t } = useWords();
  return (
    <Select<T>
      aria-label={label}
      style={{ inlineSize: '100%' }}
      popupMatchSelectWidth={false}
      allowClear={fixed === true ? false : clearable(t)}
      placeholder={none ?? t('portal.catalog.choose')}
      {...(status ? { status } : {})}
      {...(value === null ? {} : { value })}
      options={values.map((one) => ({ value: one, label: t(`${word}.${one}`) }))}
      onChange={(next: T | undefined) => onPick(next ?? null)}
    />
  );
}
