import { listChangeEvents, revisionCaseStates, type ChangeEventSummary } from '@karez/contract/catalog/revision-case';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Table } from 'antd';
import { Link } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { stacked } from '../../ui/stacked.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { EventKindTag } from './case-tags.tsx';

const counted = ['overdue', ...revisionCaseStates] as const;

/** Cases of an event by where they stand; each number opens its list. */
export function CaseCounts({ event }: { event: ChangeEventSummary }) {
  const { t } = useWords();
  const told = counted.filter((state) => event.cases[state] > 0);
  if (told.length === 0) return <span className="soft">{t('portal.change-event.touches-none')}</span>;
  return (
    <span className="row" style={{ rowGap: 0, columnGap: 12 }}>
      {told.map((state) => (
        <Link key={state} to={paths.changeEvent(event.id, { state })} style={state === 'overdue' ? { color: '#a8071a' } : {}}>
          {t('portal.change-event.count', {
            word: state === 'overdue' ? t('portal.revision-case.overdue') : t(`catalog.revision-case.state.${state}`),
            count: event.cases[state],
          })}
        </Link>
      ))}
    </span>
  );
}

/** 变更事项: what happened to law and duties, and what it asks of entries. */
export function ChangeEventsPage() {
  const { t } = useWords();
  const records = usePower('catalog.publish');
  const position = useCursor('');
  const events = useAnswer(listChangeEvents, { query: position.cursor === undefined ? {} : { cursor: position.cursor } });
  return (
    <>
      <PageHead
        title={t('portal.menu.change-events')}
        purpose={t('portal.change-event.purpose')}
        actions={
          records ? (
            <Link to={paths.newChangeEvent()}>
              <Button type="primary" icon={<PlusOutlined />}>
                {t('portal.change-event.record')}
              </Button>
            </Link>
          ) : null
        }
      />
      <Card>
        <Loaded query={events}>
          {({ answer }) => (
            <>
              <EventTable events={answer.items} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function EventTable({ events }: { events: readonly ChangeEventSummary[] }) {
  const { t } = useWords();
  const columns = stacked<ChangeEventSummary>([
    {
      title: t('portal.change-event.what'),
      render: (_value, event) => (
        <Link to={paths.changeEvent(event.id)}>
          <bdi>{event.title}</bdi>
          <div className="small soft">
            <bdi>{event.documentNumber}</bdi>
          </div>
        </Link>
      ),
    },
    { title: t('portal.change-event.kind'), width: 150, render: (_value, event) => <EventKindTag kind={event.kind} /> },
    { title: t('portal.change-event.on'), width: 120, render: (_value, event) => day(event.changedOn) },
    { title: t('portal.change-event.cases'), render: (_value, event) => <CaseCounts event={event} /> },
  ]);
  return (
    <Table<ChangeEventSummary>
      className="stacked"
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...events]}
      pagination={false}
      {...(events.length > 0 ? { scroll: { x: 820 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.change-event.none')} /> }}
    />
  );
}
