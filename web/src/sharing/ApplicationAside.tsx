import type { Application } from '@karez/contract/sharing/schemas';
import { Alert, Card, Timeline } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../client/ClockBadge.tsx';
import { dayAndTime, lastDay } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { paths } from '../paths.ts';

/** Beside a case: its clocks, the two sides, and what has happened. */
export function ApplicationAside({ application }: { application: Application }) {
  const { t } = useWords();
  return (
    <aside className="stack" aria-label={t('portal.sharing.aside')}>
      {application.returned && application.state === 'draft' ? (
        <Alert
          type="warning"
          showIcon
          title={t('portal.sharing.returned', { organisation: application.returned.byOrganisation })}
          description={<bdi>{application.returned.opinion}</bdi>}
        />
      ) : null}
      {application.clocks.length > 0 ? (
        <Card size="small" title={t('portal.sharing.clocks')}>
          {application.clocks.map((clock) => (
            <div key={clock.id} style={{ paddingBlock: 6 }}>
              <div className="row" style={{ justifyContent: 'space-between' }}>
                <span>{t(`law.limit.${clock.ruleKey}`)}</span>
                <ClockBadge clock={clock} />
              </div>
              <div className="small soft">{t('portal.sharing.clock-used', { days: clock.workingDaysUsed, due: lastDay(clock.dueAt) })}</div>
            </div>
          ))}
        </Card>
      ) : null}
      <Card size="small" title={t('portal.sharing.sides')}>
        <div className="small soft">{t('portal.sharing.requester')}</div>
        <div>{application.requester.name}</div>
        <div className="small soft" style={{ marginBlockStart: 8 }}>
          {t('portal.sharing.provider')}
        </div>
        <div>{application.provider.name}</div>
        <div className="small soft" style={{ marginBlockStart: 8 }}>
          {t('portal.sharing.entry')}
        </div>
        <Link to={paths.entry(application.entryId)}>{application.entryName}</Link>
        {application.grantId ? (
          <div style={{ marginBlockStart: 8 }}>
            <Link to={paths.grant(application.grantId)}>{t('portal.sharing.to-grant')}</Link>
          </div>
        ) : null}
        {application.agreement ? (
          <div>
            <Link to={paths.agreement(application.id)}>{t('portal.sharing.to-agreement')}</Link>
          </div>
        ) : null}
      </Card>
      <Card size="small" title={t('portal.sharing.history')}>
        <Timeline
          items={application.history.map((step) => ({
            content: (
              <>
                <div>
                  {t(`sharing.history.${step.action}`)}
                  <span className="soft">
                    {' '}
                    ·{' '}
                    {step.organisation === '' || step.role === 'SYSTEM'
                      ? t('portal.sharing.system')
                      : `${step.organisation} ${t(`identity.role.${step.role}`)}`}
                  </span>
                </div>
                {step.opinion ? (
                  <div className="pre soft">
                    <bdi>{step.opinion}</bdi>
                  </div>
                ) : null}
                <div className="small soft">{dayAndTime(step.at)}</div>
              </>
            ),
          }))}
        />
      </Card>
    </aside>
  );
}
