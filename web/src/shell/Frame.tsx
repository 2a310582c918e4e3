import {
  AuditOutlined,
  BankOutlined,
  BellOutlined,
  BookOutlined,
  CloudServerOutlined,
  FileSearchOutlined,
  HomeOutlined,
  InboxOutlined,
  PartitionOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { Button, Layout, Menu, type MenuProps } from 'antd';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useMe } from '../client/session.tsx';
import { paths } from '../paths.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { LanguageLine } from './LanguageLine.tsx';
import { PersonMenu } from './PersonMenu.tsx';

/** Shown to whoever holds any of the powers; to everyone where none is named. */
type MenuEntry = { readonly path: string; readonly word: string; readonly powers?: readonly string[] };
type MenuGroup = { readonly key: string; readonly icon: React.ReactNode; readonly entries: readonly MenuEntry[] };

/** Posts that revise entries, or decide on their revision. */
const revising = ['catalog.register', 'catalog.review', 'catalog.sign', 'catalog.publish', 'catalog.verify-denial'];

/** The whole menu; an entry whose powers the acting post does not carry is left out. */
const groups: readonly MenuGroup[] = [
  {
    key: 'desk',
    icon: <InboxOutlined />,
    entries: [
      { path: paths.todos(), word: 'portal.menu.todos' },
      { path: paths.notices(), word: 'portal.menu.notices' },
    ],
  },
  {
    key: 'catalog',
    icon: <FileSearchOutlined />,
    entries: [
      { path: paths.search(), word: 'portal.menu.search' },
      { path: paths.subscriptions(), word: 'portal.menu.subscriptions', powers: ['catalog.read'] },
      { path: paths.entryWork(), word: 'portal.menu.own-entries', powers: ['catalog.read'] },
      { path: paths.newEntry(), word: 'portal.menu.register', powers: ['catalog.register'] },
      { path: paths.imports(), word: 'portal.menu.imports', powers: ['catalog.import'] },
    ],
  },
  {
    key: 'governance',
    icon: <PartitionOutlined />,
    entries: [
      { path: paths.overview(), word: 'portal.menu.overview', powers: ['catalog.read'] },
      { path: paths.campaigns(), word: 'portal.menu.campaigns', powers: ['catalog.register', 'catalog.publish', 'catalog.verify-denial'] },
      {
        path: paths.translations(),
        word: 'portal.menu.translations',
        powers: ['catalog.translate', 'catalog.register', 'catalog.publish'],
      },
      { path: paths.revisionCases(), word: 'portal.menu.revision-cases', powers: revising },
      { path: paths.changeEvents(), word: 'portal.menu.change-events', powers: revising },
      {
        path: paths.acknowledgements(),
        word: 'portal.menu.acknowledgements',
        powers: [...revising, 'sharing.apply', 'sharing.consent-out'],
      },
      { path: paths.catalogues(), word: 'portal.menu.catalogues' },
      { path: paths.editions(), word: 'portal.menu.editions' },
      { path: paths.elements(), word: 'portal.menu.elements', powers: ['catalog.read'] },
      { path: paths.bulk(), word: 'portal.menu.bulk', powers: ['catalog.publish', 'catalog.review', 'catalog.sign'] },
      { path: paths.reassessments(), word: 'portal.menu.reassessments', powers: revising },
      {
        path: paths.duplicates(),
        word: 'portal.menu.duplicates',
        powers: ['catalog.register', 'catalog.review', 'catalog.sign', 'catalog.publish', 'catalog.verify-denial'],
      },
      {
        path: paths.conformance(),
        word: 'portal.menu.conformance',
        powers: ['catalog.register', 'catalog.review', 'catalog.sign', 'catalog.publish', 'catalog.verify-denial'],
      },
      {
        path: paths.adjustments(),
        word: 'portal.menu.adjustments',
        powers: ['catalog.register', 'catalog.review', 'catalog.sign', 'catalog.publish', 'catalog.suspend'],
      },
      {
        path: paths.opinions(),
        word: 'portal.menu.opinions',
        powers: ['catalog.review', 'catalog.sign', 'catalog.publish', 'catalog.verify-denial', 'catalog.suspend'],
      },
      { path: paths.transfers(), word: 'portal.menu.transfers', powers: ['catalog.publish', 'catalog.sign', 'catalog.register'] },
    ],
  },
  {
    key: 'sharing',
    icon: <SwapOutlined />,
    entries: [
      { path: paths.demands(), word: 'portal.menu.demands', powers: ['sharing.read'] },
      { path: paths.responsibilities(), word: 'portal.menu.responsibilities', powers: ['sharing.read'] },
      { path: paths.denials(), word: 'portal.menu.denials', powers: ['catalog.read'] },
      { path: paths.applications('outgoing'), word: 'portal.menu.applications-out', powers: ['sharing.read'] },
      { path: paths.applications('incoming'), word: 'portal.menu.applications-in', powers: ['sharing.read'] },
      { path: paths.applications('authority'), word: 'portal.menu.applications-authority', powers: ['sharing.decide-dispute'] },
      { path: paths.grants('held'), word: 'portal.menu.grants-held', powers: ['sharing.read'] },
      { path: paths.grants('given'), word: 'portal.menu.grants-given', powers: ['sharing.read'] },
    ],
  },
  {
    key: 'gateway',
    icon: <CloudServerOutlined />,
    entries: [
      { path: paths.services(), word: 'portal.menu.services' },
      { path: paths.clients(), word: 'portal.menu.clients', powers: ['gateway.client'] },
      { path: paths.webhooks(), word: 'portal.menu.webhooks', powers: ['catalog.webhook'] },
      { path: paths.systems(), word: 'portal.menu.systems', powers: ['identity.systems'] },
    ],
  },
  {
    key: 'audit',
    icon: <AuditOutlined />,
    entries: [{ path: paths.evidence(), word: 'portal.menu.evidence', powers: ['audit.read-own', 'audit.read-all', 'evidence.read'] }],
  },
  {
    key: 'law',
    icon: <BookOutlined />,
    entries: [
      { path: paths.law(), word: 'portal.menu.law' },
      { path: paths.calendar(), word: 'portal.menu.calendar' },
    ],
  },
  {
    key: 'identity',
    icon: <BankOutlined />,
    entries: [
      { path: paths.organisation(), word: 'portal.menu.organisation' },
      { path: paths.organisations(), word: 'portal.menu.organisations', powers: ['identity.organisations'] },
      { path: paths.people(), word: 'portal.menu.people', powers: ['identity.people-read'] },
      { path: paths.proposedPosts(), word: 'portal.menu.proposed-posts', powers: ['identity.confirm-powers'] },
    ],
  },
];

function useMenu(): MenuProps['items'] {
  const { t } = useWords();
  const me = useMe();
  const holds = (powers: readonly string[] | undefined) => powers === undefined || me.powers.some((held) => powers.includes(held));
  const shown = groups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => holds(entry.powers)) }))
    .filter((group) => group.entries.length > 0);
  return [
    { key: paths.home(), icon: <HomeOutlined />, label: <Link to={paths.home()}>{t('portal.menu.home')}</Link> },
    ...shown.map((group) => ({
      key: group.key,
      icon: group.icon,
      label: t(`portal.menu.${group.key}`),
      children: group.entries.map((entry) => ({ key: entry.path, label: <Link to={entry.path}>{t(entry.word)}</Link> })),
    })),
  ];
}

/** Uyghur words are longer. */
const menuWidths = { zh: 212, ug: 272, en: 212 } as const;

/** The frame of every page: header, menu, content; the address says where one is. */
export function Frame() {
  const { t, language } = useWords();
  const location = useLocation();
  const navigate = useNavigate();
  const items = useMenu();
  const here = `${location.pathname}${location.search}`;
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
          <nav aria-label={t('portal.menu.all')}>
            <Menu
              mode="inline"
              items={items ?? []}
              selectedKeys={[here, location.pathname]}
              defaultOpenKeys={groups.map((group) => group.key)}
              style={{ borderInlineEnd: 0, paddingBlock: 8 }}
              inlineIndent={16}
            />
          </nav>
        </Layout.Sider>
        <Layout.Content id="content" tabIndex={-1} role="main" style={{ minInlineSize: 0 }}>
          <div className="page">
            <Outlet />
          </div>
          <LanguageLine />
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
