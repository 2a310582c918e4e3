import { WarningOutlined } from '@ant-design/icons';
import type { CaseMeasure } from '@karez/contract/sharing/statistics';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { colours } from '../../ui/theme.ts';
import { lateMeasure, type Scope } from './period.ts';

/** A number that opens its list; what is past its day bears a sign besides its colour. */
export function CaseCount({ measure, count, scope, ground }: { measure: CaseMeasure; count: number; scope: Scope; ground?: string }) {
  const { t } = useWords();
  if (count === 0) return <span className="soft">0</span>;
  const isLate = measure === lateMeasure;
  const name = t(`sharing.statistics.measure.${measure}`);
  return (
    <Link
      to={paths.countedCases({ ...scope, measure, ...(ground === undefined ? {} : { ground }) })}
      aria-label={t('portal.statistics.number', { name, count })}
      style={{ fontWeight: 600, whiteSpace: 'nowrap', ...(isLate ? { color: colours.danger } : {}) }}
    >
      {isLate ? <WarningOutlined title={name} style={{ marginInlineEnd: 4 }} /> : null}
      {count}
    </Link>
  );
}
