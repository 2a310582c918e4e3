import { listEntries } from '@karez/contract/catalog';
import type { EntrySummary } from '@karez/contract/catalog/answers';
import { listTodos } from '@karez/contract/desk';
import { Button, Card, Tabs } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { useMe, usePower } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { TodoList } from '../desk/TodoList.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { OwnEntryTable } from './OwnEntryTable.tsx';
import { useWorkingEntries } from './use-working-entries.ts';

/** Stages of a revision on its way, in order, and the entry states that have none. */
const stages = ['draft', 'in-review', 'awaiting-signature', 'at-authority', 'awaiting-denial-verification'] as const;
const states = ['published', 'legacy-incomplete'] as const;
type Tab = (typeof stages)[number] | (typeof states)[number] | 'waiting';

/** To-dos that one question brings; the desk has them all. */
const TODOS_ASKED = 100;

/** Entries of the reader's own department by stage, and what waits for the reader. */
export function OwnEntriesPage() {
  const { t } = useWords();
  const me = useMe();
  const registers = usePower('catalog.register');
  const imports = usePower('catalog.import');
  const [search, setSearch] = useSearchParams();
  const working = useWorkingEntries();
  const resting = useAnswer(listEntries, { query: { scope: 'mine', limit: 1 } });
  const todos = useAnswer(listTodos, { query: { limit: TODOS_ASKED } });
  const waiting = (todos.data?.answer.items ?? []).filter((todo) => todo.subject.module === 'catalog');
  const tabs: readonly Tab[] = ['waiting', ...stages, ...states];
  const countOf = (tab: Tab): number | undefined => {
    if (tab === 'waiting') return todos.data && waiting.length;
    const state = states.find((one) => one === tab);
    if (state) return resting.data && (resting.data.answer.facets.state.find(({ value }) => value === state)?.count ?? 0);
    return working.data?.filter(({ stage }) => stage === tab).length;
  };
  const asked = tabs.find((tab) => tab === search.get('stage'));
  const tab: Tab = asked ?? (waiting.length > 0 ? 'waiting' : registers ? 'draft' : 'published');
  const label = (one: Tab) => (one === 'waiting' ? t('portal.catalog.own.waiting') : one === 'published' || one === 'legacy-incomplete' ? t(`catalog.state.${one}`) : t(`catalog.stage.${one}`));
  return (
    <>
      <PageHead
        title={t('portal.menu.own-entries')}
        purpose={t('portal.catalog.own.purpose', { organisation: me.organisation.name })}
        actions={
          <>
            {imports ? (
              <Link to={paths.imports()}>
                <Button>{t('portal.menu.imports')}</Button>
              </Link>
            ) : null}
            {registers ? (
              <Link to={paths.newEntry()}>
                <Button type="primary">{t('portal.menu.register')}</Button>
              </Link>
            ) : null}
          </>
        }
      />
      <Card>
        <Tabs activeKey={tab} onChange={(stage) => setSearch({ stage })} items={tabs.map((key) => ({ key, label: `${label(key)} ${countOf(key) ?? ''}` }))} />
        {working.error ? <Trouble error={working.error} again={working.again} /> : null}
        {tab === 'waiting' ? (
          <Loaded query={todos}>{() => (waiting.length === 0 ? <Blank says={t('portal.catalog.own.nothing-waits')} /> : <TodoList todos={waiting} />)}</Loaded>
        ) : tab === 'published' || tab === 'legacy-incomplete' ? (
          <RestingEntries key={tab} state={tab} />
        ) : (
          <OwnEntryTable entries={(working.data ?? []).filter(({ stage }) => stage === tab)} loading={working.data === undefined} says={t(`portal.catalog.own.none.${tab === 'draft' ? 'draft' : 'stage'}`)} />
        )}
      </Card>
    </>
  );
}

/** Entries that are not on their way, page by page. */
function RestingEntries({ state }: { state: EntrySummary['state'] }) {
  const { t } = useWords();
  const position = useCursor(state);
  // A published entry under change is on the other tabs by its stage; here stands what is in force as it is.
  const entries = useAnswer(listEntries, { query: { scope: 'mine', state, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } });
  return (
    <Loaded query={entries}>
      {({ answer }) => (
        <>
          <OwnEntryTable entries={answer.items} loading={false} says={t(`portal.catalog.own.none.${state === 'published' ? 'published' : 'legacy'}`)} />
          <CursorPager position={position} next={answer.next} total={answer.total} />
        </>
      )}
    </Loaded>
  );
}
