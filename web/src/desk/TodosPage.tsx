import { listTodos, readCounts } from '@karez/contract/desk';
import { Card, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { TodoList } from './TodoList.tsx';

const tabs = ['open', 'in-hand', 'done'] as const;
type Tab = (typeof tabs)[number];
const countOf = { open: 'open', 'in-hand': 'inHand', done: 'done' } as const;
const empty = { open: 'portal.desk.nothing', 'in-hand': 'portal.desk.nothing-in-hand', done: 'portal.desk.nothing-done' } as const;

/** Everything that waits for the reader, and what the reader has done. */
export function TodosPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const tab = tabs.find((known) => known === search.get('tab')) ?? 'open';
  const position = useCursor(tab);
  const counts = useAnswer(readCounts, {});
  const todos = useAnswer(listTodos, { query: { tab, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } });
  const label = (name: Tab) => `${t(`desk.tab.${name}`)}${counts.data ? ` ${counts.data.answer[countOf[name]]}` : ''}`;
  return (
    <>
      <PageHead title={t('portal.menu.todos')} purpose={t('portal.desk.purpose')} />
      <Card>
        <Tabs activeKey={tab} onChange={(key) => setSearch({ tab: key })} items={tabs.map((key) => ({ key, label: label(key) }))} />
        <Loaded query={todos}>
          {({ answer }) => (
            <>
              {answer.items.length === 0 ? <Blank says={t(empty[tab])} /> : <TodoList todos={answer.items} />}
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
