import type { Entry } from '@karez/contract/catalog/answers';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { paths } from '../paths.ts';

/** Why an entry is closed, leaving or gone, since when, by whom, and what takes its place. */
export function StatusNote({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const change = entry.statusChange;
  if (change === null) return null;
  const { kind, open, byOrganisation, at, dueOn, successor, reason } = change;
  return (
    <Alert
      type={kind === 'restoration' ? 'info' : 'warning'}
      showIcon
      title={t(`portal.catalog.status.${kind}-${open ? 'open' : 'done'}`, { day: dueOn ?? '' })}
      description={
        <>
          <div className="pre">
            <bdi>{reason}</bdi>
          </div>
          <div className="small soft">{t('portal.catalog.status-by', { organisation: byOrganisation, at: dayAndTime(at) })}</div>
          {successor ? (
            <div>
              {t('portal.catalog.successor')}: <Link to={paths.entry(successor.id)}>{successor.name}</Link>
            </div>
          ) : null}
        </>
      }
    />
  );
}
