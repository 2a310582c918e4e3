import { BellOutlined } from '@ant-design/icons';
import { Button, Layout } from 'antd';
import { Link, Outlet, useNavigate } from 'react-router';
import { useWords } from '../client/language.tsx';
import { ActingBanner } from '../desk/delegation/ActingBanner.tsx';
import { paths } from '../paths.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { LanguageLine } from './LanguageLine.tsx';
import { MainMenu } from './MainMenu.tsx';
import { PersonMenu } from './PersonMenu.tsx';

/** Uyghur words are longer. */
const menuWidths = { zh: 212, ug: 272, en: 212 } as const;

/** The frame of every page: header, menu, content; the address says where one is. */
export function Frame() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  return (
    <Layout style={{ minBlockSize: '100vh' }}>
      <a className="skip" href="#content">
        {t('portal.skip')}
      </a>
      <Layout.Header
        style={{
          display: 'flex',
          alignItems: 'center',
          gap: 16,
          borderBlockEnd: '1px solid #e7dfd0',
          position: 'sticky',
          insetBlockStart: 0,
          zIndex: 20,
        }}
        className="no-print"
      >
        <Link to={paths.home()} className="brand">
          <img src="/karez.svg" alt="" width={30} height={30} />
          <strong>{t('portal.name')}</strong>
        </Link>
        <span style={{ flex: 1 }} />
        <LanguageChoice />
        <Button type="text" icon={<BellOutlined />} aria-label={t('portal.menu.notices')} onClick={() => void navigate(paths.notices())} />
        <PersonMenu />
      </Layout.Header>
      <Layout>
        <Layout.Sider
          theme="light"
          width={menuWidths[language]}
          breakpoint="lg"
          collapsedWidth={0}
          zeroWidthTriggerStyle={{ insetBlockStart: 8 }}
          style={{ borderInlineEnd: '1px solid #e7dfd0' }}
          className="no-print"
        >
          <MainMenu />
        </Layout.Sider>
        <Layout.Content id="content" tabIndex={-1} role="main" style={{ minInlineSize: 0 }}>
          <ActingBanner />
          <div className="page">
            <Outlet />
          </div>
          <LanguageLine />
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
