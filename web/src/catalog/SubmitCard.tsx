import { Alert, Button, Card, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { fieldOf, type Draft, type Wrong } from './draft.ts';
import { goTo } from './go-to.ts';

type Submitting = {
  places: readonly string[];
  wrongs: readonly Wrong[];
  draft: Draft;
  busy: boolean;
  error: Error | null;
  onSubmit: (note: string) => void;
};

/** The last step: what is still missing, each a way to its place, and handing over to the department's reviewer. */
export function SubmitCard({ places, wrongs, draft, busy, error, onSubmit }: Submitting) {
  const { t } = useWords();
  const [note, setNote] = useState('');
  return (
    <Card title={t('portal.catalog.submit')}>
      {places.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBlockEnd: 12 }}
          title={t('portal.catalog.still-missing', { count: places.length })}
          description={
            <ul style={{ margin: 0, paddingInlineStart: 18, columns: '280px' }}>
              {places.map((path) => (
                <li key={path}>
                  <MissingPlace
                    path={path}
                    draft={draft}
                    words={wrongs.filter((wrong) => wrong.path === path).map((wrong) => t(wrong.word))}
                  />
                </li>
              ))}
            </ul>
          }
        />
      ) : (
        <p className="soft" style={{ marginBlockStart: 0 }}>
          {t('portal.catalog.all-filled')}
        </p>
      )}
      <Input.TextArea
        rows={2}
        maxLength={1000}
        placeholder={t('portal.catalog.note')}
        aria-label={t('portal.catalog.note')}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      {error ? (
        <div style={{ marginBlockStart: 12 }}>
          <Trouble error={error} />
        </div>
      ) : null}
      <div style={{ marginBlockStart: 12 }}>
        <Button type="primary" loading={busy} onClick={() => onSubmit(note)}>
          {t('portal.catalog.deed.submit')}
        </Button>
      </div>
    </Card>
  );
}

/** Which row of a list a path names: the item's own name, or its place. */
function rowName(path: readonly string[], draft: Draft, nameless: (no: number) => string): string {
  const [field, row] = path;
  if (row === undefined || !/^\d+$/.test(row)) return '';
  const item = field === 'items' ? draft.items[Number(row)] : undefined;
  if (!item) return String(Number(row) + 1);
  return item.nameZh === '' ? nameless(item.no) : item.nameZh;
}

/** `items/2/fieldName` in words: 信息项 · 企业名称 · 字段名. */
function MissingPlace({ path, draft, words }: { path: string; draft: Draft; words: readonly string[] }) {
  const { t, has } = useWords();
  const steps = path.split('/');
  const partKey = `portal.catalog.part.${steps.at(-1) ?? ''}`;
  const label = [
    t(`catalog.field.${fieldOf(path)}`),
    rowName(steps, draft, (no) => t('portal.catalog.item.row', { no })),
    steps.length > 1 && has(partKey) ? t(partKey) : '',
  ].filter((one) => one !== '');
  return (
    <>
      <Button
        type="link"
        size="small"
        style={{ padding: 0, blockSize: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
        onClick={() => goTo(`field-${fieldOf(path)}`)}
      >
        {label.join(' · ')}
      </Button>
      {words.length > 0 ? <span className="small"> {words.join(' · ')}</span> : null}
    </>
  );
}
