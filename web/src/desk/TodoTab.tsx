import { dueStates, exportTodos, listTodos } from '@karez/contract/desk';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { LedgerButton } from '../client/LedgerButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { Blank } from '../ui/Blank.tsx';
import { Choice, InboxFilters, useInboxSearch } from './InboxFilters.tsx';
import { TodoList } from './TodoList.tsx';

const empty = {
  open: 'portal.desk.nothing',
  'in-hand': 'portal.desk.nothing-in-hand',
  done: 'portal.desk.nothing-done',
  unit: 'portal.desk.nothing-unit',
} as const;

/** 待办, 在手, 已办, 本部门时限: what waits for the reader or in the reader's unit, and what the reader has done. */
export function TodoTab({ tab }: { tab: keyof typeof empty }) {
  const { t } = useWords();
  const { search, narrowing, choose } = useInboxSearch();
  const position = useCursor(search.toString());
  const clock = dueStates.find((one) => one === search.get('clock'));
  const filters = { tab, ...narrowing, ...(clock === undefined || tab === 'done' ? {} : { clock }) };
  const todos = useAnswer(listTodos, { query: { ...filters, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } });
  const isNarrowed = Object.keys(filters).length > 1;
  return (
    <Loaded query={todos}>
      {({ answer }) => (
        <>
          {answer.kinds.length === 0 ? null : (
            <InboxFilters kinds={answer.kinds} narrowing={narrowing} onChoose={choose}>
              {tab === 'done' ? null : (
                <Choice
                  label={t('portal.desk.clock')}
                  value={clock}
                  options={dueStates.map((value) => ({ value, label: t(`desk.clock.${value}`) }))}
                  onChoose={(value) => choose({ clock: value })}
                />
              )}
              <LedgerButton route={exportTodos} input={{ query: filters }} />
            </InboxFilters>
          )}
          {answer.items.length === 0 ? (
            <Blank says={t(isNarrowed ? 'portal.desk.nothing-found' : empty[tab])} />
          ) : (
            <TodoList todos={answer.items} />
          )}
          <CursorPager position={position} next={answer.next} total={answer.total} />
        </>
      )}
    </Loaded>
  );
}
