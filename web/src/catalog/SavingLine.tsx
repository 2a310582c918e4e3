import { CheckCircleOutlined, CloudSyncOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useWords } from '../client/language.tsx';
import { Trouble } from '../client/Trouble.tsx';
import type { KeptDraft } from './use-draft.ts';

/** Where the text is now: on the server, on its way, or in this browser only and why; a conflict comes with its way out. */
export function SavingLine({ kept, held }: { kept: KeptDraft; held: number }) {
  const { t } = useWords();
  const { state, error } = kept.saving;
  if (state === 'stale') {
    return (
      <Alert
        type="warning"
        role="alert"
        title={t('portal.catalog.stale')}
        description={
          <div className="stack" style={{ gap: 8 }}>
            <span className="small">{t('portal.catalog.stale-why')}</span>
            <Button size="small" block onClick={() => void kept.settle('theirs')}>
              {t('portal.catalog.stale-theirs')}
            </Button>
            <Button size="small" block danger onClick={() => void kept.settle('mine')}>
              {t('portal.catalog.stale-mine')}
            </Button>
          </div>
        }
      />
    );
  }
  if (state === 'failed' && error) return <Trouble error={error} again={() => void kept.flush()} />;
  return (
    <span className="small soft" role="status">
      {state === 'saved' ? <CheckCircleOutlined /> : state === 'held' ? <ExclamationCircleOutlined /> : <CloudSyncOutlined />}{' '}
      {t(`portal.catalog.saving.${state}`, { count: held })}
    </span>
  );
}
