import {
  AuditOutlined,
  BankOutlined,
  BookOutlined,
  CheckSquareOutlined,
  CloudServerOutlined,
  EditOutlined,
  FileSearchOutlined,
  HomeOutlined,
  InboxOutlined,
  LineChartOutlined,
  ScheduleOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { Menu } from 'antd';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { z } from 'zod';
import { useWords } from '../client/language.tsx';
import { useMe } from '../client/session.tsx';
import { paths } from '../paths.ts';
import { groupsFor, placeOf, type GroupKey } from './menu-groups.ts';

const icons: Readonly<Record<GroupKey, React.ReactNode>> = {
  catalog: <FileSearchOutlined />,
  compiling: <EditOutlined />,
  deciding: <CheckSquareOutlined />,
  duties: <ScheduleOutlined />,
  quality: <LineChartOutlined />,
  desk: <InboxOutlined />,
  sharing: <SwapOutlined />,
  gateway: <CloudServerOutlined />,
  audit: <AuditOutlined />,
  law: <BookOutlined />,
  identity: <BankOutlined />,
};

const KEY = 'karez.menu';
/** Before anybody has opened or closed a group: what everybody comes for. */
const openAtFirst: readonly string[] = ['desk', 'catalog', 'compiling'];

function remembered(): readonly string[] {
  const text = localStorage.getItem(KEY);
  if (text === null) return openAtFirst;
  try {
    return z.array(z.string()).parse(JSON.parse(text));
  } catch {
    return openAtFirst;
  }
}

/** The groups of the menu that stand open: as they were left in this browser, and always the one of a page when it is opened. */
function useOpenGroups(here: string | undefined) {
  const [open, setOpen] = useState(remembered);
  const [last, setLast] = useState<string | undefined>(undefined);
  if (here !== last) {
    setLast(here);
    if (here !== undefined && !open.includes(here)) setOpen([...open, here]);
  }
  const keep = (next: readonly string[]) => {
    setOpen(next);
    localStorage.setItem(KEY, JSON.stringify(next));
  };
  return { open, keep };
}

/** The menu by what people do; which groups stand open is remembered. */
export function MainMenu() {
  const { t } = useWords();
  const me = useMe();
  const location = useLocation();
  const groups = groupsFor(me.powers);
  const place = location.pathname === paths.home() ? undefined : placeOf(groups, location);
  const { open, keep } = useOpenGroups(place?.group);
  return (
    <nav aria-label={t('portal.menu.all')}>
      <Menu
        mode="inline"
        // On a telephone the whole menu goes behind its handle; it is not made small, which would close every group.
        inlineCollapsed={false}
        items={[
          { key: paths.home(), icon: <HomeOutlined />, label: <Link to={paths.home()}>{t('portal.menu.home')}</Link> },
          ...groups.map(({ key, entries }) => ({
            key,
            icon: icons[key],
            label: t(`portal.menu.${key}`),
            children: entries.map(({ path, word }) => ({ key: path, label: <Link to={path}>{t(word)}</Link> })),
          })),
        ]}
        selectedKeys={[place?.entry ?? location.pathname]}
        openKeys={[...open]}
        onOpenChange={keep}
        style={{ borderInlineEnd: 0, paddingBlock: 8 }}
        inlineIndent={16}
      />
    </nav>
  );
}
