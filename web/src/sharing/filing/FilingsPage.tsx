import { exportFilings, filingStates, listFilings } from '@karez/contract/sharing/filing';
import { CaseList } from '../../client/CaseList.tsx';
import { useCaseFilters } from '../../client/case-filters.ts';
import { useWords } from '../../client/language.tsx';
import { LedgerButton } from '../../client/LedgerButton.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { FilingTable } from './FilingTable.tsx';

const sides = ['affected', 'filed', 'overseen'] as const;

/** 服务变更备案: changes and stops of services, from the first question to the day (809-27). */
export function FilingsPage() {
  const { t } = useWords();
  const oversees = usePower('sharing.coordinate');
  const filtering = useCaseFilters(sides.filter((side) => side !== 'overseen' || oversees));
  const page = useAnswer(listFilings, { query: filtering.query });
  return (
    <>
      <PageHead
        title={t('portal.menu.filings')}
        purpose={t('portal.filing.purpose')}
        actions={<LedgerButton route={exportFilings} input={{ query: filtering.filters }} />}
      />
      <CaseList
        filtering={filtering}
        query={page}
        states={filingStates}
        words={{
          side: (side) => t(`sharing.filing-side.${side}`),
          find: t('portal.filing.find'),
          choice: (name) => t(`portal.filing.${name}`),
          state: (state) => t(`sharing.filing-state.${state}`),
        }}
        table={({ items }) => <FilingTable filings={items} />}
      />
    </>
  );
}
