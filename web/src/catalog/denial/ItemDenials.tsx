import type { Item } from '@karez/contract/catalog/content';
import { useMemo } from 'react';
import type { Editing } from '../fields.tsx';
import { ItemDenialEditor, type Denying } from './ItemDenialEditor.tsx';

/** What each denied item's editor knows of the others: the same for all rows until the number of denied items changes. */
function useDenying({ draft, set }: Editing): Denying {
  const whole = draft.shareType === 'denied';
  const count = draft.items.filter((item) => item.shareType === 'denied').length;
  return useMemo(
    () => ({
      whole,
      count,
      spread: (denial) =>
        set((before) => ({ items: before.items.map((item) => (item.shareType === 'denied' ? { ...item, denial } : item)) })),
    }),
    [whole, count, set],
  );
}

/** 不予共享 of single items: one box for each of them below the table of items, whole at every width. */
export function ItemDenials({ edit, onChange }: { edit: Editing; onChange: (place: number, change: Partial<Item>) => void }) {
  const denying = useDenying(edit);
  const denied = edit.draft.items.flatMap((item, place) => (item.shareType === 'denied' || item.denial !== null ? [{ item, place }] : []));
  if (denied.length === 0) return null;
  return (
    <div className="stack" style={{ gap: 8, marginBlockStart: 8 }}>
      {denied.map(({ item, place }) => (
        <ItemDenialEditor
          key={item.no}
          item={item}
          place={place}
          wrongs={edit.wrongs}
          denying={denying}
          onChange={(denial) => onChange(place, { denial })}
        />
      ))}
    </div>
  );
}
