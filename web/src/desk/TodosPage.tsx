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

/** Everything that waits for the reader, and what the reader has done. */
export function TodosPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'done' ? 'done' : 'open';
  const position = useCursor(tab);
  const counts = useAnswer(readCounts, {});
  const todos = useAnswer(listTodos, { query: { tab, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } });
  const label = (name: 'open' | 'done') => `${t(`desk.tab.${name}`)}${counts.data ? ` ${counts.data.answer[name]}` : ''}`;
  return (
    <>
      <PageHead title={t('portal.menu.todos')} purpose={t('portal.desk.purpose')} />
      <Card>
        <Tabs
          activeKey={tab}
          onChange={(key) => setSearch({ tab: key })}
          items={[
            { key: 'open', label: label('open') },
            { key: 'done', label: label('done') },
          ]}
        />
        <Loaded query={todos}>
          {({ answer }) => (
            <>
              {answer.items.length === 0 ? (
                <Blank says={tab === 'open' ? t('portal.desk.nothing') : t('portal.desk.nothing-done')} />
              ) : (
                <TodoList todos={answer.items} />
              )}
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
