import { listNotices, readAllNotices, readNotice, type NoticeAnswer } from '@karez/contract/desk';
import { MailOutlined } from '@ant-design/icons';
import { Badge, Button, Card, Tabs } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';

/** Notices to the reader, newest first; opening one marks it as read. */
export function NoticesPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'unread' ? 'unread' : 'all';
  const position = useCursor(tab);
  const notices = useAnswer(listNotices, { query: { tab, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } });
  const readAll = useDeed(readAllNotices, ['desk.']);
  return (
    <>
      <PageHead
        title={t('portal.menu.notices')}
        purpose={t('portal.notices.purpose')}
        actions={
          <>
            <Link to={paths.mail()}>
              <Button icon={<MailOutlined />}>{t('portal.mail.title')}</Button>
            </Link>
            <Button onClick={() => readAll.mutate({})} loading={readAll.isPending}>
              {t('portal.notices.read-all')}
            </Button>
          </>
        }
      />
      <Card>
        <Tabs
          activeKey={tab}
          onChange={(key) => setSearch({ tab: key })}
          items={[
            { key: 'all', label: t('portal.all') },
            { key: 'unread', label: t('portal.notices.unread') },
          ]}
        />
        <Loaded query={notices}>
          {({ answer }) => (
            <>
              {answer.items.length === 0 ? (
                <Blank says={t('portal.notices.nothing')} />
              ) : (
                answer.items.map((notice) => <NoticeLine key={notice.id} notice={notice} />)
              )}
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function NoticeLine({ notice }: { notice: NoticeAnswer }) {
  const { t } = useWords();
  const read = useDeed(readNotice, ['desk.']);
  return (
    <div
      className="row"
      style={{
        borderBlockEnd: '1px solid #f0ebe0',
        paddingBlock: 10,
        alignItems: 'baseline',
        gap: '4px 12px',
        justifyContent: 'space-between',
      }}
    >
      <Link
        to={notice.link}
        style={{ flex: '1 1 220px', minInlineSize: 0, overflowWrap: 'anywhere' }}
        onClick={() => (notice.read ? undefined : read.mutate({ params: { noticeId: notice.id } }))}
      >
        <Badge dot={!notice.read} offset={[6, 0]} style={{ lineHeight: 'inherit' }}>
          {t(notice.title.key, notice.title.params)}
        </Badge>
        {notice.about ? <div className="small soft">{t(notice.about.key, notice.about.params)}</div> : null}
      </Link>
      <span className="small soft" style={{ whiteSpace: 'nowrap' }}>
        {dayAndTime(notice.givenAt)}
      </span>
    </div>
  );
}
