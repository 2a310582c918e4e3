import { WarningOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import { colours } from '../ui/theme.ts';
import { useWords } from './language.tsx';

/** A number that opens its list; none where there is nothing to open. */
export function Count({ name, count, to, isLate = false }: { name: string; count: number; to: string; isLate?: boolean }) {
  const { t } = useWords();
  return (
    <span>
      <span className="soft">{name} </span>
      {count === 0 ? (
        <span className="soft">0</span>
      ) : (
        <Link
          to={to}
          aria-label={t('portal.overview.number', { name, count })}
          style={{ fontWeight: 600, whiteSpace: 'nowrap', ...(isLate ? { color: colours.danger } : {}) }}
        >
          {isLate ? <WarningOutlined style={{ marginInlineEnd: 4 }} /> : null}
          {count}
        </Link>
      )}
    </span>
  );
}
