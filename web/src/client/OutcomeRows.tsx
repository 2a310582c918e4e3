import { importOutcomes, type ImportOutcome } from '@karez/contract/table';
import { Card, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useWords } from './language.tsx';

/** The outcome that the address asks for; undefined asks for every row. */
export function useAskedOutcome(): ImportOutcome | undefined {
  const [search] = useSearchParams();
  return importOutcomes.find((one) => one === search.get('outcome'));
}

type Counted = { title: string; counts: Readonly<Record<ImportOutcome, number>>; children: ReactNode };

/** The rows of a dry run under their counts: each count opens its rows. */
export function OutcomeRows({ title, counts, children }: Counted) {
  const { t } = useWords();
  const [, setSearch] = useSearchParams();
  const outcome = useAskedOutcome();
  const total = importOutcomes.reduce((sum, one) => sum + counts[one], 0);
  return (
    <Card
      title={title}
      extra={
        <Segmented
          aria-label={title}
          value={outcome ?? 'all'}
          onChange={(next) => setSearch(next === 'all' ? {} : { outcome: next }, { replace: true })}
          options={[
            { value: 'all', label: `${t('portal.all')} ${total}` },
            ...importOutcomes.map((one) => ({ value: one, label: `${t(`table.outcome.${one}`)} ${counts[one]}` })),
          ]}
        />
      }
    >
      {children}
    </Card>
  );
}
