import { listAdjustments } from '@karez/contract/catalog/adjustment';
import type { Entry } from '@karez/contract/catalog/answers';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';

/** That the authority adjusts the entry, where that stands, and the way to it; for those whose business it is. */
export function AdjustmentNote({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const isAdjusted = entry.working?.state === 'under-adjustment';
  const found = useAnswer(listAdjustments, { query: { entry: entry.id, limit: 1 } }, { enabled: isAdjusted });
  const adjustment = isAdjusted ? found.data?.answer.items[0] : undefined;
  if (!adjustment) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('portal.adjustment.note', { state: t(`catalog.adjustment.state.${adjustment.state}`) })}
      description={
        <span className="row">
          <bdi>{adjustment.reason}</bdi>
          <ClockBadge clock={adjustment.clock} />
        </span>
      }
      action={<Link to={paths.adjustment(adjustment.id)}>{t('portal.adjustment.to')}</Link>}
    />
  );
}
