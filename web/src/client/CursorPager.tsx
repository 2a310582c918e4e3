import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from './language.tsx';

/** Pages of a list with cursors: where one is, and how to go on and back. Starts again when `question` (the filters) changes. */
export function useCursor(question: string) {
  const [visited, setVisited] = useState<{ question: string; cursors: readonly string[] }>({ question, cursors: [] });
  const cursors = visited.question === question ? visited.cursors : [];
  return {
    cursor: cursors.at(-1),
    page: cursors.length + 1,
    forward: (next: string) => setVisited({ question, cursors: [...cursors, next] }),
    back: () => setVisited({ question, cursors: cursors.slice(0, -1) }),
  };
}

type Pager = { position: ReturnType<typeof useCursor>; next: string | null; total: number };

/** Total, page number, and the two ways to go. */
export function CursorPager({ position, next, total }: Pager) {
  const { t } = useWords();
  return (
    <div className="row no-print" style={{ justifyContent: 'space-between', paddingBlockStart: 12 }}>
      <span className="soft">{t('portal.total', { count: total })}</span>
      <span className="row">
        <Button
          size="small"
          icon={<LeftOutlined className="mirrored" />}
          aria-label={t('portal.page.previous')}
          disabled={position.page === 1}
          onClick={position.back}
        />
        <span>{t('portal.page.number', { page: position.page })}</span>
        <Button
          size="small"
          icon={<RightOutlined className="mirrored" />}
          aria-label={t('portal.page.next')}
          disabled={next === null}
          onClick={() => next !== null && position.forward(next)}
        />
      </span>
    </div>
  );
}
