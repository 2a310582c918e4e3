import { listElements } from '@karez/contract/catalog/element';
import { AutoComplete } from 'antd';
import { useState } from 'react';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';

const SUGGESTED_MAX = 8;

type Field = { label: string; value: string | null; itemName: string; onChange: (code: string | null) => void };

/** The data element that an item is an instance of: registered ones are suggested by the item's name, each with its reason. */
export function ElementField({ label, value, itemName, onChange }: Field) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const q = value !== null && value !== '' ? value : itemName;
  const found = useAnswer(listElements, { query: q === '' ? {} : { q } }, { enabled: open });
  const options = (found.data?.answer.items ?? []).slice(0, SUGGESTED_MAX).map(({ code, name, match, sources }) => ({
    value: code,
    label: (
      <div>
        <bdi>
          {code} {name}
        </bdi>
        <div className="small soft">
          {t(`catalog.element.match.${match}`)}
          {sources[0] ? ` · ${t('portal.element.source')} ${sources[0].organisationName}` : ''}
        </div>
      </div>
    ),
  }));
  return (
    <AutoComplete
      aria-label={label}
      placeholder={t('portal.catalog.item.data-element')}
      value={value ?? ''}
      options={options}
      onFocus={() => setOpen(true)}
      onChange={(text: string) => onChange(text.slice(0, 128) || null)}
    />
  );
}
