import { CheckCircleOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useWords } from '../../client/language.tsx';
import type { WrittenAdjustment } from './use-adjustment.ts';

/** Where the text of the adjustment is: in this browser until it is proposed; what was found again says so, with the way out. */
export function KeepingLine({ written }: { written: WrittenAdjustment }) {
  const { t } = useWords();
  const { keeping } = written;
  if (keeping === 'fresh') return null;
  if (keeping === 'kept') {
    return (
      <span className="small soft" role="status">
        <CheckCircleOutlined /> {t('portal.adjustment.kept')}
      </span>
    );
  }
  return (
    <Alert
      type={keeping === 'stale' ? 'warning' : 'info'}
      showIcon
      role="status"
      title={t(`portal.adjustment.${keeping}`)}
      action={
        <span className="row">
          {keeping === 'stale' ? (
            <Button size="small" onClick={written.goOn}>
              {t('portal.adjustment.go-on')}
            </Button>
          ) : null}
          <Button size="small" onClick={written.drop}>
            {t('portal.adjustment.give-up')}
          </Button>
        </span>
      }
    />
  );
}
