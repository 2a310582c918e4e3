import { exportNotices, listNotices, readAllNotices } from '@karez/contract/desk';
import { MailOutlined } from '@ant-design/icons';
import { Button, Card, Tabs } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { LedgerButton } from '../client/LedgerButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { NoticeList } from './NoticeList.tsx';

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
            <LedgerButton route={exportNotices} input={{ query: { tab } }} />
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
              {answer.items.length === 0 ? <Blank says={t('portal.notices.nothing')} /> : <NoticeList notices={answer.items} />}
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
