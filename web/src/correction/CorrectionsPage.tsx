import { exportCorrections, listCorrections } from '@karez/contract/correction';
import { correctionStates } from '@karez/contract/correction/schemas';
import { CaseList } from '../client/CaseList.tsx';
import { useCaseFilters } from '../client/case-filters.ts';
import { useWords } from '../client/language.tsx';
import { LedgerButton } from '../client/LedgerButton.tsx';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { CorrectionTable } from './CorrectionTable.tsx';

const sides = ['raised', 'given', 'overseen'] as const;

/** 校核: errors that departments have reported in shared data, with state and clock of each (809-26). */
export function CorrectionsPage() {
  const { t } = useWords();
  const oversees = [usePower('sharing.coordinate'), usePower('sharing.decide-dispute')].some(Boolean);
  const filtering = useCaseFilters(sides.filter((side) => side !== 'overseen' || oversees));
  const page = useAnswer(listCorrections, { query: filtering.query });
  return (
    <>
      <PageHead
        title={t('portal.menu.corrections')}
        purpose={t('portal.correction.purpose')}
        actions={<LedgerButton route={exportCorrections} input={{ query: filtering.filters }} />}
      />
      <CaseList
        filtering={filtering}
        query={page}
        states={correctionStates}
        words={{
          side: (side) => t(`correction.side.${side}`),
          find: t('portal.correction.find'),
          choice: (name) => t(`portal.correction.${name}`),
          state: (state) => t(`correction.state.${state}`),
          overdue: t('correction.ledger.is-overdue'),
        }}
        table={({ items }) => <CorrectionTable corrections={items} />}
      />
    </>
  );
}
