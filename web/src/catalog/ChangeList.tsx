import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';
import { Becomes } from '../ui/Becomes.tsx';
import type { Change } from './change-text.ts';

const SHOWN_FIRST = 10;

/** Differences one below the other: the place, what stood there, what stands there now. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const shown = open ? changes : changes.slice(0, SHOWN_FIRST);
  return (
    <>
      {shown.map((change) => (
        <div key={change.key} className="pre">
          {t('portal.labelled', { label: change.label, text: '' })}
          {change.before === change.after ? null : (
            <>
              <span className="was">{change.before}</span>
              <Becomes />
            </>
          )}
          <span className="becomes">{change.after}</span>
        </div>
      ))}
      {changes.length > SHOWN_FIRST ? (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(!open)}>
          {open ? t('portal.catalog.facet-less') : t('portal.catalog.changes-more', { count: changes.length - SHOWN_FIRST })}
        </Button>
      ) : null}
    </>
  );
}
