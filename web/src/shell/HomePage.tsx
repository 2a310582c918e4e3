import { AuditOutlined, DashboardOutlined, FileDoneOutlined, FileSearchOutlined, InboxOutlined, SwapOutlined } from '@ant-design/icons';
import { Card } from 'antd';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { HomeOverview } from '../catalog/overview/HomeOverview.tsx';
import { useWords } from '../client/language.tsx';
import { useMe, usePower } from '../client/session.tsx';
import { HomeCorrections } from '../correction/HomeCorrections.tsx';
import { OpenTodos } from '../desk/OpenTodos.tsx';
import { paths } from '../paths.ts';
import { HomeEnds } from '../sharing/HomeEnds.tsx';
import { RecentApplications } from '../sharing/RecentApplications.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { SearchField } from '../client/SearchField.tsx';

/** Home answers three questions: 找数据, 看待办, 查进度. */
export function HomePage() {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const reads = usePower('sharing.read');
  const looks = usePower('catalog.read');
  return (
    <>
      <PageHead
        title={t('portal.home.title', { title: me.person.title })}
        purpose={t('portal.home.purpose', { organisation: me.organisation.name })}
      />
      <div className="stack">
        <Card title={<Heading icon={<FileSearchOutlined />} text={t('portal.home.find')} />}>
          <SearchField
            size="large"
            enterButton={t('portal.find')}
            placeholder={t('portal.home.find-hint')}
            onSearch={(q) => void navigate(paths.search({ q }))}
            aria-label={t('portal.home.find')}
          />
        </Card>
        {looks ? (
          <Card
            title={<Heading icon={<DashboardOutlined />} text={t('portal.overview.home')} />}
            extra={<Link to={paths.overview()}>{t('portal.all')}</Link>}
          >
            <HomeOverview />
          </Card>
        ) : null}
        {reads ? (
          <Card
            title={<Heading icon={<FileDoneOutlined />} text={t('portal.menu.corrections')} />}
            extra={<Link to={paths.corrections()}>{t('portal.all')}</Link>}
          >
            <HomeCorrections />
          </Card>
        ) : null}
        {reads ? (
          <Card title={<Heading icon={<AuditOutlined />} text={t('portal.home.ends')} />}>
            <HomeEnds />
          </Card>
        ) : null}
        <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))' }}>
          <Card
            title={<Heading icon={<InboxOutlined />} text={t('portal.home.todos')} />}
            extra={<Link to={paths.todos()}>{t('portal.all')}</Link>}
          >
            <OpenTodos limit={8} />
          </Card>
          {reads ? (
            <Card
              title={<Heading icon={<SwapOutlined />} text={t('portal.home.progress')} />}
              extra={<Link to={paths.applications()}>{t('portal.all')}</Link>}
            >
              <RecentApplications />
            </Card>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Heading({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <h2 className="row" style={{ fontSize: 16, margin: 0, fontWeight: 600 }}>
      {icon}
      {text}
    </h2>
  );
}
