import { listEntries } from '@karez/contract/catalog';
import type { EntrySummary } from '@karez/contract/catalog/answers';
import { listTodos, type TodoAnswer } from '@karez/contract/desk';
import { Button, Card, Skeleton, Tabs } from 'antd';
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
import { WorkbookButton } from './workbook/WorkbookButtons.tsx';
import { useWorkingEntries } from './use-working-entries.ts';

/** Stages of a revision on its way, in order, and the entry states that have none. */
const stages = ['draft', 'in-review', 'awaiting-signature', 'at-authority', 'awaiting-denial-verification', 'under-adjustment'] as const;
const states = [
  'published',
  'suspended',
  'retire-pending',
  'retired',
  'restore-pending',
  'legacy-incomplete',
  'withdrawn',
  'orphaned',
  'transfer-pending',
] as const;
type Tab = (typeof stages)[number] | (typeof states)[number] | 'waiting';

/** To-dos that one question brings; the desk has them all. */
const TODOS_ASKED = 100;

const tabs: readonly Tab[] = ['waiting', ...stages, ...states];
/** States that are rare: their tabs stand there only while something is in them. */
const rare: readonly Tab[] = ['suspended', 'retire-pending', 'retired', 'restore-pending', 'withdrawn', 'orphaned', 'transfer-pending'];

function isState(tab: Tab): tab is (typeof states)[number] {
  return states.some((state) => state === tab);
}

/** What each tab holds, counted by the question that its list asks; `undefined` while that is still being read. */
function useTabs() {
  const working = useWorkingEntries();
  const resting = useAnswer(listEntries, { query: { scope: 'mine', limit: 1 } });
  const todos = useAnswer(listTodos, { query: { limit: TODOS_ASKED } });
  const waiting = todos.data?.answer.items.filter((todo) => todo.subject.module === 'catalog');
  const at = (tab: Tab) => working.data?.filter(({ stage }) => stage === tab);
  const count = (tab: Tab): number | undefined => {
    if (tab === 'waiting') return waiting?.length;
    if (!isState(tab)) return at(tab)?.length;
    return resting.data && (resting.data.answer.facets.state.find(({ value }) => value === tab)?.count ?? 0);
  };
  return { working, waiting, at, count };
}

/** Entries of the reader's own department by stage, and what waits for the reader. */
export function OwnEntriesPage() {
  const { t } = useWords();
  const me = useMe();
  const registers = usePower('catalog.register');
  const [search, setSearch] = useSearchParams();
  const shown = useTabs();
  const { waiting } = shown;
  const preferred: Tab = registers ? 'draft' : 'published';
  const tab = tabs.find((one) => one === search.get('stage')) ?? (waiting !== undefined && waiting.length > 0 ? 'waiting' : preferred);
  const label = (one: Tab) => {
    if (one === 'waiting') return t('portal.catalog.own.waiting');
    return isState(one) ? t(`catalog.state.${one}`) : t(`catalog.stage.${one}`);
  };
  return (
    <>
      <PageHead
        title={t('portal.menu.own-entries')}
        purpose={t('portal.catalog.own.purpose', { organisation: me.organisation.name })}
        actions={
          <>
            <WorkbookButton />
            <OwnActions />
          </>
        }
      />
      <Card>
        <Tabs
          activeKey={tab}
          onChange={(stage) => setSearch({ stage })}
          items={tabs
            .filter((key) => key === tab || !rare.includes(key) || (shown.count(key) ?? 0) > 0)
            .map((key) => ({ key, label: `${label(key)} ${shown.count(key) ?? ''}` }))}
        />
        {shown.working.error ? <Trouble error={shown.working.error} again={shown.working.again} /> : null}
        <TabContent tab={tab} shown={shown} />
      </Card>
    </>
  );
}

function TabContent({ tab, shown }: { tab: Tab; shown: ReturnType<typeof useTabs> }) {
  const { t } = useWords();
  if (tab === 'waiting') return <Waiting todos={shown.waiting} />;
  if (isState(tab)) return <RestingEntries key={tab} state={tab} />;
  const entries = shown.at(tab);
  return (
    <OwnEntryTable
      entries={entries ?? []}
      loading={entries === undefined}
      says={t(`portal.catalog.own.none.${tab === 'draft' ? 'draft' : 'stage'}`)}
    />
  );
}

function Waiting({ todos }: { todos: readonly TodoAnswer[] | undefined }) {
  const { t } = useWords();
  if (todos === undefined) return <Skeleton active />;
  return todos.length === 0 ? <Blank says={t('portal.catalog.own.nothing-waits')} /> : <TodoList todos={todos} />;
}

function OwnActions() {
  const { t } = useWords();
  const registers = usePower('catalog.register');
  const imports = usePower('catalog.import');
  return (
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
  );
}

/** Entries that are not on their way, page by page. */
function RestingEntries({ state }: { state: EntrySummary['state'] }) {
  const { t } = useWords();
  const position = useCursor(state);
  // A published entry under change is on the other tabs by its stage; here stands what is in force as it is.
  const entries = useAnswer(listEntries, {
    query: { scope: 'mine', state, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  return (
    <Loaded query={entries}>
      {({ answer }) => (
        <>
          <OwnEntryTable
            entries={answer.items}
            loading={false}
            says={t(`portal.catalog.own.none.${state === 'published' ? 'published' : state === 'legacy-incomplete' ? 'legacy' : 'stage'}`)}
          />
          <CursorPager position={position} next={answer.next} total={answer.total} />
        </>
      )}
    </Loaded>
  );
}
