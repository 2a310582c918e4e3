import type { Demand } from '@karez/contract/sharing/demand';
import { Alert, Card, Timeline } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../../client/ClockBadge.tsx';
import { dayAndTime, lastDay } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';

/** Beside a demand: what it was returned for, its clocks, the two sides, and what has happened. */
export function DemandAside({ demand }: { demand: Demand }) {
  const { t } = useWords();
  return (
    <aside className="stack" aria-label={t('portal.demand.aside')}>
      {demand.returned && demand.state === 'draft' ? (
        <Alert
          type="warning"
          showIcon
          title={t('portal.sharing.returned', { organisation: demand.returned.byOrganisation })}
          description={<bdi>{demand.returned.opinion}</bdi>}
        />
      ) : null}
      {demand.clocks.length > 0 ? <Clocks demand={demand} /> : null}
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
      <Card size="small" title={t('portal.sharing.history')}>
        <Timeline items={demand.history.map((step) => ({ content: <Step step={step} /> }))} />
      </Card>
    </aside>
  );
}

function Clocks({ demand }: { demand: Demand }) {
  const { t } = useWords();
  return (
    <Card size="small" title={t('portal.demand.clocks')}>
      {demand.clocks.map((clock) => (
        <div key={clock.id} style={{ paddingBlock: 6 }}>
          <div className="row" style={{ justifyContent: 'space-between' }}>
            <span>{t(`law.rule.${clock.ruleKey}`)}</span>
            <ClockBadge clock={clock} />
          </div>
          <div className="small soft">{t('portal.sharing.clock-used', { days: clock.workingDaysUsed, due: lastDay(clock.dueAt) })}</div>
        </div>
      ))}
    </Card>
  );
}

function Step({ step }: { step: Demand['history'][number] }) {
  const { t } = useWords();
  return (
    <>
      <div>
        {t(`sharing.demand-history.${step.action}`)}
        {step.organisation === '' ? null : (
          <span className="soft">
            {' · '}
            <bdi>{step.organisation}</bdi> {t(`identity.role.${step.role}`)}
          </span>
        )}
      </div>
      {step.opinion ? (
        <div className="pre soft">
          <bdi>{step.opinion}</bdi>
        </div>
      ) : null}
      <div className="small soft">{dayAndTime(step.at)}</div>
    </>
  );
}
