import { listCorrections } from '@karez/contract/correction';
import { WarningOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { colours } from '../ui/theme.ts';

/** States in which a department has to answer, and those in which its own report is still open. */
const owed = 'filed,verifying,awaiting-signature';
const open = `${owed},answered,disputed,at-authority`;

/** On the home page: reports of errors that the department has to answer, those past their day, and its own that are open; each opens its list. */
export function HomeCorrections() {
  return (
    <div className="row" style={{ columnGap: 24, rowGap: 8 }}>
      <Counts side="given" state={owed} />
      <Counts side="raised" state={open} />
    </div>
  );
}

function Counts({ side, state }: { side: 'given' | 'raised'; state: string }) {
  const { t } = useWords();
  const counted = useAnswer(listCorrections, { query: { side, state, limit: 1 } });
  return (
    <Loaded query={counted}>
      {({ answer: { total, overdue } }) => (
        <>
          <Count name={t(`portal.correction.home.${side}`)} count={total} to={paths.corrections({ side, state })} />
          {side === 'given' ? (
            <Count
              name={t('portal.correction.home.overdue')}
              count={overdue}
              to={paths.corrections({ side, state, overdue: 'yes' })}
              isLate
            />
          ) : null}
        </>
      )}
    </Loaded>
  );
}

function Count({ name, count, to, isLate = false }: { name: string; count: number; to: string; isLate?: boolean }) {
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
