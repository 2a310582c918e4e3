import { disposalStates, exportDisposals, listDisposals } from '@karez/contract/sharing/disposal';
import { CaseList } from '../../client/CaseList.tsx';
import { useCaseFilters } from '../../client/case-filters.ts';
import { useWords } from '../../client/language.tsx';
import { LedgerButton } from '../../client/LedgerButton.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { DisposalTable } from './DisposalTable.tsx';

const sides = ['owed', 'given', 'overseen'] as const;

/** 数据处置: what is done with the data of grants that have ended (809-27). */
export function DisposalsPage() {
  const { t } = useWords();
  const oversees = [usePower('sharing.coordinate'), usePower('sharing.decide-dispute')].some(Boolean);
  const filtering = useCaseFilters(sides.filter((side) => side !== 'overseen' || oversees));
  const page = useAnswer(listDisposals, { query: filtering.query });
  return (
    <>
      <PageHead
        title={t('portal.menu.disposals')}
        purpose={t('portal.disposal.purpose')}
        actions={<LedgerButton route={exportDisposals} input={{ query: filtering.filters }} />}
      />
      <CaseList
        filtering={filtering}
        query={page}
        states={disposalStates}
        words={{
          side: (side) => t(`sharing.disposal-side.${side}`),
          find: t('portal.disposal.find'),
          choice: (name) => t(`portal.disposal.${name}`),
          state: (state) => t(`sharing.disposal-state.${state}`),
          overdue: t('sharing.disposal-ledger.is-overdue'),
        }}
        table={({ items }) => <DisposalTable disposals={items} />}
      />
    </>
  );
}
