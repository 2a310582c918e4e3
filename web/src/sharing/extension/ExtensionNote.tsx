import type { Application } from '@karez/contract/sharing/schemas';
import { Alert } from 'antd';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';

const tones = { asked: 'warning', granted: 'info', refused: 'info', lapsed: 'info' } as const;

/** An extension that was asked for and how it ended; the requester sees it once it is granted. */
export function ExtensionNote({ application: { extension } }: { application: Application }) {
  const { t } = useWords();
  if (!extension) return null;
  const at = dayAndTime(extension.decidedAt ?? extension.askedAt);
  return (
    <Alert
      type={tones[extension.state]}
      showIcon
      title={t(`portal.extension.state.${extension.state}`, { at, workingDays: extension.workingDays })}
      description={
        <div className="pre">
          <bdi>{extension.reason}</bdi>
          {extension.opinion ? <div className="soft">{t('portal.extension.opinion', { opinion: extension.opinion })}</div> : null}
        </div>
      }
    />
  );
}
