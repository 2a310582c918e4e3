import type { Application } from '@karez/contract/sharing/schemas';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';

/** Beside the provider's name: whether and when it received the application, and for its own people who has it in hand. */
export function ReceivedLine({ application: { receivedAt, handling, state } }: { application: Application }) {
  const { t } = useWords();
  // What was answered at once, withdrawn or decided long ago waits for nobody to receive it.
  if (receivedAt === null && state !== 'at-provider') return null;
  return (
    <div className="small soft">
      {receivedAt === null ? t('portal.handling.not-received') : t('portal.handling.received', { at: dayAndTime(receivedAt) })}
      {handling && !handling.isOver ? (
        <div>
          {handling.holder.mine ? t('portal.handling.in-my-hand') : t('portal.handling.in-hand-of', { holder: handling.holder.title })}
        </div>
      ) : null}
    </div>
  );
}
