import { demandStates, exportDemands, listDemands } from '@karez/contract/sharing/demand';
import { CaseList } from '../../client/CaseList.tsx';
import { useCaseFilters } from '../../client/case-filters.ts';
import { useWords } from '../../client/language.tsx';
import { LedgerButton } from '../../client/LedgerButton.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { DemandTable } from './DemandTable.tsx';
import { RaiseDemandButton } from './RaiseDemandButton.tsx';

const sides = ['raised', 'given', 'overseen'] as const;

/** 需求清单: what departments ask for that no catalogue has, with the state and clock of each. */
export function DemandsPage() {
  const { t } = useWords();
  const oversees = [usePower('sharing.coordinate'), usePower('sharing.decide-dispute')].some(Boolean);
  const filtering = useCaseFilters(sides.filter((side) => side !== 'overseen' || oversees));
  const page = useAnswer(listDemands, { query: filtering.query });
  return (
    <>
      <PageHead
        title={t('portal.menu.demands')}
        purpose={t('portal.demand.purpose')}
        actions={
          <>
            <LedgerButton route={exportDemands} input={{ query: filtering.filters }} />
            <RaiseDemandButton name="" />
          </>
        }
      />
      <CaseList
        filtering={filtering}
        query={page}
        states={demandStates}
        words={{
          side: (side) => t(`sharing.demand-side.${side}`),
          find: t('portal.demand.find'),
          choice: (name) => t(`portal.demand.${name}`),
          state: (state) => t(`sharing.demand-state.${state}`),
          overdue: t('sharing.demand-ledger.is-overdue'),
        }}
        table={({ items }) => <DemandTable demands={items} />}
      />
    </>
  );
}
