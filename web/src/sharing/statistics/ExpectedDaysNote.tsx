import { monthsShown, readExpectedDays } from '@karez/contract/sharing/statistics';
import { Alert } from 'antd';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';

/** 预计用时: how long the entry, or else its department, took lately; nothing where there are too few cases. */
export function ExpectedDaysNote({ entryId }: { entryId: string }) {
  const { t } = useWords();
  const answer = useAnswer(readExpectedDays, { params: { entryId } });
  const expected = answer.data?.answer.expected;
  if (!expected) return null;
  const { of, firstAnswer, delivery } = expected;
  return (
    <Alert
      type="info"
      showIcon
      title={t(of === 'entry' ? 'portal.statistics.expected-entry' : 'portal.statistics.expected-provider', { months: monthsShown })}
      description={
        <>
          {firstAnswer ? <div>{t('portal.statistics.expected-answer', firstAnswer)}</div> : null}
          {delivery ? <div>{t('portal.statistics.expected-delivery', delivery)}</div> : null}
          <div className="soft small">{t('portal.statistics.expected-law')}</div>
        </>
      }
    />
  );
}
