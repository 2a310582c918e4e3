import type { Application } from '@karez/contract/sharing/schemas';
import { Alert, Card, Tag, Timeline } from 'antd';
import type { ReactNode } from 'react';
import { ClockBadge } from '../client/ClockBadge.tsx';
import { dayAndTime, lastDay } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';

/** That a draft was returned, by whom and with which words. */
export function ReturnedNote({ returned }: { returned: NonNullable<Application['returned']> }) {
  const { t } = useWords();
  return (
    <Alert
      type="warning"
      showIcon
      title={t('portal.sharing.returned', { organisation: returned.byOrganisation })}
      description={<bdi>{returned.opinion}</bdi>}
    />
  );
}

type Clock = Application['clocks'][number];

/** The clocks of a case, each by the name that `nameOf` gives it; nothing where none ran. */
export function ClocksCard<C extends Clock>({
  title,
  clocks,
  nameOf,
}: {
  title: string;
  clocks: readonly C[];
  nameOf: (clock: C) => ReactNode;
}) {
  const { t } = useWords();
  if (clocks.length === 0) return null;
  return (
    <Card size="small" title={title}>
      {clocks.map((clock) => (
        <div key={clock.id} style={{ paddingBlock: 6 }}>
          <div className="row" style={{ justifyContent: 'space-between' }}>
            <div>{nameOf(clock)}</div>
            <ClockBadge clock={clock} />
          </div>
          <div className="small soft">
            {clock.dueAt === null
              ? t('portal.sharing.clock-stopped', { days: clock.workingDaysUsed })
              : t('portal.sharing.clock-used', { days: clock.workingDaysUsed, due: lastDay(clock.dueAt) })}
            {clock.workingDaysTotal > clock.workingDaysUsed ? (
              <div>{t('portal.sharing.clock-total', { days: clock.workingDaysTotal })}</div>
            ) : null}
          </div>
        </div>
      ))}
    </Card>
  );
}

/** Steps of cases that nobody does for another have no delegate. */
type Step = Omit<Application['history'][number], 'delegate'> & Partial<Pick<Application['history'][number], 'delegate'>>;
type Told = { steps: readonly Step[]; nameOf: (step: Step) => string; system: string | null };

/** What has happened in a case. */
export function HistoryCard(told: Told) {
  const { t } = useWords();
  return (
    <Card size="small" title={t('portal.sharing.history')}>
      <StepsTimeline {...told} />
    </Card>
  );
}

/** Steps, oldest first. A step of no organisation is told as that of `system`, or of nobody. */
export function StepsTimeline({ steps, nameOf, system }: Told) {
  const { t } = useWords();
  const whoOf = ({ organisation, role, delegate }: Step) =>
    organisation === '' || role === 'SYSTEM' ? (
      system
    ) : (
      <>
        <bdi>{organisation}</bdi> {t(`identity.role.${role}`)}
        {delegate ? <Tag>{t('portal.delegation.history', { ...delegate })}</Tag> : null}
      </>
    );
  return (
    <Timeline
      items={steps.map((step) => {
        const who = whoOf(step);
        return {
          content: (
            <>
              <div>
                {nameOf(step)}
                {who === null ? null : (
                  <span className="soft">
                    {' · '}
                    {who}
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
          ),
        };
      })}
    />
  );
}
