import { WarningOutlined } from '@ant-design/icons';
import type { Measure } from '@karez/contract/catalog/overview';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { colours } from '../../ui/theme.ts';

/** A number that opens its list; what is past its day bears a sign and a word besides its colour. */
export function CountLink({ measure, count, organisationId }: { measure: Measure; count: number; organisationId?: string | undefined }) {
  const { t } = useWords();
  if (count === 0) return <span className="soft">0</span>;
  const isLate = measure.weight === 'late';
  return (
    <Link
      to={paths.measured(measure.id, organisationId === undefined ? {} : { organisationId })}
      aria-label={t('portal.overview.number', { name: t(`catalog.overview.measure.${measure.id}`), count })}
      style={{ fontWeight: 600, whiteSpace: 'nowrap', ...(isLate ? { color: colours.danger } : {}) }}
    >
      {isLate ? <WarningOutlined title={t('portal.overview.is-late')} style={{ marginInlineEnd: 4 }} /> : null}
      {count}
    </Link>
  );
}
