import type { Item, ItemDenial } from '@karez/contract/catalog/content';
import { Button, Input } from 'antd';
import { useWords } from '../../client/language.tsx';
import type { Wrong } from '../draft.ts';
import { WrongWords } from '../fields.tsx';
import { BasesEditor } from './BasesEditor.tsx';

const BASES_MAX = 5;
const REASON_MAX = 1000;

/** What the editor of one item's denial knows of its entry. */
export type Denying = {
  /** The entry as a whole is denied: an item may rest on the entry's basis. */
  readonly whole: boolean;
  /** How many items are denied. */
  readonly count: number;
  /** Gives one denial to every item that is denied, each its own copy. */
  readonly spread: (denial: ItemDenial) => void;
};

type Edited = { item: Item; place: number; wrongs: readonly Wrong[]; denying: Denying; onChange: (denial: ItemDenial) => void };

/** 不予共享 of one item: why, and on which articles; by one press the same for every denied item. */
export function ItemDenialEditor({ item, place, wrongs, denying, onChange }: Edited) {
  const { t } = useWords();
  const path = `items/${place}/denial`;
  const denial = item.denial ?? { reason: '', basis: [] };
  if (item.denial === null && denying.whole) {
    return (
      <div className="row">
        <span className="soft">{t('portal.denial.item-as-entry')}</span>
        <Button size="small" onClick={() => onChange(denial)}>
          {t('portal.denial.item-own')}
        </Button>
      </div>
    );
  }
  return (
    <div className="boxed stack" style={{ gap: 8 }} role="group" aria-label={t('portal.denial.item-title', { name: item.nameZh })}>
      <strong>{t('portal.denial.item-title', { name: item.nameZh })}</strong>
      <span className="small soft">{t('portal.catalog.hint.denialBasis')}</span>
      <WrongWords wrongs={wrongs} path={path} />
      <div>
        <Input.TextArea
          rows={2}
          maxLength={REASON_MAX}
          placeholder={t('catalog.field.denialReason')}
          aria-label={`${item.nameZh} ${t('catalog.field.denialReason')}`}
          value={denial.reason}
          onChange={({ target }) => onChange({ ...denial, reason: target.value })}
        />
        <WrongWords wrongs={wrongs} path={`${path}/reason`} />
      </div>
      <BasesEditor
        bases={denial.basis}
        max={BASES_MAX}
        path={`${path}/basis`}
        wrongs={wrongs}
        onChange={(change) => onChange({ ...denial, basis: change(denial.basis) })}
      />
      {denying.count > 1 ? (
        <div>
          <Button size="small" disabled={denial.basis.length === 0} onClick={() => denying.spread(denial)}>
            {t('portal.denial.spread', { count: denying.count - 1 })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
