import { listCorrections } from '@karez/contract/correction';
import { Count } from '../client/Count.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { paths } from '../paths.ts';

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
