import { CheckCircleOutlined, EditOutlined } from '@ant-design/icons';
import { Card } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../client/language.tsx';
import { fieldOf, sections } from './draft.ts';
import { goTo } from './go-to.ts';

/** Sections of the form with 已填 or 缺 n 项, and the state of saving. */
export function TaskList({ places, saving }: { places: readonly string[]; saving: ReactNode }) {
  const { t } = useWords();
  return (
    <nav className="task-list" aria-label={t('portal.catalog.task-list')}>
      <Card size="small" title={t('portal.catalog.task-list')}>
        <ol>
          {sections.map(({ key, fields }) => {
            const missing = places.filter((path) => fields.some((field) => field === fieldOf(path))).length;
            return (
              <li key={key}>
                <button type="button" onClick={() => goTo(`section-${key}`)}>
                  <span>{t(`portal.catalog.section.${key}`)}</span>
                  <span className="small" style={{ color: missing === 0 ? '#27693f' : '#8f5600', whiteSpace: 'nowrap' }}>
                    {missing === 0 ? <CheckCircleOutlined /> : <EditOutlined />}{' '}
                    {missing === 0 ? t('portal.catalog.filled') : t('portal.catalog.lacks', { count: missing })}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
        <div style={{ borderBlockStart: '1px solid #f0ebe0', marginBlockStart: 8, paddingBlockStart: 8 }}>{saving}</div>
      </Card>
    </nav>
  );
}
