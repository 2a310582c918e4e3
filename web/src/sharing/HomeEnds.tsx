import { listDisposals } from '@karez/contract/sharing/disposal';
import { listDisputes } from '@karez/contract/sharing/dispute';
import { Count } from '../client/Count.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { paths } from '../paths.ts';

const disputed = 'negotiating,at-authority,above,entered,ordered';
const judged = 'at-authority,above,entered';

/** On the home page: what the department has to dispose of and to check, and its disputes that are open; each number opens its list. */
export function HomeEnds() {
  const oversees = [usePower('sharing.coordinate'), usePower('sharing.decide-dispute')].some(Boolean);
  return (
    <div className="row" style={{ columnGap: 24, rowGap: 8 }}>
      <DisposalCount side="owed" state="ordered,reported" tellsLate />
      <DisposalCount side="given" state="checking" />
      <DisputeCount side="raised" state={disputed} />
      <DisputeCount side="answered" state={disputed} />
      {oversees ? <DisputeCount side="overseen" state={judged} /> : null}
    </div>
  );
}

function DisposalCount({ side, state, tellsLate = false }: { side: 'owed' | 'given'; state: string; tellsLate?: boolean }) {
  const { t } = useWords();
  const counted = useAnswer(listDisposals, { query: { side, state, limit: 1 } });
  return (
    <Loaded query={counted}>
      {({ answer: { total, overdue } }) => (
        <>
          <Count name={t(`portal.disposal.home.${side}`)} count={total} to={paths.disposals({ side, state })} />
          {tellsLate ? (
            <Count
              name={t('portal.correction.home.overdue')}
              count={overdue}
              to={paths.disposals({ side, state, overdue: 'yes' })}
              isLate
            />
          ) : null}
        </>
      )}
    </Loaded>
  );
}

function DisputeCount({ side, state }: { side: 'raised' | 'answered' | 'overseen'; state: string }) {
  const { t } = useWords();
  const counted = useAnswer(listDisputes, { query: { side, state, limit: 1 } });
  return (
    <Loaded query={counted}>
      {({ answer: { total } }) => <Count name={t(`portal.dispute.home.${side}`)} count={total} to={paths.disputes({ side, state })} />}
    </Loaded>
  );
}
