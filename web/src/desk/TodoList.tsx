import type { TodoAnswer } from '@karez/contract/desk';
import { Tag } from 'antd';
import { Link } from 'react-router';
import { dayAndTime, termEnd } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { useActing } from './delegation/use-acting.ts';
import { Line } from './Line.tsx';
import { DaysLeft } from './NextStep.tsx';

const warningColours = { half: 'default', soon: 'warning', overdue: 'error' } as const;

/** The way to a case. What waits for somebody else is opened in their place: from then on the reader acts for them (代). */
function TodoLink({ todo }: { todo: TodoAnswer }) {
  const { t } = useWords();
  const act = useActing();
  const words = t(todo.title.key, todo.title.params);
  const { standsFor } = todo;
  if (standsFor === null || todo.closedAt !== null) return <Link to={todo.link}>{words}</Link>;
  return (
    <>
      <Link
        to={todo.link}
        onClick={(event) => {
          event.preventDefault();
          act.begin(standsFor.delegationId, todo.link);
        }}
      >
        {words}
      </Link>
      {act.error ? <Trouble error={act.error} /> : null}
    </>
  );
}

/** To-dos as lines: what, until when, and the way to it. */
export function TodoList({ todos }: { todos: readonly TodoAnswer[] }) {
  const { t } = useWords();
  return (
    <ul className="lines">
      {todos.map((todo) => (
        <Line key={todo.id} title={<TodoLink todo={todo} />}>
          {todo.standsFor ? <Tag color="processing">{t('portal.delegation.mark', { title: todo.standsFor.title })}</Tag> : null}
          {todo.holder && todo.closedAt === null ? (
            <Tag color={todo.holder.mine ? 'processing' : 'default'}>
              {todo.holder.mine ? t('portal.desk.mine') : t('portal.desk.held', { holder: todo.holder.title })}
            </Tag>
          ) : null}
          {todo.warning ? <Tag color={warningColours[todo.warning]}>{t(`desk.warning.${todo.warning}`)}</Tag> : null}
          {todo.closedAt === null ? <DaysLeft days={todo.workingDaysLeft} /> : null}
          {todo.closedAt
            ? t('portal.desk.closed', { at: dayAndTime(todo.closedAt) })
            : todo.dueAt
              ? t('portal.desk.due', { at: termEnd(todo.dueAt) })
              : t('portal.desk.since', { at: dayAndTime(todo.openedAt) })}
        </Line>
      ))}
    </ul>
  );
}
