import { CheckCircleOutlined, CloudSyncOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useWords } from '../../client/language.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import type { TranslationDraft } from './use-translation-draft.ts';

/** Where the texts are now; a conflict comes with its way out. */
export function TranslationSaving({ draft }: { draft: TranslationDraft }) {
  const { t } = useWords();
  const { state, error } = draft.saving;
  if (state === 'failed' && error) return <Trouble error={error} again={() => void draft.flush()} />;
  if (state !== 'stale') {
    return (
      <span className="small soft" role="status">
        {state === 'saved' ? <CheckCircleOutlined /> : <CloudSyncOutlined />} {t(`portal.catalog.saving.${state}`, { count: 0 })}
      </span>
    );
  }
  return (
    <Alert
      type="warning"
      role="alert"
      title={t('portal.translation.crossed')}
      description={
        <div className="stack" style={{ gap: 8 }}>
          <span className="small">{t('portal.translation.crossed-why')}</span>
          <Button size="small" block onClick={() => void draft.settle('theirs')}>
            {t('portal.translation.crossed-theirs')}
          </Button>
          <Button size="small" block danger onClick={() => void draft.settle('mine')}>
            {t('portal.translation.crossed-mine')}
          </Button>
        </div>
      }
    />
  );
}
