import { disputeStates, exportDisputes, listDisputes } from '@karez/contract/sharing/dispute';
import { CaseList } from '../../client/CaseList.tsx';
import { useCaseFilters } from '../../client/case-filters.ts';
import { useWords } from '../../client/language.tsx';
import { LedgerButton } from '../../client/LedgerButton.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { DisputeTable } from './DisputeTable.tsx';

const sides = ['raised', 'answered', 'overseen'] as const;

/** 共享争议: what departments disagree about, from negotiation to what came out (809-28). */
export function DisputesPage() {
  const { t } = useWords();
  const oversees = [usePower('sharing.coordinate'), usePower('sharing.decide-dispute')].some(Boolean);
  const filtering = useCaseFilters(sides.filter((side) => side !== 'overseen' || oversees));
  const page = useAnswer(listDisputes, { query: filtering.query });
  return (
    <>
      <PageHead
        title={t('portal.menu.disputes')}
        purpose={t('portal.dispute.purpose')}
        actions={<LedgerButton route={exportDisputes} input={{ query: filtering.filters }} />}
      />
      <CaseList
        filtering={filtering}
        query={page}
        states={disputeStates}
        words={{
          side: (side) => t(`sharing.dispute-side.${side}`),
          find: t('portal.dispute.find'),
          choice: (name) => t(`portal.dispute.${name}`),
          state: (state) => t(`sharing.dispute-state.${state}`),
          overdue: t('sharing.dispute-ledger.is-overdue'),
        }}
        table={({ items }) => <DisputeTable disputes={items} />}
      />
    </>
  );
}
