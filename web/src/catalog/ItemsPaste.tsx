import type { Item } from '@karez/contract/catalog/content';
import { dataTypeSchema } from '@karez/contract/catalog/content';
import { emptyItem } from '@karez/contract/catalog/empty-content';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';

/** Lines of a copied table: 名称, 字段名, 数据类型 (code or word), 长度, 含义; what fits no column stays blank. */
function itemsFrom(text: string, firstNo: number, typeOf: (text: string) => Item['dataType']): Item[] {
  const lines = text.split(/\r?\n/).map((line) => line.split('\t').map((cell) => cell.trim()));
  return lines
    .filter(([name]) => name !== undefined && name !== '')
    .map(([name = '', fieldName = '', type = '', length = '', meaning = ''], place) => ({
      ...emptyItem({ no: firstNo + place, nameZh: name.slice(0, 128) }),
      fieldName: /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(fieldName) ? fieldName : null,
      dataType: typeOf(type),
      lengthBytes: /^[1-9]\d{0,8}$/.test(length) ? Number(length) : null,
      meaning: meaning.slice(0, 500),
    }));
}

/** Takes rows copied from a spreadsheet, so that nobody types fifty items. */
export function ItemsPaste({ nextNo, onPaste }: { nextNo: number; onPaste: (items: readonly Item[]) => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const typeOf = (type: string) =>
    dataTypeSchema.options.find((one) => one === type.toUpperCase() || t(`catalog.data-type.${one}`) === type) ?? null;
  const items = itemsFrom(text, nextNo, typeOf);
  const take = () => {
    onPaste(items);
    setText('');
    setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('portal.catalog.item.paste')}</Button>
      <Modal
        open={open}
        width={680}
        title={t('portal.catalog.item.paste')}
        okText={t('portal.catalog.item.paste-count', { count: items.length })}
        okButtonProps={{ disabled: items.length === 0 }}
        cancelText={t('portal.cancel')}
        onOk={take}
        onCancel={() => setOpen(false)}
      >
        <p className="soft">{t('portal.catalog.item.paste-says')}</p>
        <Input.TextArea
          rows={8}
          className="code"
          aria-label={t('portal.catalog.item.paste')}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </Modal>
    </>
  );
}
