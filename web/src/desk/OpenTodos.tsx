import { listTodos } from '@karez/contract/desk';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { TodoList } from './TodoList.tsx';

/** The first of what waits for the reader, with the whole number. */
export function OpenTodos({ limit }: { limit: number }) {
  const { t } = useWords();
  const todos = useAnswer(listTodos, { query: { tab: 'open', limit } }, { everyMilliseconds: 30_000 });
  return (
    <Loaded query={todos}>
      {({ answer }) =>
        answer.items.length === 0 ? (
          <Blank says={t('portal.desk.nothing')} />
        ) : (
          <>
            <TodoList todos={answer.items} />
            {answer.total > answer.items.length ? (
              <div style={{ paddingBlockStart: 8 }}>
                <Link to={paths.todos()}>{t('portal.desk.all', { count: answer.total })}</Link>
              </div>
            ) : null}
          </>
        )
      }
    </Loaded>
  );
}
