import { readNotice, type NoticeAnswer } from '@karez/contract/desk';
import { Badge } from 'antd';
import { Link } from 'react-router';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Line } from './Line.tsx';

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
    <Line title={title} {...(notice.about ? { below: t(notice.about.key, notice.about.params) } : {})}>
      <bdi dir="ltr" style={{ whiteSpace: 'nowrap' }}>
        {dayAndTime(notice.givenAt)}
      </bdi>
    </Line>
  );
}
