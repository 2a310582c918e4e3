import type { AcknowledgementSummary } from '@karez/contract/catalog/acknowledgement';
import { useWords } from '../../client/language.tsx';
import { StateTag } from '../../ui/StateTag.tsx';

/** The last day of whoever's turn it is, and how long it is to it. */
export function DueDay({ clock }: Pick<AcknowledgementSummary, 'clock'>) {
  const { t } = useWords();
  if (clock === null) return <span className="soft">—</span>;
  return (
    <>
      <bdi>{clock.dueOn}</bdi>
      <div className="small">
        {clock.overdue ? (
          <StateTag tone="danger">{t('portal.acknowledgement.overdue')}</StateTag>
        ) : (
          <span className="soft">{t('portal.clock.left', { days: clock.workingDaysLeft })}</span>
        )}
      </div>
    </>
  );
}
