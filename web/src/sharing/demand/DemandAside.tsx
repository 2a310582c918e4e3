import type { Demand } from '@karez/contract/sharing/demand';
import { Card } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { ClocksCard, HistoryCard, ReturnedNote } from '../case-aside.tsx';

/** Beside a demand: what it was returned for, its clocks, the two sides, and what has happened. */
export function DemandAside({ demand }: { demand: Demand }) {
  const { t } = useWords();
  return (
    <aside className="stack" aria-label={t('portal.demand.aside')}>
      {demand.returned && demand.state === 'draft' ? <ReturnedNote returned={demand.returned} /> : null}
      <ClocksCard title={t('portal.demand.clocks')} clocks={demand.clocks} nameOf={({ ruleKey }) => t(`law.rule.${ruleKey}`)} />
      <Card size="small" title={t('portal.sharing.sides')}>
        <div className="small soft">{t('portal.demand.requester')}</div>
        <bdi>{demand.requester.name}</bdi>
        <div className="small soft" style={{ marginBlockStart: 8 }}>
          {t('portal.demand.provider')}
        </div>
        {demand.provider ? <bdi>{demand.provider.name}</bdi> : t('portal.demand.nobody-yet')}
        {demand.followers > 0 ? (
          <div className="soft" style={{ marginBlockStart: 8 }}>
            {t('portal.demand.followers', { count: demand.followers })}
          </div>
        ) : null}
        {demand.applicationId ? (
          <div style={{ marginBlockStart: 8 }}>
            <Link to={paths.application(demand.applicationId)}>{t('portal.demand.to-application')}</Link>
          </div>
        ) : null}
      </Card>
      <HistoryCard steps={demand.history} nameOf={({ action }) => t(`sharing.demand-history.${action}`)} system={null} />
    </aside>
  );
}
