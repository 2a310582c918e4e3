import { readNotice, type NoticeAnswer } from '@karez/contract/desk';
import { Badge } from 'antd';
import { Link } from 'react-router';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Line } from './Line.tsx';
import { NextStep, Term } from './NextStep.tsx';

/** Notices as lines; opening one marks it as read. */
export function NoticeList({ notices }: { notices: readonly NoticeAnswer[] }) {
  return (
    <ul className="lines">
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </ul>
  );
}

function NoticeLine({ notice }: { notice: NoticeAnswer }) {
  const { t } = useWords();
  const read = useDeed(readNotice, ['desk.']);
  const title = (
    <Link to={notice.link} onClick={() => (notice.read ? undefined : read.mutate({ params: { noticeId: notice.id } }))}>
      <Badge dot={!notice.read} offset={[6, 0]} style={{ lineHeight: 'inherit' }}>
        {t(notice.title.key, notice.title.params)}
      </Badge>
    </Link>
  );
  return (
    <Line title={title} below={<Below notice={notice} />}>
      <bdi dir="ltr" style={{ whiteSpace: 'nowrap' }}>
        {dayAndTime(notice.givenAt)}
      </bdi>
    </Line>
  );
}

/** The case, the next step, and its term. */
function Below({ notice: { about, subject, caseName, next } }: { notice: NoticeAnswer }) {
  const { t } = useWords();
  const kind = t(`desk.kind.${subject.kind}`);
  const name = about ? t(about.key, about.params) : caseName;
  return (
    <>
      <div>{name === '' ? kind : t('portal.notices.case', { kind, name })}</div>
      <div className="row" style={{ gap: '2px 12px' }}>
        <NextStep next={next} />
        <Term dueAt={next.dueAt} workingDaysLeft={next.workingDaysLeft} />
      </div>
    </>
  );
}
