import type { TodoAnswer } from '@karez/contract/desk';
import { Tag } from 'antd';
import { Link } from 'react-router';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';

const warningColours = { half: 'default', soon: 'warning', overdue: 'error' } as const;

/** To-dos as lines: what, until when, and the way to it. */
export function TodoList({ todos }: { todos: readonly TodoAnswer[] }) {
  const { t } = useWords();
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {todos.map((todo) => (
        <li
          key={todo.id}
          style={{
            borderBlockEnd: '1px solid #f0ebe0',
            paddingBlock: 10,
            display: 'flex',
            // The clock goes under the words where they would become a narrow column beside it.
            flexWrap: 'wrap',
            gap: '4px 12px',
            alignItems: 'baseline',
            justifyContent: 'space-between',
          }}
        >
          <Link to={todo.link} style={{ flex: '1 1 200px', minInlineSize: 0, overflowWrap: 'anywhere' }}>
            {t(todo.title.key, todo.title.params)}
          </Link>
          <span className="row small soft" style={{ maxInlineSize: '100%' }}>
            {todo.holder && todo.closedAt === null ? (
              <Tag color={todo.holder.mine ? 'processing' : 'default'}>
                {todo.holder.mine ? t('portal.desk.mine') : t('portal.desk.held', { holder: todo.holder.title })}
              </Tag>
            ) : null}
            {todo.warning ? <Tag color={warningColours[todo.warning]}>{t(`desk.warning.${todo.warning}`)}</Tag> : null}
            {todo.closedAt
              ? t('portal.desk.closed', { at: dayAndTime(todo.closedAt) })
              : todo.dueAt
                ? t('portal.desk.due', { at: dayAndTime(todo.dueAt) })
                : t('portal.desk.since', { at: dayAndTime(todo.openedAt) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
