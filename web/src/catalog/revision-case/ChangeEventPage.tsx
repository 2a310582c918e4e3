import { getChangeEvent, type ChangeEventSummary } from '@karez/contract/catalog/revision-case';
import { Breadcrumb, Card } from 'antd';
import { Link, useParams } from 'react-router';
import { day, dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { CaseList } from './CaseList.tsx';
import { EventKindTag } from './case-tags.tsx';
import { CaseCounts } from './ChangeEventsPage.tsx';

/** One 变更事项: what happened, and every entry that it touches with its term. */
export function ChangeEventPage() {
  const { eventId = '' } = useParams();
  const event = useAnswer(getChangeEvent, { params: { eventId } });
  return <Loaded query={event}>{({ answer }) => <Shown event={answer} />}</Loaded>;
}

function Shown({ event }: { event: ChangeEventSummary }) {
  const { t } = useWords();
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[{ title: <Link to={paths.changeEvents()}>{t('portal.menu.change-events')}</Link> }, { title: event.documentNumber }]}
          />
        }
        title={
          <span className="row">
            <bdi>{event.title}</bdi>
            <EventKindTag kind={event.kind} />
          </span>
        }
        purpose={<CaseCounts event={event} />}
      />
      <div className="stack">
        <EventFacts event={event} />
        <Card title={t('portal.change-event.touched')}>
          <CaseList eventId={event.id} />
        </Card>
      </div>
    </>
  );
}

function EventFacts({ event }: { event: ChangeEventSummary }) {
  const { t } = useWords();
  const articles =
    event.instrumentId === null ? null : (
      <span className="row">
        <Link to={paths.law({ tab: 'articles', instrument: event.instrumentId })}>{t('portal.change-event.open-instrument')}</Link>
        <bdi className="code">{event.articleIds.join(' ')}</bdi>
      </span>
    );
  return (
    <Card>
      <Facts
        facts={[
          { label: t('portal.change-event.number'), value: <bdi>{event.documentNumber}</bdi> },
          { label: t('portal.change-event.on'), value: day(event.changedOn) },
          { label: t('portal.change-event.trigger'), value: t(`catalog.trigger.${event.triggerKind}`) },
          {
            label: t('portal.change-event.recorded'),
            value: t('portal.change-event.recorded-by', { organisation: event.recordedBy, at: dayAndTime(event.recordedAt) }),
          },
          ...(articles ? [{ label: t('portal.change-event.articles'), value: articles, wide: true }] : []),
          ...(event.summary ? [{ label: t('portal.change-event.summary'), value: event.summary, wide: true }] : []),
        ]}
      />
    </Card>
  );
}
