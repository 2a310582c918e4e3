import { listCalendarDays, listCalendars, type CalendarAnswer } from '@karez/contract/law';
import { UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { day as dayOf } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { Facts } from '../ui/Facts.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { DayDialog } from './DayDialog.tsx';
import { LoadNoticeDialog } from './LoadNoticeDialog.tsx';
import { Legend, YearGrid, type Noticed } from './YearGrid.tsx';

/** Working days as terms count them: the national calendar and the region's own, year by year. */
export function CalendarPage() {
  const { t } = useWords();
  const calendars = useAnswer(listCalendars, {});
  return (
    <>
      <PageHead title={t('portal.menu.calendar')} purpose={t('portal.law.calendar-purpose')} />
      <Loaded query={calendars}>{({ answer }) => <Calendars calendars={answer.items} />}</Loaded>
    </>
  );
}

function thisYear(): number {
  return Number(dayOf(new Date().toISOString()).slice(0, 4));
}

/** Years that some notice covers, and those whose notice is still missing. */
function yearsOf(calendars: readonly CalendarAnswer[]): number[] {
  const years = calendars.flatMap((calendar) => [...calendar.years.map(({ year }) => year), ...calendar.missing.map(({ year }) => year)]);
  return [...new Set([...years, thisYear()])].toSorted((left, right) => left - right);
}

function Calendars({ calendars }: { calendars: readonly CalendarAnswer[] }) {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const edits = usePower('law.calendar-edit');
  const [loading, setLoading] = useState(false);
  const [edited, setEdited] = useState<Noticed | null>(null);
  const chosen = calendars.find(({ id }) => id === search.get('calendar')) ?? calendars.at(-1);
  const year = Number(search.get('year') ?? thisYear());
  const days = useAnswer(
    listCalendarDays,
    { params: { calendarId: chosen?.id ?? '' }, query: { year } },
    { enabled: chosen !== undefined },
  );
  if (!chosen) return null;
  const show = (next: { calendar?: string; year?: number }) =>
    setSearch({ calendar: next.calendar ?? chosen.id, year: String(next.year ?? year) });
  return (
    <div className="stack">
      <div className="row">
        <Segmented
          aria-label={t('portal.law.calendar')}
          value={chosen.id}
          onChange={(calendar) => show({ calendar })}
          options={calendars.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
        />
        <Select
          aria-label={t('portal.law.year')}
          value={year}
          onChange={(next: number) => show({ year: next })}
          options={yearsOf(calendars).map((one) => ({ value: one, label: t('portal.law.year-is', { year: String(one) }) }))}
          style={{ inlineSize: 120 }}
        />
        <span style={{ flex: 1 }} />
        {edits ? (
          <Button icon={<UploadOutlined />} onClick={() => setLoading(true)}>
            {t('portal.law.load-notice')}
          </Button>
        ) : null}
      </div>
      <NoticeOfYear calendar={chosen} parents={calendars} year={year} />
      <Card title={<Legend marksOwn={chosen.parentId !== null} />}>
        <Loaded query={days}>
          {({ answer }) => (
            <YearGrid
              year={year}
              noticed={answer.items}
              own={chosen.parentId === null ? null : chosen.id}
              onPick={edits ? setEdited : undefined}
            />
          )}
        </Loaded>
      </Card>
      {edited ? <DayDialog calendarId={chosen.id} day={edited} onClose={() => setEdited(null)} /> : null}
      {loading ? <LoadNoticeDialog calendarId={chosen.id} onClose={() => setLoading(false)} /> : null}
    </div>
  );
}

/** The notice that covers the year, or that none does and terms reaching there are provisional. */
function NoticeOfYear({ calendar, parents, year }: { calendar: CalendarAnswer; parents: readonly CalendarAnswer[]; year: number }) {
  const { t } = useWords();
  const line = [calendar, ...parents.filter(({ id }) => id === calendar.parentId)];
  const missing = line.flatMap((one) => one.missing.filter((notice) => notice.year === year));
  const loaded = line.flatMap((one) => one.years.filter((notice) => notice.year === year).map((notice) => ({ ...notice, name: one.name })));
  return (
    <>
      {missing.map((notice) => (
        <Alert
          key={notice.calendarId}
          type="warning"
          showIcon
          title={t('portal.law.provisional', { year: String(year), calendar: line.find(({ id }) => id === notice.calendarId)?.name ?? '' })}
          description={t('portal.law.provisional-why', { title: notice.title })}
        />
      ))}
      {loaded.length > 0 ? (
        <Facts
          columns={1}
          facts={loaded.map((notice) => ({
            label: notice.name,
            value: (
              <>
                {notice.noticeAddress ? (
                  <a href={notice.noticeAddress} target="_blank" rel="noreferrer">
                    {notice.noticeTitle}
                  </a>
                ) : (
                  notice.noticeTitle
                )}{' '}
                {notice.noticeNumber}{' '}
                <span className="soft">
                  {t(notice.edited ? 'portal.law.year-facts-edited' : 'portal.law.year-facts', { days: notice.workingDays })}
                </span>
              </>
            ),
          }))}
        />
      ) : null}
    </>
  );
}
