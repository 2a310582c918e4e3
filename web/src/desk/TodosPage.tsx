import { readCounts } from '@karez/contract/desk';
import { Card, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { BegunTab } from './BegunTab.tsx';
import { CopiesTab } from './CopiesTab.tsx';
import { TodoTab } from './TodoTab.tsx';

const tabs = ['open', 'in-hand', 'done', 'begun', 'copies', 'unit'] as const;
type Tab = (typeof tabs)[number];
const countOf = { open: 'open', 'in-hand': 'inHand', done: 'done', begun: 'begun', copies: 'copies', unit: 'unit' } as const;

/** One inbox: what waits for the reader, what the reader has done, has started, is told of, and for heads what has a term in their unit. */
export function TodosPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const leads = usePower('desk.oversee');
  const tab = tabs.find((known) => known === search.get('tab')) ?? 'open';
  const counts = useAnswer(readCounts, {});
  const label = (name: Tab) => `${t(`desk.tab.${name}`)}${counts.data ? ` ${counts.data.answer[countOf[name]]}` : ''}`;
  return (
    <>
      <PageHead title={t('portal.menu.todos')} purpose={t('portal.desk.purpose')} />
      <Card>
        <Tabs
          activeKey={tab}
          onChange={(key) => setSearch({ tab: key })}
          items={tabs.filter((key) => key !== 'unit' || leads).map((key) => ({ key, label: label(key) }))}
        />
        <InboxTab tab={tab} />
      </Card>
    </>
  );
}

function InboxTab({ tab }: { tab: Tab }) {
  if (tab === 'begun') return <BegunTab />;
  if (tab === 'copies') return <CopiesTab />;
  return <TodoTab tab={tab} />;
}
